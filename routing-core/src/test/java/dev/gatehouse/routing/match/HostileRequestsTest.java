package dev.gatehouse.routing.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * What a request can make the matcher do at most. Entries are counted by how often they ask for the method, which each of them does first; nothing
 * is concluded from time.
 */
class HostileRequestsTest {
    private static final List<HostPattern> HOSTS = List.of(
            new HostPattern(HostPattern.Kind.EXACT, "a.b.x"),
            new HostPattern(HostPattern.Kind.WILDCARD, "b.x"),
            new HostPattern(HostPattern.Kind.WILDCARD, "x"),
            HostPattern.ANY);

    /** Each prefix of the path asks in vain, on each host that fits: each is asked once, and none beside them. */
    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void eachPrefixIsAskedOnceForEachHost(@ForAll @IntRange(min = 1, max = 60) int depth) {
        List<RoutingRule> rules = new ArrayList<>();
        for (HostPattern host : HOSTS) {
            for (int i = 0; i <= depth; i++) {
                rules.add(rule(rules.size(), host, "/a".repeat(i), "yes"));
                rules.add(rule(rules.size(), host, "/a".repeat(i) + "/b", "yes"));
            }
        }
        CountingHead head = new CountingHead("/a".repeat(depth) + "/c", "no");

        assertNull(Matcher.match(table(rules), head.request()));

        assertEquals(HOSTS.size() * (depth + 1), head.asked);
        assertTrue(head.searched <= 3, () -> head.searched + " searches for one header");
    }

    /** A path far longer than that of any rule asks no more than one that is just long enough. */
    @Test
    void whatIsLongerThanAnyRuleAsksNoMore() {
        List<RoutingRule> rules = List.of(rule(0, HostPattern.ANY, "/a", "yes"), rule(1, HostPattern.ANY, "", "yes"));
        CountingHead head = new CountingHead("/a".repeat(4000), "no");

        assertNull(Matcher.match(table(rules), head.request()));

        assertEquals(2, head.asked);
    }

    /** Of a thousand rules for one path that ask for different values of one header, a request asks the few that ask for its own. */
    @Test
    void rulesThatDifferByOneHeaderAreNotAskedInTurn() {
        List<RoutingRule> rules = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rules.add(rule(i, HostPattern.ANY, "/a", "value-" + i));
        }
        CountingHead head = new CountingHead("/a", "value-777");

        assertEquals(rules.get(777), Matcher.match(table(rules), head.request()).rule());

        assertTrue(head.asked <= 2, () -> head.asked + " times");
    }

    private static RoutingRule rule(int position, HostPattern host, String path, String value) {
        return World.rule(
                0,
                position,
                List.of(host),
                new RuleMatch(
                        0,
                        new PathMatch(PathMatch.Kind.PREFIX, path.isEmpty() ? "/" : path),
                        "GET",
                        List.of(new ValueMatch(ValueMatch.Kind.EXACT, "h", value)),
                        List.of()));
    }

    private static ListenerTable table(List<RoutingRule> rules) {
        return RouteTable.compile(new Attachment(List.of(World.listener(Style.GATEWAY, rules)), List.of(), List.of()))
                .listeners()
                .get(0);
    }

    /** Counts how often its method is asked for, and its header. */
    private static final class CountingHead implements RequestHead {
        private final String target;
        private final String value;
        private int asked;
        private int searched;

        CountingHead(String target, String value) {
            this.target = target;
            this.value = value;
        }

        /** Asked for nothing yet. */
        Request request() {
            Request request = (Request) Normalized.of(this);
            asked = 0;
            return request;
        }

        @Override
        public String method() {
            asked++;
            return "GET";
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("host") ? List.of("a.b.x") : List.of(value);
        }

        @Override
        public String header(String name) {
            searched++;
            return value;
        }
    }
}
