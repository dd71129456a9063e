package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.persistent.PersistentMap;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.EndpointSlice.EndpointPort;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Service.ServicePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints from EndpointSlices, and from Endpoints for Services that have no slice. The Service's port is found by number, its name selects
 * the port in the slices, and the number there is where the endpoint listens. Immutable; a change shares all Services but one with what was before.
 */
public final class ManifestEndpoints implements EndpointSource {
    /** By the namespace and then the name of the Service. */
    private final PersistentMap<PersistentMap<List<ReadyPort>>> ready;

    /** By {@code namespace/name} of the Service. */
    private final PersistentMap<List<EndpointSlice>> slices;

    private ManifestEndpoints(
            PersistentMap<PersistentMap<List<ReadyPort>>> ready, PersistentMap<List<EndpointSlice>> slices) {
        this.ready = ready;
        this.slices = slices;
    }

    /** @param port of the Service */
    private record ReadyPort(int port, List<Endpoint> endpoints) {}

    /** The endpoints that these resources declare. */
    public static ManifestEndpoints of(Resources resources) {
        Map<String, List<EndpointSlice>> grouped = new HashMap<>();
        for (EndpointSlice slice : resources.all(EndpointSlice.class)) {
            String service = service(slice);
            if (service != null) {
                grouped.computeIfAbsent(service, key -> new ArrayList<>()).add(slice);
            }
        }
        PersistentMap<List<EndpointSlice>> slices = PersistentMap.empty();
        for (Map.Entry<String, List<EndpointSlice>> entry : grouped.entrySet()) {
            slices = slices.with(entry.getKey(), List.copyOf(entry.getValue()));
        }
        ManifestEndpoints endpoints = new ManifestEndpoints(PersistentMap.empty(), slices);
        for (Service service : resources.all(Service.class)) {
            endpoints = endpoints.with(service, resources);
        }
        return endpoints;
    }

    /**
     * After a slice came, changed or went. Costs time in proportion to the endpoints of its Service; where it went over to another Service, or changed
     * between addresses and names, a look at all slices.
     *
     * @param resources as they are now
     * @param before null where it came
     * @param after null where it went
     */
    public ManifestEndpoints with(Resources resources, @Nullable EndpointSlice before, @Nullable EndpointSlice after) {
        String from = before == null ? null : service(before);
        String to = after == null ? null : service(after);
        if (before != null && after != null && !Objects.equals(from, to)) {
            ManifestEndpoints without = with(resources, before, null);
            // Among the others there it has its place in the order of all.
            return to == null
                    ? without
                    : without.with(
                            resources,
                            to,
                            resources.all(EndpointSlice.class).stream()
                                    .filter(slice -> to.equals(service(slice)))
                                    .toList());
        }
        String name = to == null ? from : to;
        if (name == null) {
            return this;
        }
        List<EndpointSlice> own = slices.get(name);
        List<EndpointSlice> changed = own == null ? new ArrayList<>() : new ArrayList<>(own);
        int place = before == null ? -1 : changed.indexOf(before);
        if (after == null) {
            changed.remove(before);
        } else if (place < 0) {
            changed.add(after);
        } else {
            changed.set(place, after);
        }
        return with(resources, name, changed);
    }

    /** With these slices of a Service. */
    private ManifestEndpoints with(Resources resources, String service, List<EndpointSlice> own) {
        ManifestEndpoints next = new ManifestEndpoints(
                ready, own.isEmpty() ? slices.without(service) : slices.with(service, List.copyOf(own)));
        int slash = service.indexOf('/');
        return next.with(resources, service.substring(0, slash), service.substring(slash + 1));
    }

    /** After the Service or the Endpoints of this name came, changed or went. */
    public ManifestEndpoints with(Resources resources, String namespace, String name) {
        Service service = resources.find(Service.class, namespace, name);
        if (service != null) {
            return with(service, resources);
        }
        return ready.get(namespace) == null
                ? this
                : new ManifestEndpoints(
                        ready.with(namespace, services(namespace).without(name)), slices);
    }

    private ManifestEndpoints with(Service service, Resources resources) {
        String namespace = service.metadata().namespace();
        String name = service.metadata().name();
        List<EndpointSlice> own = slices.get(namespace + "/" + name);
        Endpoints older = own == null ? resources.find(Endpoints.class, namespace, name) : null;
        List<ReadyPort> ports = new ArrayList<>();
        for (ServicePort port : service.ports()) {
            Set<Endpoint> addresses = older == null ? ready(own == null ? List.of() : own, port) : ready(older, port);
            // Of two ports with one number, for TCP and for UDP, the later counts.
            ports.add(0, new ReadyPort(port.port(), List.copyOf(addresses)));
        }
        return new ManifestEndpoints(ready.with(namespace, services(namespace).with(name, List.copyOf(ports))), slices);
    }

    private PersistentMap<List<ReadyPort>> services(String namespace) {
        PersistentMap<List<ReadyPort>> services = ready.get(namespace);
        return services == null ? PersistentMap.empty() : services;
    }

    /**
     * Calls {@code each} with every Service that has other endpoints than in another state, as {@code namespace/name}, and with some that have the same. Costs time
     * in proportion to what changed between both.
     */
    public void differences(ManifestEndpoints other, Consumer<? super String> each) {
        ready.differences(
                other.ready,
                namespace -> services(namespace)
                        .differences(other.services(namespace), name -> each.accept(namespace + "/" + name)));
    }

    @Override
    public List<Endpoint> endpoints(ServiceBackend backend) {
        PersistentMap<List<ReadyPort>> services = ready.get(backend.namespace());
        List<ReadyPort> ports = services == null ? null : services.get(backend.name());
        if (ports != null) {
            for (ReadyPort port : ports) {
                if (port.port == backend.port()) {
                    return port.endpoints;
                }
            }
        }
        return List.of();
    }

    /** The Service whose addresses these are, as {@code namespace/name}; null where there is none. */
    private static @Nullable String service(EndpointSlice slice) {
        String service = slice.serviceName();
        return service == null || slice.addressType().equals("FQDN")
                ? null
                : slice.metadata().namespace() + "/" + service;
    }

    /** The endpoints that are ready; where there is none, those that end but still serve, as Kubernetes' own proxy does. */
    private static Set<Endpoint> ready(List<EndpointSlice> slices, ServicePort port) {
        Set<Endpoint> ready = new LinkedHashSet<>();
        Set<Endpoint> ending = new LinkedHashSet<>();
        for (EndpointSlice slice : slices) {
            int number = number(slice.ports(), port);
            if (number < 0) {
                continue;
            }
            for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
                for (String address : endpoint.addresses()) {
                    if (endpoint.ready()) {
                        ready.add(new Endpoint.Address(address, number));
                    } else if (endpoint.serving() && endpoint.terminating()) {
                        ending.add(new Endpoint.Address(address, number));
                    }
                }
            }
        }
        return ready.isEmpty() ? ending : ready;
    }

    private static Set<Endpoint> ready(Endpoints endpoints, ServicePort port) {
        Set<Endpoint> ready = new LinkedHashSet<>();
        for (Endpoints.Subset subset : endpoints.subsets()) {
            int number = number(subset.ports(), port);
            if (number >= 0) {
                subset.addresses().forEach(address -> ready.add(new Endpoint.Address(address, number)));
            }
        }
        return ready;
    }

    /** The number that the port of this name has there; −1 where it has none. A port without a number stands for every port. */
    private static int number(List<EndpointPort> ports, ServicePort port) {
        for (EndpointPort candidate : ports) {
            if (candidate.name().equals(port.name()) && candidate.protocol().equals(port.protocol())) {
                Integer number = candidate.port();
                return number == null ? port.port() : number;
            }
        }
        return -1;
    }
}
