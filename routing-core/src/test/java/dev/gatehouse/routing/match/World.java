package dev.gatehouse.routing.match;

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
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random tables and requests over few words. */
record World(Random random) {
    static final Bind BIND = new Bind(Bind.INGRESS, 80);
    private static final List<String> HOSTS =
            List.of("", "x", "a.x", "b.x", "a.a.x", "b.a.x", "c.b.a.x", "y", "ba.x", "1.2.3.4");
    private static final List<String> PATTERN_HOSTS = List.of("x", "a.x", "a.a.x", "b.a.x");
    private static final List<String> ELEMENTS = List.of("a", "b", "ab", "%20");
    private static final List<String> PATTERNS = List.of("/a.*", "/(a|b)/?", "/[^/]*/b", ".*");

    AttachedListener listener() {
        Style style = style();
        List<RoutingRule> rules = new ArrayList<>();
        int count = 1 + random.nextInt(14);
        for (int i = 0; i < count; i++) {
            rules.add(rule(i, style));
        }
        return listener(style, rules);
    }

    Style style() {
        return random.nextInt(4) == 0 ? Style.INGRESS : Style.GATEWAY;
    }

    RoutingRule rule(int position, Style style) {
        RuleMatch[] matches = new RuleMatch[1 + random.nextInt(3)];
        for (int j = 0; j < matches.length; j++) {
            matches[j] = match(j, style);
        }
        return rule(random.nextInt(4), position, hosts(style), matches);
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
                    values.add(new ValueMatch(ValueMatch.Kind.REGULAR_EXPRESSION, name, pick(List.of("1|2", "1.*"))));
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

    static ListenerTable compile(AttachedListener listener) {
        return RouteTable.compile(new Attachment(List.of(listener), List.of(), List.of()))
                .listener(BIND, "");
    }

    static AttachedListener listener(Style style, List<RoutingRule> rules) {
        return new AttachedListener(BIND, "http", null, false, style, List.of(), rules);
    }

    static RoutingRule rule(int route, int position, List<HostPattern> hosts, RuleMatch... matches) {
        Instant[] ages = {Instant.EPOCH, null, Instant.EPOCH.plusSeconds(1)};
        ObjectRef ref = new ObjectRef("g", "HTTPRoute", "n" + route % 2, "r" + route);
        return new RoutingRule(
                new Origin(ref, ages[route % 3], position, null, Source.NONE),
                hosts,
                List.of(matches),
                new RuleAction.Fail(500, "for a test"));
    }
}
