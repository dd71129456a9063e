package dev.gatehouse.routing.resource;

import java.util.List;

/** {@code GRPCRoute}: {@code spec} and its rules. */
final class GrpcRouteDecoder {
    private final RuleNames names = new RuleNames();
    private final String namespace;

    private GrpcRouteDecoder(String namespace) {
        this.namespace = namespace;
    }

    static GrpcRoute decode(FieldReader object, Metadata metadata) {
        FieldReader spec = object.requiredObject("spec");
        if (spec == null) {
            return new GrpcRoute(metadata, List.of(), false, List.of(), List.of());
        }
        RouteParents parents = RouteParents.read(spec, metadata.namespace());
        List<Hostname> hostnames = Hostnames.readAll(spec, "hostnames", ApiLimits.HOSTNAMES);
        List<GrpcRouteRule> rules =
                spec.objects("rules", ApiLimits.RULES, new GrpcRouteDecoder(metadata.namespace())::rule);
        int matches = 0;
        for (GrpcRouteRule rule : rules) {
            matches += rule.matches().size();
        }
        spec.checkMatches(matches);
        return new GrpcRoute(metadata, parents.references(), parents.useDefaultGateways(), hostnames, rules);
    }

    private GrpcRouteRule rule(FieldReader rule) {
        String name = names.read(rule);
        List<GrpcRouteMatch> matches = GrpcRouteMatchDecoder.decode(rule);
        List<HttpRouteFilter> filters = HttpRouteFilterDecoder.ofGrpcRoute(rule, namespace);
        List<HttpBackendRef> backends = rule.objects("backendRefs", ApiLimits.BACKEND_REFS, this::backendRef);
        FieldReader session = rule.object("sessionPersistence");
        return new GrpcRouteRule(
                name, matches, filters, backends, session == null ? null : SessionPersistenceDecoder.decode(session));
    }

    private HttpBackendRef backendRef(FieldReader backend) {
        BackendRef reference = References.weightedBackend(backend);
        return new HttpBackendRef(
                reference.backend(), reference.weight(), HttpRouteFilterDecoder.ofGrpcRoute(backend, namespace));
    }
}
