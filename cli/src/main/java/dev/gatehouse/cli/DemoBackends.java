package dev.gatehouse.cli;

import dev.gatehouse.cli.DemoEndpoints.ServicePort;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The demo backends, one for each Service port without endpoints. One that was started runs to the end, so that no request to it is cut
 * off when the manifests change. For one thread at a time.
 */
final class DemoBackends implements AutoCloseable {
    private final Map<ServicePort, DemoBackend> running = new LinkedHashMap<>();
    private final StandIns<EndpointSlice> slices = new StandIns<>();

    /** Of EndpointSlices and Endpoints, the Service that each is for. */
    private final Map<ObjectRef, String> services = new HashMap<>();

    /** The other way round. */
    private final Map<String, Set<ObjectRef>> endpoints = new HashMap<>();

    /**
     * The EndpointSlices for the Services that have no endpoints, after these objects have come, changed or gone. Starts the backends that are not running
     * yet. Costs time in proportion to these objects.
     *
     * @param read as they are now
     */
    StandIns.Delta changed(Collection<ObjectRef> names, Resources read) {
        Set<String> touched = new LinkedHashSet<>();
        for (ObjectRef name : names) {
            if (name.kind().equals("Service")) {
                touched.add(name.namespacedName());
            } else if (name.kind().equals("EndpointSlice") || name.kind().equals("Endpoints")) {
                String before = services.remove(name);
                if (before != null) {
                    touched.add(before);
                    Objects.requireNonNull(endpoints.get(before)).remove(name);
                }
                String now = service(read.find(name));
                if (now != null) {
                    touched.add(now);
                    services.put(name, now);
                    endpoints.computeIfAbsent(now, key -> new HashSet<>()).add(name);
                }
            }
        }
        Map<String, List<EndpointSlice>> made = new LinkedHashMap<>();
        touched.forEach(service -> made.put(service, slices(service, read)));
        return slices.replace(made, names, read);
    }

    private List<EndpointSlice> slices(String name, Resources read) {
        int slash = name.indexOf('/');
        Service service = read.find(Service.class, name.substring(0, slash), name.substring(slash + 1));
        if (service == null || !endpoints.getOrDefault(name, Set.of()).isEmpty()) {
            return List.of();
        }
        List<ServicePort> ports = DemoEndpoints.ports(service);
        ports.forEach(port -> running.computeIfAbsent(port, DemoBackends::start));
        return DemoEndpoints.slices(ports, this::port);
    }

    /** Whose endpoints these are; null where it says of none. */
    private static @Nullable String service(@Nullable Resource resource) {
        if (resource instanceof EndpointSlice slice && slice.serviceName() != null) {
            return slice.metadata().namespace() + "/" + slice.serviceName();
        }
        return resource instanceof Endpoints older ? older.ref().namespacedName() : null;
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
