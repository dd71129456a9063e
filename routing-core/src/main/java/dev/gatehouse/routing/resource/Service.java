package dev.gatehouse.routing.resource;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code Service}.
 *
 * @param type {@code ClusterIP} where absent
 * @param ports empty for some {@code ExternalName} and headless Services
 * @param externalName null where absent
 * @param selector the labels of its pods; empty where somebody else makes its endpoints
 */
public record Service(
        Metadata metadata,
        String type,
        List<ServicePort> ports,
        @Nullable String externalName,
        Map<String, String> selector)
        implements Resource {
    public Service {
        ports = List.copyOf(ports);
        selector = Map.copyOf(selector);
    }

    /** One whose endpoints are in the cluster. */
    public Service(Metadata metadata, String type, List<ServicePort> ports) {
        this(metadata, type, ports, null, Map.of());
    }

    /** The port with this number and protocol, or null. */
    public @Nullable ServicePort port(int number, String protocol) {
        for (ServicePort port : ports) {
            if (port.port() == number && port.protocol().equals(protocol)) {
                return port;
            }
        }
        return null;
    }

    /** The port with this name, or null. */
    public @Nullable ServicePort port(String name) {
        for (ServicePort port : ports) {
            if (port.name().equals(name)) {
                return port;
            }
        }
        return null;
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("", "Service", metadata.namespace(), metadata.name());
    }

    /**
     * {@code spec.ports[]}.
     *
     * @param name empty where absent
     * @param protocol {@code TCP} where absent
     * @param appProtocol null where absent
     * @param targetPort a number, a name, or null where absent: the same as {@code port}
     */
    public record ServicePort(
            String name,
            int port,
            String protocol,
            @Nullable String appProtocol,
            @Nullable String targetPort) {}
}
