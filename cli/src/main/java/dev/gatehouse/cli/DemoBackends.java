package dev.gatehouse.cli;

import dev.gatehouse.cli.DemoEndpoints.ServicePort;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The demo backends, one for each Service port without endpoints. One that was started runs to the end, so that no request to it is cut
 * off when the manifests change. For one thread at a time.
 */
final class DemoBackends implements AutoCloseable {
    private final Map<ServicePort, DemoBackend> running = new LinkedHashMap<>();

    /** The EndpointSlices for the Services of these resources that have no endpoints. Starts the backends that are not running yet. */
    List<EndpointSlice> slices(Resources resources) {
        List<ServicePort> missing = DemoEndpoints.missing(resources);
        for (ServicePort port : missing) {
            running.computeIfAbsent(port, DemoBackends::start);
        }
        return DemoEndpoints.slices(missing, this::port);
    }

    /** On which loopback port a Service port of {@link DemoEndpoints#missing} is answered for. */
    int port(ServicePort service) {
        DemoBackend backend = running.get(service);
        if (backend == null) {
            throw new IllegalArgumentException("no demo backend for " + service);
        }
        return backend.port();
    }

    @Override
    public void close() {
        running.values().forEach(DemoBackend::close);
        running.clear();
    }

    private static DemoBackend start(ServicePort port) {
        try {
            return DemoBackend.start(port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the demo backend for " + port, e);
        }
    }
}
