package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.regex.RegularExpression;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.HttpHeaderMatch;
import dev.gatehouse.routing.resource.HttpIngressPath;
import dev.gatehouse.routing.resource.HttpPathMatch;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteMatch;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.ValueMatchType;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Paths, methods and header values that say something else than was meant. */
final class PathChecks {
    private static final Pattern PATTERN_SIGNS = Pattern.compile(".*(\\.\\*|[(\\[^\\\\]|\\$$).*");
    private static final Pattern NESTED = Pattern.compile(".*\\([^()]*[+*][^()]*\\)[+*{].*");
    private static final Pattern LIST_ALLOWED = Pattern.compile(".*(,|\\.\\*|\\.\\+).*");
    private static final Set<String> LIST_HEADERS = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "allow",
            "cache-control",
            "connection",
            "content-encoding",
            "forwarded",
            "if-match",
            "if-none-match",
            "te",
            "vary",
            "via",
            "x-forwarded-for");

    /** Paths below which nothing is expected. */
    private static final Pattern LEAF = Pattern.compile(
            "/\\.well-known/.*|.*(\\.[^/]*|/(health|healthz|livez|readyz|ready|live|metrics|ping|status|login|logout))");

    private PathChecks() {}

    static void ingresses(Scene scene, Report report) {
        for (Ingress ingress : scene.ingresses()) {
            boolean regex =
                    ingress.metadata().annotations().keySet().stream().anyMatch(key -> key.endsWith("/use-regex"));
            boolean anyPrefix = ingress.rules().stream()
                    .flatMap(rule -> rule.paths().stream())
                    .anyMatch(path -> path.pathType() != HttpIngressPath.PathType.EXACT);
            for (int i = 0; i < ingress.rules().size(); i++) {
                for (int j = 0; j < ingress.rules().get(i).paths().size(); j++) {
                    HttpIngressPath path = ingress.rules().get(i).paths().get(j);
                    FieldPath field = Scene.ingressPath(i, j);
                    boolean specific = path.pathType() == HttpIngressPath.PathType.IMPLEMENTATION_SPECIFIC;
                    if (specific && (regex || PATTERN_SIGNS.matcher(path.path()).matches())) {
                        report.add(
                                "ingress-regex-path",
                                ingress,
                                field.field("path"),
                                "found \"" + path.path() + "\" of type ImplementationSpecific");
                    } else {
                        literal(
                                report,
                                ingress,
                                field.field("path"),
                                field.field("pathType"),
                                path.path(),
                                path.pathType() == HttpIngressPath.PathType.EXACT,
                                anyPrefix,
                                "Prefix");
                    }
                }
            }
        }
    }

    static void routes(Scene scene, Report report) {
        for (HttpRoute route : scene.httpRoutes()) {
            List<HttpRouteMatch> all = route.rules().stream()
                    .flatMap(rule -> rule.matches().stream())
                    .toList();
            boolean anyPrefix = all.stream().anyMatch(match -> match.path().type() != HttpPathMatch.Type.EXACT);
            for (int i = 0; i < route.rules().size(); i++) {
                for (int j = 0; j < route.rules().get(i).matches().size(); j++) {
                    HttpRouteMatch match = route.rules().get(i).matches().get(j);
                    FieldPath field =
                            SPEC.field("rules").index(i).field("matches").index(j);
                    FieldPath path = field.field("path");
                    String value = match.path().value();
                    if (match.path().type() == HttpPathMatch.Type.REGULAR_EXPRESSION) {
                        pattern(report, route, path.field("value"), value);
                    } else {
                        literal(
                                report,
                                route,
                                path.field("value"),
                                path.field("type"),
                                value,
                                match.path().type() == HttpPathMatch.Type.EXACT,
                                anyPrefix,
                                "PathPrefix");
                    }
                    headers(report, route, match, field);
                    head(report, route, match, all, field);
                }
            }
        }
    }

    private static void literal(
            Report report,
            Resource owner,
            FieldPath field,
            FieldPath type,
            String path,
            boolean exact,
            boolean anyPrefix,
            String prefix) {
        if (path.contains(".*") || PATTERN_SIGNS.matcher(path).matches()) {
            report.add("path-regex-in-wrong-type", owner, field, "found \"" + path + "\", which is taken as it is");
        } else if (path.contains("*")) {
            String plain = path.substring(0, path.indexOf('*'));
            String root = plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
            report.add(
                    "path-glob",
                    owner,
                    field,
                    "found \"" + path + "\", whose star is taken as it is",
                    new Change.Put(owner.ref(), field, root.isEmpty() ? "/" : root),
                    new Change.Put(owner.ref(), type, prefix));
        } else if (path.contains("%")) {
            report.add("path-encoded", owner, field, "found \"" + path + "\"");
        } else if (exact) {
            if (!anyPrefix && !LEAF.matcher(path).matches()) {
                report.add(
                        "exact-instead-of-prefix",
                        owner,
                        type,
                        "found Exact " + path + ", and no prefix beside it",
                        new Change.Put(owner.ref(), type, prefix));
            }
        } else if (path.length() > 1 && path.endsWith("/")) {
            report.add(
                    "prefix-slash-illusion",
                    owner,
                    field,
                    "found \"" + path + "\", which takes " + path.substring(0, path.length() - 1) + " too",
                    new Change.Put(owner.ref(), field, path.substring(0, path.length() - 1)));
        }
    }

    private static void pattern(Report report, HttpRoute route, FieldPath field, String value) {
        if (!(RegularExpression.parse(value) instanceof RegularExpression pattern)
                || !(RegularExpression.parse("/.*") instanceof RegularExpression paths)) {
            return;
        }
        if (NESTED.matcher(value).matches()) {
            report.add("regex-catastrophic", route, field, "found \"" + value + "\", which repeats what repeats");
        }
        if (!pattern.overlaps(paths)) {
            report.add(
                    "regex-unanchored",
                    route,
                    field,
                    "found \"" + value + "\", which fits no path: all begin with /",
                    new Change.Put(route.ref(), field, "/.*" + value + ".*"));
        } else if (value.startsWith("^") && !value.endsWith("$") && !value.endsWith(".*") && !value.endsWith(".+")) {
            report.add(
                    "regex-unanchored",
                    route,
                    field,
                    "found \"" + value + "\", which must fit the path to its end",
                    new Change.Put(route.ref(), field, value + ".*"));
        }
    }

    private static void headers(Report report, HttpRoute route, HttpRouteMatch match, FieldPath field) {
        for (int i = 0; i < match.headers().size(); i++) {
            HttpHeaderMatch header = match.headers().get(i);
            if (header.type() == ValueMatchType.REGULAR_EXPRESSION
                    && LIST_HEADERS.contains(header.name().toLowerCase(Locale.ROOT))
                    && !LIST_ALLOWED.matcher(header.value()).matches()) {
                FieldPath value = field.field("headers").index(i).field("value");
                report.add(
                        "header-value-comma-regex",
                        route,
                        value,
                        "found \"" + header.value() + "\" for " + header.name() + ", whose value is a list",
                        new Change.Put(route.ref(), value, "(.*,\\s*)?(" + header.value() + ")(\\s*,.*)?"));
            }
        }
    }

    private static void head(
            Report report, HttpRoute route, HttpRouteMatch match, List<HttpRouteMatch> all, FieldPath field) {
        boolean served = all.stream()
                .anyMatch(other -> other.path().equals(match.path())
                        && (other.method() == null || other.method().equals("HEAD")));
        if ("GET".equals(match.method()) && !served) {
            report.add("method-head-missing", route, field.field("method"), "found GET, and no match for HEAD");
        }
    }

    /** Hosts of which every path is a prefix below the root. */
    static void roots(Scene scene, Report report) {
        for (ListenerTable table : scene.table().listeners()) {
            Map<HostPattern, RouteEntry> first = new LinkedHashMap<>();
            Set<HostPattern> whole = new HashSet<>();
            for (RouteEntry entry : table.entries()) {
                PathMatch path = entry.match().path();
                boolean prefix =
                        path.kind() == PathMatch.Kind.PREFIX || path.kind() == PathMatch.Kind.IMPLEMENTATION_SPECIFIC;
                if (!prefix || path.value().equals("/")) {
                    whole.add(entry.host());
                } else {
                    first.putIfAbsent(entry.host(), entry);
                }
            }
            first.keySet().removeAll(whole);
            if (whole.contains(HostPattern.ANY) && table.fallsBack()) {
                continue;
            }
            first.forEach((host, entry) -> {
                Resource owner = scene.find(entry.rule().origin().route());
                if (owner != null) {
                    report.add(
                            "prefix-without-root",
                            owner,
                            SPEC.field("rules"),
                            "found prefixes of " + host + ", and nothing for its other paths");
                }
            });
        }
    }
}
