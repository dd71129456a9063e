package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code filters} of a rule of a HTTPRoute, and of one of its {@code backendRefs}: the same rules hold for both. */
final class HttpRouteFilterDecoder {
    private static final Choice<Type> TYPES = Choice.of(Type.class, type -> type.spelling);
    private static final Choice<PathType> PATH_TYPES = Choice.of(PathType.class);
    private static final Choice<String> SCHEMES = Choice.of("http", "https");
    private static final TextRule PATH_VALUE = TextRule.length(0, 1024);
    private static final int MAX_HEADER_VALUE = 4096;

    /** A line break in a field's value would end the field. */
    private static final TextRule HEADER_VALUE = new TextRule(
            "1 to " + MAX_HEADER_VALUE + " characters, none of them a control character",
            HttpRouteFilterDecoder::isFieldValue);

    private final boolean onePrefixMatch;
    private final Set<Type> types = EnumSet.noneOf(Type.class);

    private HttpRouteFilterDecoder(boolean onePrefixMatch) {
        this.onePrefixMatch = onePrefixMatch;
    }

    /**
     * The filters of a rule or a backendRef.
     *
     * @param onePrefixMatch whether the rule has exactly one match, and that a {@code PathPrefix}
     */
    static List<HttpRouteFilter> decode(FieldReader owner, boolean onePrefixMatch) {
        if (!owner.has("filters")) {
            owner.value("filters");
            return List.of();
        }
        HttpRouteFilterDecoder decoder = new HttpRouteFilterDecoder(onePrefixMatch);
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
        Type type = filter.requiredChoice("type", TYPES);
        if (type == null) {
            filter.ignore(Type.MEMBERS);
            return null;
        }
        if (!types.add(type) && type.onlyOnce) {
            filter.duplicate(type.spelling, filter.path("type"));
        }
        for (Type other : Type.ALL) {
            if (other != type && filter.value(other.member) != null) {
                filter.notAllowed(other.member, "the type is " + type.spelling);
            }
        }
        FieldReader member = filter.requiredObject(type.member);
        if (!type.supported) {
            filter.problems()
                    .warning(
                            "unsupported-filter",
                            filter.path("type"),
                            Found.quoted(type.spelling)
                                    + " cannot be carried out yet: requests that need it are answered"
                                    + " with status 500");
        }
        return member == null ? null : decode(type, member);
    }

    private HttpRouteFilter decode(Type type, FieldReader member) {
        return switch (type) {
            case REQUEST_HEADER_MODIFIER -> new HttpRouteFilter.RequestHeaderModifier(headerFilter(member));
            case RESPONSE_HEADER_MODIFIER -> new HttpRouteFilter.ResponseHeaderModifier(headerFilter(member));
            case REQUEST_REDIRECT -> redirect(member);
            case URL_REWRITE ->
                new HttpRouteFilter.UrlRewrite(
                        Hostnames.readPrecise(member, "hostname"), pathModifier(member.object("path")));
            case REQUEST_MIRROR -> unsupported(type, member, HttpRouteExtras::checkMirror);
            case CORS -> unsupported(type, member, HttpRouteExtras::checkCors);
            case EXTERNAL_AUTH -> unsupported(type, member, HttpRouteExtras::checkExternalAuth);
            case EXTENSION_REF -> unsupported(type, member, References::checkLocal);
        };
    }

    private static HttpRouteFilter unsupported(Type type, FieldReader member, Consumer<FieldReader> check) {
        check.accept(member);
        return new HttpRouteFilter.Unsupported(type.spelling);
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

    private static HttpHeaderFilter headerFilter(FieldReader filter) {
        Map<String, String> actions = new HashMap<>();
        List<HttpHeaderFilter.HttpHeader> set = headers(filter, "set", actions);
        List<HttpHeaderFilter.HttpHeader> add = headers(filter, "add", actions);
        List<String> names = filter.texts("remove", ApiLimits.HEADER_EDITS, Names.HEADER_NAME);
        List<String> remove = new ArrayList<>(names.size());
        Set<String> spellings = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            FieldPath place = filter.path("remove").index(i);
            if (!name.isEmpty() && !spellings.add(name)) {
                filter.duplicate(name, place);
            } else if (!name.isEmpty() && isFirst(filter, name, "remove", actions, place)) {
                remove.add(name);
            }
        }
        return new HttpHeaderFilter(set, add, remove);
    }

    private static List<HttpHeaderFilter.HttpHeader> headers(
            FieldReader filter, String action, Map<String, String> actions) {
        Set<String> spellings = new HashSet<>();
        return filter.objects(action, ApiLimits.HEADER_EDITS, header -> {
            String name = header.requiredText("name", Names.HEADER_NAME);
            String value = header.requiredText("value", HEADER_VALUE);
            if (name.isEmpty()) {
                return null;
            }
            if (!spellings.add(name)) {
                header.duplicate(name, header.path("name"));
                return null;
            }
            return isFirst(header, name, action, actions, header.path("name"))
                    ? new HttpHeaderFilter.HttpHeader(name, value)
                    : null;
        });
    }

    /** Whether no action names the header yet, its case ignored. */
    private static boolean isFirst(
            FieldReader fields, String name, String action, Map<String, String> actions, FieldPath place) {
        String before = actions.putIfAbsent(name.toLowerCase(Locale.ROOT), action);
        if (before == null) {
            return true;
        }
        if (before.equals(action)) {
            fields.problems()
                    .warning(
                            "header-duplicate-ignored",
                            place,
                            "found " + Found.quoted(name)
                                    + " in two spellings (expected: once); only the first entry counts");
        } else {
            fields.problems()
                    .error(
                            "header-action-conflict",
                            place,
                            "found " + Found.quoted(name) + " in " + action + " and in " + before
                                    + " (expected: in one of them)");
        }
        return false;
    }

    private static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                return false;
            }
        }
        return TextRule.hasLength(text, 1, MAX_HEADER_VALUE);
    }

    /** {@code HTTPPathModifierType}. */
    private enum PathType {
        REPLACE_FULL_PATH,
        REPLACE_PREFIX_MATCH
    }

    /** {@code HTTPRouteFilterType}. */
    private enum Type {
        REQUEST_HEADER_MODIFIER("RequestHeaderModifier", "requestHeaderModifier", true, true),
        RESPONSE_HEADER_MODIFIER("ResponseHeaderModifier", "responseHeaderModifier", true, true),
        REQUEST_MIRROR("RequestMirror", "requestMirror", false, false),
        REQUEST_REDIRECT("RequestRedirect", "requestRedirect", true, true),
        URL_REWRITE("URLRewrite", "urlRewrite", true, true),
        EXTENSION_REF("ExtensionRef", "extensionRef", false, false),
        CORS("CORS", "cors", true, false),
        EXTERNAL_AUTH("ExternalAuth", "externalAuth", false, false);

        static final Type[] ALL = values();
        static final Set<String> MEMBERS =
                Set.copyOf(List.of(ALL).stream().map(type -> type.member).toList());

        final String spelling;
        final String member;
        final boolean onlyOnce;
        final boolean supported;

        Type(String spelling, String member, boolean onlyOnce, boolean supported) {
            this.spelling = spelling;
            this.member = member;
            this.onlyOnce = onlyOnce;
            this.supported = supported;
        }
    }
}
