package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Endpoints for Services that have none: the addresses of demo backends. */
final class DemoEndpoints {
    private static final String LOOPBACK = "127.0.0.1";

    private DemoEndpoints() {}

    /**
     * A port of a Service that a demo backend stands behind.
     *
     * @param portName empty where the port has none
     */
    record ServicePort(String namespace, String service, String portName, int port) {
        /** Such as {@code default/api:80}. */
        @Override
        public String toString() {
            return namespace + "/" + service + ":" + port;
        }
    }

    /**
     * The TCP ports of the Services for which the manifests hold neither an EndpointSlice nor Endpoints. Services of type
     * {@code ExternalName} are left out: they say that they stand elsewhere.
     */
    static List<ServicePort> missing(Resources resources) {
        Set<String> present = new HashSet<>();
        for (EndpointSlice slice : resources.all(EndpointSlice.class)) {
            present.add(slice.metadata().namespace() + "/" + slice.serviceName());
        }
        for (Endpoints endpoints : resources.all(Endpoints.class)) {
            present.add(endpoints.ref().namespacedName());
        }
        List<ServicePort> missing = new ArrayList<>();
        for (Service service : resources.all(Service.class)) {
            if (!present.contains(service.ref().namespacedName())) {
                missing.addAll(ports(service));
            }
        }
        return missing;
    }

    /** The same of one for which there are none. */
    static List<ServicePort> ports(Service service) {
        List<ServicePort> ports = new ArrayList<>();
        if (!service.type().equals("ExternalName")) {
            for (Service.ServicePort port : service.ports()) {
                if (port.protocol().equals("TCP")) {
                    Metadata metadata = service.metadata();
                    ports.add(new ServicePort(metadata.namespace(), metadata.name(), port.name(), port.port()));
                }
            }
        }
        return ports;
    }

    /**
     * An EndpointSlice for each of these Service ports.
     *
     * @param address tells the port on the loopback interface that answers for a Service port
     */
    static List<EndpointSlice> slices(List<ServicePort> ports, ToIntFunction<ServicePort> address) {
        return ports.stream().map(port -> slice(port, address.applyAsInt(port))).toList();
    }

    private static EndpointSlice slice(ServicePort port, int address) {
        Metadata metadata = new Metadata(
                port.namespace(),
                port.service() + "-gatehouse-demo-" + port.port(),
                0,
                null,
                Map.of(EndpointSlice.SERVICE_NAME, port.service()),
                Map.of(),
                Source.NONE);
        return new EndpointSlice(
                metadata,
                "IPv4",
                List.of(new EndpointSlice.Endpoint(List.of(LOOPBACK), true, true, false)),
                List.of(new EndpointSlice.EndpointPort(port.portName(), address, "TCP")));
    }
}
