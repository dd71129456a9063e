package dev.gatehouse.routing.match;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.request.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The precedence rules read naively: every match of every rule is tried, and of those that hold the best is picked by a comparator that
 * spells out all criteria. No index, no trie, no code of the table.
 */
final class ReferenceMatcher {
    private ReferenceMatcher() {}

    record Candidate(HostPattern host, RoutingRule rule, RuleMatch match) {
        @Override
        public String toString() {
            return host + " " + match + " -> " + rule.origin();
        }
    }

    static Optional<Candidate> match(AttachedListener listener, Request request) {
        return covering(listener, request).stream()
                .filter(candidate -> holds(candidate.match(), request))
                .min(ORDER);
    }

    /** All whose host and path fit, the best first; those that do not hold are marked with {@code not}. */
    static List<String> candidates(AttachedListener listener, Request request) {
        return covering(listener, request).stream()
                .filter(candidate -> path(candidate.match().path(), request.path()))
                .sorted(ORDER)
                .map(candidate -> (holds(candidate.match(), request) ? "" : "not ") + candidate)
                .toList();
    }

    private static List<Candidate> covering(AttachedListener listener, Request request) {
        List<Candidate> all = new ArrayList<>();
        for (RoutingRule rule : listener.rules()) {
            for (HostPattern host : rule.hosts()) {
                for (RuleMatch match : rule.matches()) {
                    if (covers(host, request.host())) {
                        all.add(new Candidate(host, rule, match));
                    }
                }
            }
        }
        if (listener.style() == Style.INGRESS && !all.isEmpty()) {
            HostPattern best = all.stream().map(Candidate::host).min(HOSTS).orElseThrow();
            all.removeIf(candidate -> !candidate.host().equals(best));
        }
        return all;
    }

    private static final Comparator<HostPattern> HOSTS = Comparator.comparing(
                    (HostPattern host) -> -nonWildcardCharacters(host))
            .thenComparing(host -> -characters(host));

    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::host, HOSTS)
            .thenComparing(candidate -> pathType(candidate.match().path()))
            .thenComparing(candidate -> candidate.match().path().kind() == PathMatch.Kind.DEFAULT)
            .thenComparing(candidate -> -elements(candidate.match().path()))
            .thenComparing(candidate -> -candidate.match().path().value().length())
            .thenComparing(candidate -> candidate.match().path().kind())
            .thenComparing(candidate -> candidate.match().method() == null ? 1 : 0)
            .thenComparing(candidate -> -candidate.match().headers().size())
            .thenComparing(candidate -> -candidate.match().queryParams().size())
            .thenComparing(candidate -> created(candidate.rule().origin()))
            .thenComparing(candidate -> candidate.rule().origin().route().namespacedName())
            .thenComparing(candidate -> candidate.rule().origin().rule())
            .thenComparing(candidate -> candidate.match().index());

    private static int nonWildcardCharacters(HostPattern host) {
        return host.kind() == HostPattern.Kind.EXACT ? host.text().length() : 0;
    }

    private static int characters(HostPattern host) {
        return host.kind() == HostPattern.Kind.ANY ? 0 : host.toString().length();
    }

    private static int pathType(PathMatch path) {
        return switch (path.kind()) {
            case EXACT -> 0;
            case REGULAR_EXPRESSION -> 1;
            case IMPLEMENTATION_SPECIFIC, PREFIX, DEFAULT -> 2;
        };
    }

    private static int elements(PathMatch path) {
        return path.kind() == PathMatch.Kind.REGULAR_EXPRESSION
                ? 0
                : split(path.value()).size();
    }

    private static Instant created(Origin origin) {
        return origin.created() == null ? Instant.MAX : origin.created();
    }

    static boolean covers(HostPattern pattern, String host) {
        List<String> want = Arrays.asList(pattern.text().split("\\.", -1));
        List<String> have = Arrays.asList(host.split("\\.", -1));
        int more = have.size() - want.size();
        return switch (pattern.kind()) {
            case ANY -> true;
            case EXACT -> host.equals(pattern.text());
            case ONE_LABEL_WILDCARD ->
                more == 1 && have.subList(more, have.size()).equals(want);
            case WILDCARD -> more >= 1 && have.subList(more, have.size()).equals(want);
        };
    }

    private static boolean holds(RuleMatch match, Request request) {
        return path(match.path(), request.path())
                && (match.method() == null || match.method().equals(request.method()))
                && match.headers().stream().allMatch(header -> value(header, request.header(header.name())))
                && match.queryParams().stream()
                        .allMatch(parameter -> value(parameter, first(request.query(), parameter.name())));
    }

    private static boolean path(PathMatch match, String path) {
        return switch (match.kind()) {
            case EXACT -> path.equals(match.value());
            case REGULAR_EXPRESSION -> Pattern.matches(match.value(), path);
            case IMPLEMENTATION_SPECIFIC, PREFIX, DEFAULT -> {
                List<String> want = split(match.value());
                List<String> have = split(path);
                yield path.startsWith("/")
                        && have.size() >= want.size()
                        && have.subList(0, want.size()).equals(want);
            }
        };
    }

    /** The elements of a path; a slash at its end does not start another. */
    private static List<String> split(String path) {
        List<String> elements = new ArrayList<>(Arrays.asList(path.split("/", -1)));
        elements.remove(0);
        if (!elements.isEmpty() && elements.get(elements.size() - 1).isEmpty()) {
            elements.remove(elements.size() - 1);
        }
        return elements;
    }

    private static boolean value(ValueMatch match, String value) {
        if (value == null) {
            return false;
        }
        return match.kind() == ValueMatch.Kind.EXACT
                ? match.value().equals(value)
                : Pattern.matches(match.value(), value);
    }

    private static String first(String query, String name) {
        if (query == null) {
            return null;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (URLDecoder.decode(key, StandardCharsets.UTF_8).equals(name)) {
                return equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }
}
