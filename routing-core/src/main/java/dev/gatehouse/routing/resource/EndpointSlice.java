package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code EndpointSlice} of {@code discovery.k8s.io/v1}.
 *
 * @param addressType {@code IPv4}, {@code IPv6} or {@code FQDN}
 */
public record EndpointSlice(Metadata metadata, String addressType, List<Endpoint> endpoints, List<EndpointPort> ports)
        implements Resource {
    /** The label that names the Service. */
    public static final String SERVICE_NAME = "kubernetes.io/service-name";

    public EndpointSlice {
        endpoints = List.copyOf(endpoints);
        ports = List.copyOf(ports);
    }

    /** The Service, in this slice's namespace, whose endpoints these are; null where the label is missing. */
    public @Nullable String serviceName() {
        return metadata.labels().get(SERVICE_NAME);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("discovery.k8s.io", "EndpointSlice", metadata.namespace(), metadata.name());
    }

    /**
     * {@code endpoints[]}.
     *
     * @param ready true where absent
     * @param serving the value of {@code ready} where absent
     * @param terminating false where absent
     */
    public record Endpoint(List<String> addresses, boolean ready, boolean serving, boolean terminating) {
        public Endpoint {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * {@code ports[]}.
     *
     * @param name empty where absent
     * @param port null: every port
     * @param protocol {@code TCP} where absent
     */
    public record EndpointPort(String name, @Nullable Integer port, String protocol) {}
}
