package dev.gatehouse.routing.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.match.ReferenceMatcher.Candidate;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.Predicate;
import dev.gatehouse.routing.table.RouteEntry;
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
    private static final int REQUESTS_PER_TABLE = 80;

    @Property(tries = 1500, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
    void agreesWithTheReference(@ForAll("seeds") long seed) {
        World world = new World(new Random(seed));
        AttachedListener listener = world.listener();
        ListenerTable table = World.compile(listener);
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
        AttachedListener other = World.listener(listener.style(), shuffled);
        assertEquals(
                World.compile(listener).entries().toString(),
                World.compile(other).entries().toString());
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
                            rules.add(World.rule(
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
            AttachedListener listener = World.listener(style, rules);
            ListenerTable table = World.compile(listener);
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

    private static ValueMatch header(String name, String value) {
        return new ValueMatch(ValueMatch.Kind.EXACT, name, value);
    }
}
