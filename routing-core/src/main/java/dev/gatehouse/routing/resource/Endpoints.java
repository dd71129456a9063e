package dev.gatehouse.routing.resource;

import java.util.List;

/** {@code Endpoints} of the core group, the older form of {@link EndpointSlice}: bears the name of its Service. */
public record Endpoints(Metadata metadata, List<Subset> subsets) implements Resource {
    public Endpoints {
        subsets = List.copyOf(subsets);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("", "Endpoints", metadata.namespace(), metadata.name());
    }

    /** {@code subsets[]}: every address serves every port. */
    public record Subset(
            List<String> addresses, List<String> notReadyAddresses, List<EndpointSlice.EndpointPort> ports) {
        public Subset {
            addresses = List.copyOf(addresses);
            notReadyAddresses = List.copyOf(notReadyAddresses);
            ports = List.copyOf(ports);
        }
    }
}
