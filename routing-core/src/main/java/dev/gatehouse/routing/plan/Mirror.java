package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.HeaderEdits;
import java.util.List;

/**
 * A copy of one request, drawn already: it is to be sent.
 *
 * @param target the request target, in origin form
 * @param host the value for the Host header; empty where there is none
 * @param requestEdits changes to the request's headers, as {@link Decision.Forward#requestEdits}
 */
public record Mirror(
        ServiceBackend backend,
        Endpoint endpoint,
        UpstreamProtocol protocol,
        String target,
        String host,
        List<HeaderEdits> requestEdits) {}
