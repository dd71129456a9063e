package dev.gatehouse.routing.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A table that was changed rule by rule is the table that is compiled of what is left: in its listing, and in every answer. */
class TableChangesTest {
    private static final int CHANGES = 25;

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aChangedTableIsTheOneCompiledAnew(@ForAll("seeds") long seed) {
        Random random = new Random(seed);
        World world = new World(random);
        Style style = world.style();
        List<RoutingRule> rules = new ArrayList<>();
        RouteTable table = compile(style, rules);
        for (int i = 0; i < CHANGES; i++) {
            List<RoutingRule> removed = new ArrayList<>(rules);
            removed.removeIf(rule -> random.nextInt(6) != 0);
            List<RoutingRule> added = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                added.add(world.rule(100 * i + j, style));
            }
            String before = listing(table);
            RouteTable changed = table.with(World.listener(style, List.of()), removed, added);
            assertEquals(before, listing(table), "the table that was changed is as it was");
            rules.removeAll(removed);
            rules.addAll(added);
            assertEquals(listing(compile(style, rules)), listing(changed));
            AttachedListener listener = World.listener(style, rules);
            for (int j = 0; j < 10; j++) {
                Request request = world.request();
                assertEquals(
                        ReferenceMatcher.match(listener, request)
                                .map(Object::toString)
                                .orElse("none"),
                        Objects.toString(Matcher.match(only(changed), request), "none"),
                        () -> request.head() + " on " + rules);
            }
            table = changed;
        }
    }

    /** So many paths that tables split, and so many rules of one path that they are found by a header. */
    @Test
    void manyRulesComeAndGoOneByOne() {
        List<RoutingRule> rules = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            rules.add(rule(i, "/p/" + i, "h", "v"));
        }
        for (int i = 3000; i < 3050; i++) {
            rules.add(rule(i, "/same", "h", "v" + i));
        }
        RouteTable table = compile(Style.GATEWAY, List.of());
        for (RoutingRule rule : rules) {
            table = table.with(World.listener(Style.GATEWAY, List.of()), List.of(), List.of(rule));
        }
        RouteTable all = table;
        assertEquals(listing(compile(Style.GATEWAY, rules)), listing(all));
        rules.forEach(rule -> assertEquals(rule, find(all, rule)));
        for (int i = 0; i < 3050; i += 2) {
            table = table.with(World.listener(Style.GATEWAY, List.of()), List.of(rules.get(i)), List.of());
        }
        for (int i = 0; i < 3050; i++) {
            assertEquals(i % 2 == 0 ? null : rules.get(i), find(table, rules.get(i)));
        }
    }

    /** Two paths whose hashes are the same whatever the factor: the sequence of Thue and Morse and its complement. */
    @Test
    void pathsWithTheSameHashAreStillTwo() {
        StringBuilder one = new StringBuilder("/");
        StringBuilder other = new StringBuilder("/");
        for (int i = 0; i < 4096; i++) {
            one.append(Integer.bitCount(i) % 2 == 0 ? 'a' : 'b');
            other.append(Integer.bitCount(i) % 2 == 0 ? 'b' : 'a');
        }
        List<RoutingRule> rules = List.of(rule(0, one.toString(), "h", "1"), rule(1, other.toString(), "h", "1"));
        for (List<RoutingRule> some : List.of(rules, rules.subList(0, 1), rules.subList(1, 2))) {
            RouteTable table = compile(Style.GATEWAY, some);
            for (RoutingRule rule : rules) {
                assertEquals(some.contains(rule) ? rule : null, find(table, rule));
            }
        }
    }

    /** Every text of {@code ap} and {@code c2} has the {@link String#hashCode} of every other of its length: paths, hosts and wildcards. */
    @Test
    void textsWithTheHashOfOthersAreFoundAsAnyOther() {
        assertEquals("ap".hashCode(), "c2".hashCode());
        List<RoutingRule> rules = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String text = alike(i);
            rules.add(rule(3 * i, "/" + text, "h", "1"));
            rules.add(hostRule(3 * i + 1, HostPattern.Kind.EXACT, text + ".x"));
            rules.add(hostRule(3 * i + 2, HostPattern.Kind.WILDCARD, text + ".y"));
        }
        RouteTable compiled = compile(Style.GATEWAY, rules);
        RouteTable changed = compile(Style.GATEWAY, rules.subList(0, 3));
        for (RoutingRule rule : rules.subList(3, rules.size())) {
            changed = changed.with(World.listener(Style.GATEWAY, List.of()), List.of(), List.of(rule));
        }
        for (RouteTable table : List.of(compiled, changed)) {
            for (RoutingRule rule : rules) {
                assertEquals(rule, find(table, rule));
            }
        }
        assertEquals(listing(compiled), listing(changed));
        RouteTable without = changed.with(World.listener(Style.GATEWAY, List.of()), rules.subList(0, 3), List.of());
        for (RoutingRule rule : rules) {
            assertEquals(rules.indexOf(rule) < 3 ? null : rule, find(without, rule));
        }
    }

    /** Each two differ in one of eleven places, or in two: more than are looked at where a few characters tell all texts from each other. */
    @Test
    void textsThatDifferInManyPlacesAreTold() {
        List<RoutingRule> rules = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String text = "a".repeat(i) + "b" + "a".repeat(11 - i);
            rules.add(rule(3 * i, "/" + text, "h", "1"));
            rules.add(hostRule(3 * i + 1, HostPattern.Kind.EXACT, text + ".x"));
            rules.add(hostRule(3 * i + 2, HostPattern.Kind.WILDCARD, text + ".y"));
        }
        RouteTable changed = compile(Style.GATEWAY, List.of());
        for (int i = 0; i < rules.size(); i++) {
            changed = changed.with(World.listener(Style.GATEWAY, List.of()), List.of(), List.of(rules.get(i)));
            for (RouteTable table : List.of(changed, compile(Style.GATEWAY, rules.subList(0, i + 1)))) {
                for (RoutingRule rule : rules) {
                    assertEquals(rules.indexOf(rule) <= i ? rule : null, find(table, rule));
                }
            }
        }
    }

    /** What differs from a listed text where no two listed texts differ is not it, be it a path, a beginning of one, a host or what a wildcard covers. */
    @Test
    void whatIsListedNowhereIsNotFoundByTheCharactersThatTellListedTextsApart() {
        List<RoutingRule> rules = List.of(
                rule(0, "/aaaa1", "h", "1"),
                rule(1, "/aaaa2", "h", "1"),
                hostRule(2, HostPattern.Kind.EXACT, "aaa1.x"),
                hostRule(3, HostPattern.Kind.EXACT, "aaa2.x"),
                hostRule(4, HostPattern.Kind.WILDCARD, "aaa1.y"),
                hostRule(5, HostPattern.Kind.WILDCARD, "aaa2.y"));
        RouteTable table = compile(Style.GATEWAY, rules);
        rules.forEach(rule -> assertEquals(rule, find(table, rule)));
        List<RoutingRule> others = List.of(
                rule(0, "/abaa1", "h", "1"),
                rule(1, "/abaa2/more", "h", "1"),
                hostRule(2, HostPattern.Kind.EXACT, "aba1.x"),
                hostRule(4, HostPattern.Kind.WILDCARD, "aba2.y"));
        others.forEach(rule -> assertNull(find(table, rule)));
    }

    private static String alike(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 10; bit++) {
            text.append((number >>> bit & 1) == 0 ? "ap" : "c2");
        }
        return text.toString();
    }

    private static RoutingRule hostRule(int position, HostPattern.Kind kind, String text) {
        return World.rule(
                0,
                position,
                List.of(new HostPattern(kind, text)),
                new RuleMatch(
                        0,
                        new PathMatch(PathMatch.Kind.PREFIX, "/host"),
                        null,
                        List.of(new ValueMatch(ValueMatch.Kind.EXACT, "h", "1")),
                        List.of()));
    }

    @Test
    void aListenerThatIsNotThereCannotBeChanged() {
        RouteTable empty = RouteTable.compile(new Attachment(List.of(), List.of(), List.of()));

        assertThrows(
                IllegalArgumentException.class,
                () -> empty.with(World.listener(Style.GATEWAY, List.of()), List.of(), List.of()));
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    private static RoutingRule find(RouteTable table, RoutingRule rule) {
        RuleMatch match = rule.matches().get(0);
        ValueMatch header = match.headers().get(0);
        HostPattern pattern = rule.hosts().get(0);
        String host = (pattern.kind() == HostPattern.Kind.EXACT ? "" : "any.") + pattern.text();
        var found = Matcher.match(
                only(table),
                TestHead.of(host, match.path().value())
                        .with(header.name(), header.value())
                        .request());
        return found == null ? null : found.rule();
    }

    private static RoutingRule rule(int position, String path, String header, String value) {
        return World.rule(
                0,
                position,
                List.of(new HostPattern(HostPattern.Kind.EXACT, "a.x")),
                new RuleMatch(
                        0,
                        new PathMatch(PathMatch.Kind.PREFIX, path),
                        null,
                        List.of(new ValueMatch(ValueMatch.Kind.EXACT, header, value)),
                        List.of()));
    }

    private static RouteTable compile(Style style, List<RoutingRule> rules) {
        return RouteTable.compile(new Attachment(List.of(World.listener(style, rules)), List.of(), List.of()));
    }

    private static ListenerTable only(RouteTable table) {
        return table.listeners().get(0);
    }

    private static String listing(RouteTable table) {
        return Arrays.toString(only(table).entries().toArray()).replace(", ", "\n");
    }
}
