package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.List;

/** Tells which endpoints a Service has now. Safe for any number of threads; asked for each request, so it must be quick. */
@FunctionalInterface
public interface EndpointSource {
    /** The endpoints that are ready; empty where there is none, and the request gets 503. */
    List<Endpoint> endpoints(ServiceBackend backend);
}
