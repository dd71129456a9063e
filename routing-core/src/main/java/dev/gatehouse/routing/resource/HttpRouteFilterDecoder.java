package dev.gatehouse.routing.resource;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code filters} of a rule of a HTTPRoute or GRPCRoute, and of one of its {@code backendRefs}: the same rules hold for both. */
final class HttpRouteFilterDecoder {
    private static final Choice<PathType> PATH_TYPES = Choice.of(PathType.class);
    private static final Choice<String> SCHEMES = Choice.of("http", "https");
    private static final TextRule PATH_VALUE = TextRule.length(0, 1024);

    private final Kinds kinds;
    private final String namespace;
    private final boolean onePrefixMatch;
    private final Set<Type> types = EnumSet.noneOf(Type.class);

    private HttpRouteFilterDecoder(Kinds kinds, String namespace, boolean onePrefixMatch) {
        this.kinds = kinds;
        this.namespace = namespace;
        this.onePrefixMatch = onePrefixMatch;
    }

    /**
     * The filters of a rule or a backendRef of a HTTPRoute.
     *
     * @param namespace that of the route
     * @param onePrefixMatch whether the rule has exactly one match, and that a {@code PathPrefix}
     */
    static List<HttpRouteFilter> ofHttpRoute(FieldReader owner, String namespace, boolean onePrefixMatch) {
        return decode(owner, Kinds.HTTP, namespace, onePrefixMatch);
    }

    /** The filters of a rule or a backendRef of a GRPCRoute in this namespace. */
    static List<HttpRouteFilter> ofGrpcRoute(FieldReader owner, String namespace) {
        return decode(owner, Kinds.GRPC, namespace, false);
    }

    private static List<HttpRouteFilter> decode(
            FieldReader owner, Kinds kinds, String namespace, boolean onePrefixMatch) {
        if (!owner.has("filters")) {
            owner.value("filters");
            return List.of();
        }
        HttpRouteFilterDecoder decoder = new HttpRouteFilterDecoder(kinds, namespace, onePrefixMatch);
        List<HttpRouteFilter> filters = owner.objects("filters", ApiLimits.FILTERS, decoder::filter);
        if (decoder.types.contains(Type.REQUEST_REDIRECT) && decoder.types.contains(Type.URL_REWRITE)) {
            owner.problems()
                    .error(
                            "redirect-with-rewrite",
                            owner.path("filters"),
                            "found RequestRedirect and URLRewrite (expected: one of the two)");
        }
        return filters;
    }

    private @Nullable HttpRouteFilter filter(FieldReader filter) {
        Type type = filter.requiredChoice("type", kinds.choice);
        if (type == null) {
            filter.ignore(kinds.members);
            return null;
        }
        if (!types.add(type) && type.onlyOnce) {
            filter.duplicate(type.spelling, filter.path("type"));
        }
        for (Type other : kinds.types) {
            if (other != type && filter.value(other.member) != null) {
                filter.notAllowed(other.member, "the type is " + type.spelling);
            }
        }
        FieldReader member = filter.requiredObject(type.member);
        return member == null ? null : decode(type, member);
    }

    private @Nullable HttpRouteFilter decode(Type type, FieldReader member) {
        return switch (type) {
            case REQUEST_HEADER_MODIFIER ->
                new HttpRouteFilter.RequestHeaderModifier(HttpHeaderFilterDecoder.decode(member));
            case RESPONSE_HEADER_MODIFIER ->
                new HttpRouteFilter.ResponseHeaderModifier(HttpHeaderFilterDecoder.decode(member));
            case REQUEST_REDIRECT -> redirect(member);
            case URL_REWRITE ->
                new HttpRouteFilter.UrlRewrite(
                        Hostnames.readPrecise(member, "hostname"), pathModifier(member.object("path")));
            case REQUEST_MIRROR -> RequestMirrorDecoder.decode(member);
            case CORS -> CorsDecoder.decode(member);
            case EXTERNAL_AUTH -> ExternalAuthDecoder.decode(member);
            case EXTENSION_REF -> new HttpRouteFilter.ExtensionRef(References.local(member, namespace));
        };
    }

    private HttpRouteFilter redirect(FieldReader redirect) {
        return new HttpRouteFilter.RequestRedirect(
                redirect.choice("scheme", SCHEMES),
                Hostnames.readPrecise(redirect, "hostname"),
                pathModifier(redirect.object("path")),
                redirect.integer("port", 1, ApiLimits.MAX_PORT),
                statusCode(redirect));
    }

    private static int statusCode(FieldReader redirect) {
        int code = redirect.integer("statusCode", 0, Integer.MAX_VALUE, 302);
        if (code != 301 && code != 302 && code != 303 && code != 307 && code != 308) {
            redirect.invalid(code, redirect.path("statusCode"), "expected one of: 301, 302, 303, 307, 308");
        }
        return code;
    }

    private @Nullable HttpPathModifier pathModifier(@Nullable FieldReader path) {
        if (path == null) {
            return null;
        }
        PathType type = path.requiredChoice("type", PATH_TYPES);
        String full = path.text("replaceFullPath", PATH_VALUE);
        String prefix = path.text("replacePrefixMatch", PATH_VALUE);
        if (type == null) {
            return null;
        }
        boolean wholePath = type == PathType.REPLACE_FULL_PATH;
        String needed = wholePath ? "replaceFullPath" : "replacePrefixMatch";
        String other = wholePath ? "replacePrefixMatch" : "replaceFullPath";
        if (!path.has(needed)) {
            path.missing(needed, "expected: a path, as the type says");
        }
        if (path.has(other)) {
            path.notAllowed(other, "the type asks for " + needed);
        }
        if (!wholePath && !onePrefixMatch) {
            path.problems()
                    .error(
                            "replace-prefix-needs-prefix",
                            path.path("type"),
                            "found ReplacePrefixMatch in a rule without exactly one match of type PathPrefix (expected:"
                                    + " such a match, or ReplaceFullPath)");
        }
        return wholePath
                ? new HttpPathModifier.ReplaceFullPath(full == null ? "" : full)
                : new HttpPathModifier.ReplacePrefixMatch(prefix == null ? "" : prefix);
    }

    /** The types of filter that a kind of route has, and the fields that belong to them. */
    private record Kinds(List<Type> types, Choice<Type> choice, Set<String> members) {
        static final Kinds HTTP = of(Type.values());
        static final Kinds GRPC = of(
                Type.RESPONSE_HEADER_MODIFIER, Type.REQUEST_HEADER_MODIFIER, Type.REQUEST_MIRROR, Type.EXTENSION_REF);

        private static Kinds of(Type... types) {
            List<Type> list = List.of(types);
            Set<String> members =
                    Set.copyOf(list.stream().map(type -> type.member).toList());
            return new Kinds(list, Choice.of(list, type -> type.spelling), members);
        }
    }

    /** {@code HTTPPathModifierType}. */
    private enum PathType {
        REPLACE_FULL_PATH,
        REPLACE_PREFIX_MATCH
    }

    /** {@code HTTPRouteFilterType}. */
    private enum Type {
        REQUEST_HEADER_MODIFIER("RequestHeaderModifier", "requestHeaderModifier", true),
        RESPONSE_HEADER_MODIFIER("ResponseHeaderModifier", "responseHeaderModifier", true),
        REQUEST_MIRROR("RequestMirror", "requestMirror", false),
        REQUEST_REDIRECT("RequestRedirect", "requestRedirect", true),
        URL_REWRITE("URLRewrite", "urlRewrite", true),
        EXTENSION_REF("ExtensionRef", "extensionRef", false),
        CORS("CORS", "cors", true),
        EXTERNAL_AUTH("ExternalAuth", "externalAuth", true);

        final String spelling;
        final String member;
        final boolean onlyOnce;

        Type(String spelling, String member, boolean onlyOnce) {
            this.spelling = spelling;
            this.member = member;
            this.onlyOnce = onlyOnce;
        }
    }
}
