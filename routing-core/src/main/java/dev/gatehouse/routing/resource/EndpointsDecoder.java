package dev.gatehouse.routing.resource;

import java.util.Set;

/** {@code Endpoints}. */
final class EndpointsDecoder {
    private static final Set<String> IGNORED = Set.of("hostname", "nodeName", "targetRef");
    private static final TextRule IP =
            new TextRule("an IP address", text -> IpAddress.isV4(text) || IpAddress.isV6(text));

    private EndpointsDecoder() {}

    static Endpoints decode(FieldReader object, Metadata metadata) {
        return new Endpoints(metadata, object.objects("subsets", ApiLimits.UNBOUNDED, EndpointsDecoder::subset));
    }

    private static Endpoints.Subset subset(FieldReader subset) {
        return new Endpoints.Subset(
                subset.objects("addresses", ApiLimits.UNBOUNDED, EndpointsDecoder::address),
                subset.objects("notReadyAddresses", ApiLimits.UNBOUNDED, EndpointsDecoder::address),
                subset.objects("ports", ApiLimits.UNBOUNDED, EndpointsDecoder::port));
    }

    private static String address(FieldReader address) {
        address.ignore(IGNORED);
        return address.requiredText("ip", IP);
    }

    private static EndpointSlice.EndpointPort port(FieldReader port) {
        if (!port.has("port")) {
            port.missing("port", "expected: a whole number from 1 to " + ApiLimits.MAX_PORT);
        }
        return EndpointSliceDecoder.port(port);
    }
}
