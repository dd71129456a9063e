package dev.gatehouse.routing.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.match.ReferenceMatcher.Candidate;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.Predicate;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The matcher against a naive reading of the precedence rules. Names, paths and values are so few that requests and rules collide all
 * the time: hosts that cover each other, prefixes of prefixes, twins that only age, name or position can tell apart.
 */
class MatcherPropertiesTest {
    private static final Bind BIND = new Bind(Bind.INGRESS, 80);
    private static final List<String> HOSTS =
            List.of("", "x", "a.x", "b.x", "a.a.x", "b.a.x", "c.b.a.x", "y", "ba.x", "1.2.3.4");
    private static final List<String> PATTERN_HOSTS = List.of("x", "a.x", "a.a.x", "b.a.x");
    private static final List<String> ELEMENTS = List.of("a", "b", "ab", "%20");
    private static final List<String> PATTERNS = List.of("/a.*", "/(a|b)/?", "/[^/]*/b", ".*");
    private static final int REQUESTS_PER_TABLE = 80;

    @Property(tries = 1500, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
    void agreesWithTheReference(@ForAll("seeds") long seed) {
        World world = new World(new Random(seed));
        AttachedListener listener = world.listener();
        ListenerTable table = compile(listener);
        for (int i = 0; i < REQUESTS_PER_TABLE; i++) {
            agree(listener, table, world.request());
        }
    }

    @Property(tries = 200, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
    void theOrderOfTheRulesInTheInputDoesNotMatter(@ForAll("seeds") long seed) {
        World world = new World(new Random(seed));
        AttachedListener listener = world.listener();
        List<RoutingRule> shuffled = new ArrayList<>(listener.rules());
        Collections.shuffle(shuffled, new Random(seed));
        AttachedListener other = listener(listener.style(), shuffled);
        assertEquals(
                compile(listener).entries().toString(), compile(other).entries().toString());
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    /**
     * A whole small world: two hosts, paths of up to three elements, two methods, two headers. Each possible match alone, all of them together and
     * random parts of them, against every possible request.
     */
    @Test
    void agreesOnAWholeSmallWorld() {
        List<HostPattern> hosts = List.of(
                new HostPattern(HostPattern.Kind.EXACT, "a.x"), new HostPattern(HostPattern.Kind.WILDCARD, "x"));
        List<String> paths = smallPaths();
        List<RoutingRule> rules = new ArrayList<>();
        for (HostPattern host : hosts) {
            for (PathMatch.Kind kind : List.of(PathMatch.Kind.EXACT, PathMatch.Kind.PREFIX)) {
                for (String path : paths) {
                    for (String method : new String[] {null, "GET"}) {
                        for (List<ValueMatch> headers : List.of(
                                List.<ValueMatch>of(),
                                List.of(header("h", "1")),
                                List.of(header("h", "1"), header("g", "1")))) {
                            rules.add(rule(
                                    rules.size() % 3,
                                    rules.size(),
                                    List.of(host),
                                    new RuleMatch(0, new PathMatch(kind, path), method, headers, List.of())));
                        }
                    }
                }
            }
        }
        List<Request> requests = smallRequests(paths);
        rules.forEach(rule -> agree(List.of(rule), requests));
        Random random = new Random(1);
        for (int dropped = 0; dropped < 100; dropped += 10) {
            List<RoutingRule> some = new ArrayList<>(rules);
            int percent = dropped;
            some.removeIf(rule -> random.nextInt(100) < percent);
            agree(some, requests);
        }
    }

    private static List<String> smallPaths() {
        List<String> paths = new ArrayList<>(List.of(""));
        for (int from = 0, depth = 0; depth < 3; depth++) {
            int to = paths.size();
            for (String path : List.copyOf(paths.subList(from, to))) {
                paths.add(path + "/a");
                paths.add(path + "/b");
            }
            from = to;
        }
        paths.set(0, "/");
        return paths;
    }

    private static List<Request> smallRequests(List<String> paths) {
        List<Request> requests = new ArrayList<>();
        for (String host : List.of("a.x", "b.x")) {
            for (String path : paths) {
                for (String end : path.equals("/") ? List.of("") : List.of("", "/")) {
                    for (String method : List.of("GET", "PUT")) {
                        for (int headers = 0; headers < 4; headers++) {
                            TestHead head = TestHead.of(host, path + end).withMethod(method);
                            if ((headers & 1) != 0) {
                                head = head.with("h", "1");
                            }
                            if ((headers & 2) != 0) {
                                head = head.with("g", "1");
                            }
                            requests.add(head.request());
                        }
                    }
                }
            }
        }
        return requests;
    }

    private static void agree(List<RoutingRule> rules, List<Request> requests) {
        for (Style style : Style.values()) {
            AttachedListener listener = listener(style, rules);
            ListenerTable table = compile(listener);
            requests.forEach(request -> agree(listener, table, request));
        }
    }

    private static void agree(AttachedListener listener, ListenerTable table, Request request) {
        Optional<Candidate> expected = ReferenceMatcher.match(listener, request);
        RouteEntry found = Matcher.match(table, request);
        assertEquals(
                expected.map(Candidate::toString).orElse("none"),
                found == null ? "none" : found.toString(),
                () -> request.head() + " on " + listener.rules());
        assertEquals(
                ReferenceMatcher.candidates(listener, request),
                Matcher.candidates(table, request).stream()
                        .filter(candidate -> pathFits(candidate.entry(), request))
                        .map(candidate -> (candidate.failing() == null ? "" : "not ") + candidate.entry())
                        .toList(),
                () -> "the candidates of " + request.head() + " on " + listener.rules());
    }

    private static boolean pathFits(RouteEntry entry, Request request) {
        return entry.predicates().stream()
                .allMatch(predicate -> !(predicate instanceof Predicate.PathMatches) || predicate.holds(request));
    }

    private static ListenerTable compile(AttachedListener listener) {
        return RouteTable.compile(new Attachment(List.of(listener), List.of(), List.of()))
                .listener(BIND, "");
    }

    private static AttachedListener listener(Style style, List<RoutingRule> rules) {
        return new AttachedListener(BIND, "http", null, false, style, List.of(), rules);
    }

    private static ValueMatch header(String name, String value) {
        return new ValueMatch(ValueMatch.Kind.EXACT, name, value);
    }

    private static RoutingRule rule(int route, int position, List<HostPattern> hosts, RuleMatch... matches) {
        Instant[] ages = {Instant.EPOCH, null, Instant.EPOCH.plusSeconds(1)};
        ObjectRef ref = new ObjectRef("g", "HTTPRoute", "n" + route % 2, "r" + route);
        return new RoutingRule(
                new Origin(ref, ages[route % 3], position, null, Source.NONE),
                hosts,
                List.of(matches),
                new RuleAction.Fail(500, "for a test"));
    }

    /** Random tables and requests over few words. */
    private record World(Random random) {
        AttachedListener listener() {
            Style style = random.nextInt(4) == 0 ? Style.INGRESS : Style.GATEWAY;
            List<RoutingRule> rules = new ArrayList<>();
            int count = 1 + random.nextInt(14);
            for (int i = 0; i < count; i++) {
                RuleMatch[] matches = new RuleMatch[1 + random.nextInt(3)];
                for (int j = 0; j < matches.length; j++) {
                    matches[j] = match(j, style);
                }
                rules.add(rule(random.nextInt(4), i, hosts(style), matches));
            }
            return MatcherPropertiesTest.listener(style, rules);
        }

        Request request() {
            String host = pick(HOSTS);
            TestHead head = TestHead.of(host, path(4) + query()).withMethod(pick(List.of("GET", "PUT", "HEAD")));
            if (host.isEmpty()) {
                head = head.withHosts().withHostOptional();
            }
            for (String name : List.of("h", "g")) {
                int lines = random.nextInt(3);
                for (int i = 0; i < lines; i++) {
                    head = head.with(name, pick(List.of("1", "2")));
                }
            }
            return head.request();
        }

        private List<HostPattern> hosts(Style style) {
            List<HostPattern> hosts = new ArrayList<>();
            int count = 1 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                HostPattern.Kind wildcard =
                        style == Style.GATEWAY ? HostPattern.Kind.WILDCARD : HostPattern.Kind.ONE_LABEL_WILDCARD;
                HostPattern host = switch (random.nextInt(3)) {
                    case 0 -> new HostPattern(HostPattern.Kind.EXACT, pick(PATTERN_HOSTS));
                    case 1 -> new HostPattern(wildcard, pick(PATTERN_HOSTS));
                    default -> HostPattern.ANY;
                };
                if (!hosts.contains(host)) {
                    hosts.add(host);
                }
            }
            return hosts;
        }

        private RuleMatch match(int index, Style style) {
            boolean plain = style == Style.INGRESS || random.nextBoolean();
            PathMatch path = path(style);
            String method = plain || random.nextBoolean() ? null : pick(List.of("GET", "PUT"));
            return new RuleMatch(
                    index, path, method, plain ? List.of() : values("h", "g"), plain ? List.of() : values("q", "p"));
        }

        private PathMatch path(Style style) {
            return switch (random.nextInt(style == Style.INGRESS ? 6 : 5)) {
                case 0, 1 -> new PathMatch(PathMatch.Kind.EXACT, path(3));
                case 2, 3 -> new PathMatch(PathMatch.Kind.PREFIX, path(3));
                case 4 ->
                    style == Style.INGRESS
                            ? new PathMatch(PathMatch.Kind.IMPLEMENTATION_SPECIFIC, path(3))
                            : new PathMatch(PathMatch.Kind.REGULAR_EXPRESSION, pick(PATTERNS));
                default -> new PathMatch(PathMatch.Kind.DEFAULT, "/");
            };
        }

        private List<ValueMatch> values(String... names) {
            List<ValueMatch> values = new ArrayList<>();
            for (String name : names) {
                switch (random.nextInt(5)) {
                    case 0 -> values.add(new ValueMatch(ValueMatch.Kind.EXACT, name, pick(List.of("1", "2", "1,2"))));
                    case 1 ->
                        values.add(
                                new ValueMatch(ValueMatch.Kind.REGULAR_EXPRESSION, name, pick(List.of("1|2", "1.*"))));
                    default -> {}
                }
            }
            return values;
        }

        private String path(int most) {
            StringBuilder path = new StringBuilder();
            int count = random.nextInt(most + 1);
            for (int i = 0; i < count; i++) {
                path.append('/').append(pick(ELEMENTS));
            }
            return path.isEmpty() || random.nextInt(3) == 0 ? path.append('/').toString() : path.toString();
        }

        private String query() {
            StringBuilder query = new StringBuilder();
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                query.append(i == 0 ? '?' : '&')
                        .append(pick(List.of("q", "p", "%71")))
                        .append(pick(List.of("", "=1", "=2", "=%31", "=1,2")));
            }
            return query.toString();
        }

        private <T> T pick(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }
    }
}
