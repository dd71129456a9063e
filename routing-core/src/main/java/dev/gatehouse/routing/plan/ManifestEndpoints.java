package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
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
import java.util.Set;

/**
 * Endpoints from EndpointSlices, and from Endpoints for Services that have no slice. The Service's port is found by number, its name selects
 * the port in the slices, and the number there is where the endpoint listens.
 */
public final class ManifestEndpoints implements EndpointSource {
    private final Map<Key, List<Endpoint>> ready;

    private ManifestEndpoints(Map<Key, List<Endpoint>> ready) {
        this.ready = ready;
    }

    /** The endpoints that these resources declare. */
    public static ManifestEndpoints of(Resources resources) {
        Map<String, List<EndpointSlice>> slices = new HashMap<>();
        for (EndpointSlice slice : resources.all(EndpointSlice.class)) {
            String service = slice.serviceName();
            if (service != null && !slice.addressType().equals("FQDN")) {
                slices.computeIfAbsent(slice.metadata().namespace() + "/" + service, key -> new ArrayList<>())
                        .add(slice);
            }
        }
        Map<Key, List<Endpoint>> ready = new HashMap<>();
        for (Service service : resources.all(Service.class)) {
            String namespace = service.metadata().namespace();
            String name = service.metadata().name();
            List<EndpointSlice> own = slices.getOrDefault(namespace + "/" + name, List.of());
            Endpoints older = own.isEmpty() ? resources.find(Endpoints.class, namespace, name) : null;
            for (ServicePort port : service.ports()) {
                Set<Endpoint> addresses = older == null ? ready(own, port) : ready(older, port);
                ready.put(new Key(namespace, name, port.port()), List.copyOf(addresses));
            }
        }
        return new ManifestEndpoints(ready);
    }

    @Override
    public List<Endpoint> endpoints(ServiceBackend backend) {
        return ready.getOrDefault(new Key(backend.namespace(), backend.name(), backend.port()), List.of());
    }

    private record Key(String namespace, String service, int port) {}

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
