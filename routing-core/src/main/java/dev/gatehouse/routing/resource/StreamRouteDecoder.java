package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code TLSRoute}, {@code TCPRoute} and {@code UDPRoute}, which send whole connections to the backends of their one rule. */
final class StreamRouteDecoder {
    private StreamRouteDecoder() {}

    static TlsRoute tls(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        RouteParents parents = parents(spec, metadata);
        return new TlsRoute(metadata, parents.references(), parents.useDefaultGateways(), hostnames(spec), rules(spec));
    }

    static TcpRoute tcp(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        RouteParents parents = parents(spec, metadata);
        return new TcpRoute(metadata, parents.references(), parents.useDefaultGateways(), rules(spec));
    }

    static UdpRoute udp(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        RouteParents parents = parents(spec, metadata);
        return new UdpRoute(metadata, parents.references(), parents.useDefaultGateways(), rules(spec));
    }

    private static RouteParents parents(@Nullable FieldReader spec, Metadata metadata) {
        return spec == null ? RouteParents.NONE : RouteParents.read(spec, metadata.namespace());
    }

    /** Without any, a TLSRoute would take whatever its listener does not give to others. */
    private static List<Hostname> hostnames(@Nullable FieldReader spec) {
        if (spec == null) {
            return List.of();
        }
        if (spec.sizeOf("hostnames") == 0) {
            spec.missing("hostnames", "expected: 1 to " + ApiLimits.SERVER_NAMES + " host names");
        }
        return Hostnames.readAll(spec, "hostnames", ApiLimits.SERVER_NAMES);
    }

    private static List<StreamRouteRule> rules(@Nullable FieldReader spec) {
        return spec == null ? List.of() : spec.one("rules", StreamRouteDecoder::rule);
    }

    private static StreamRouteRule rule(FieldReader rule) {
        return new StreamRouteRule(
                rule.text("name", Names.SECTION_NAME),
                rule.requiredObjects("backendRefs", ApiLimits.BACKEND_REFS, References::weightedBackend));
    }
}
