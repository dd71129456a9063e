package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code EndpointSlice}. */
final class EndpointSliceDecoder {
    private static final Choice<String> ADDRESS_TYPES = Choice.of("IPv4", "IPv6", "FQDN");
    private static final Set<String> IGNORED =
            Set.of("hostname", "targetRef", "nodeName", "zone", "deprecatedTopology");
    private static final Map<String, TextRule> ADDRESSES = Map.of(
            "IPv4", new TextRule("an IPv4 address, as addressType says", IpAddress::isV4),
            "IPv6", new TextRule("an IPv6 address, as addressType says", IpAddress::isV6));
    private static final TextRule PORT_NAME =
            new TextRule("empty or " + Names.LABEL.expected(), text -> text.isEmpty() || Names.isLabel(text));

    private final TextRule rule;
    private final Set<String> names = new HashSet<>();
    private boolean hinted;

    private EndpointSliceDecoder(TextRule rule) {
        this.rule = rule;
    }

    static EndpointSlice decode(FieldReader object, Metadata metadata) {
        String type = object.requiredChoice("addressType", ADDRESS_TYPES);
        TextRule rule = type == null ? TextRule.ANY : ADDRESSES.getOrDefault(type, Names.SUBDOMAIN);
        EndpointSliceDecoder decoder = new EndpointSliceDecoder(rule);
        return new EndpointSlice(
                metadata,
                type == null ? ADDRESS_TYPES.first() : type,
                object.objects("endpoints", ApiLimits.SLICE_ENDPOINTS, decoder::endpoint),
                object.objects("ports", ApiLimits.SLICE_PORTS, decoder::distinctPort));
    }

    /** In all endpoints of a slice the hints are of one kind: it suffices to speak of the first. */
    private void checkHints(FieldReader endpoint) {
        Object hints = endpoint.value("hints");
        if (hints != null && !hinted) {
            hinted = true;
            endpoint.problems()
                    .hint(
                            "unsupported-field",
                            endpoint.path("hints"),
                            "is not acted on: requests go to endpoints everywhere");
        }
    }

    private EndpointSlice.EndpointPort distinctPort(FieldReader port) {
        EndpointSlice.EndpointPort read = port(port);
        if (!names.add(read.name())) {
            port.duplicate(read.name(), port.path("name"));
        }
        return read;
    }

    private EndpointSlice.Endpoint endpoint(FieldReader endpoint) {
        endpoint.ignore(IGNORED);
        checkHints(endpoint);
        if (endpoint.sizeOf("addresses") == 0) {
            endpoint.missing("addresses", "expected: 1 to " + ApiLimits.SLICE_ADDRESSES + " addresses");
        }
        List<String> addresses = endpoint.texts("addresses", ApiLimits.SLICE_ADDRESSES, rule);
        FieldReader conditions = endpoint.object("conditions");
        if (conditions == null) {
            return new EndpointSlice.Endpoint(addresses, true, true, false);
        }
        boolean ready = !Boolean.FALSE.equals(conditions.bool("ready"));
        Boolean serving = conditions.bool("serving");
        boolean terminating = Boolean.TRUE.equals(conditions.bool("terminating"));
        return new EndpointSlice.Endpoint(addresses, ready, serving == null ? ready : serving, terminating);
    }

    /** A port of an {@code EndpointSlice} or, where the number is required, of {@code Endpoints}. */
    static EndpointSlice.EndpointPort port(FieldReader port) {
        port.text("appProtocol", TextRule.ANY);
        return new EndpointSlice.EndpointPort(
                port.text("name", PORT_NAME, ""),
                port.integer("port", 1, ApiLimits.MAX_PORT),
                port.choice("protocol", ServiceDecoder.PROTOCOLS, ServiceDecoder.PROTOCOLS.first()));
    }
}
