package dev.gatehouse.routing.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.GrpcMethod;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.attach.ValueMatch;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * gRPC calls against the obvious answer: every rule that takes the call, sorted as {@code GRPCRouteRule.matches} says, the first. A small world,
 * of which each repetition draws another set of rules and asks every call.
 */
class CallPropertiesTest {
    private static final Bind BIND = new Bind(Bind.INGRESS, 80);
    private static final List<HostPattern> HOSTS = List.of(
            new HostPattern(HostPattern.Kind.EXACT, "a.x"),
            new HostPattern(HostPattern.Kind.WILDCARD, "x"),
            new HostPattern(HostPattern.Kind.WILDCARD, "a.x"),
            HostPattern.ANY);
    private static final @Nullable String[] SERVICES = {null, "s.A", "s.B", "s"};
    private static final @Nullable String[] METHODS = {null, "Go", "Stop"};
    private static final @Nullable String[] PATTERNS = {null, "s\\.[AB]", "s.*", "Go|Stop"};

    private record Ruled(HostPattern host, GrpcMethod method, List<ValueMatch> headers, Origin origin) {}

    @RepeatedTest(200)
    void theFirstInOrderOfThoseThatTakeTheCall(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Ruled> rules = new ArrayList<>();
        for (int i = random.nextInt(9); i >= 0; i--) {
            rules.add(rule(random, i));
        }
        ListenerTable table = table(rules);
        for (String host : List.of("a.x", "b.x", "b.a.x", "y")) {
            for (String path :
                    List.of("/s.A/Go", "/s.B/Stop", "/s/Go", "/t/Stop", "/s.A/Other", "/s.A", "/s.A/Go/x", "/")) {
                for (String header : List.of("", "1")) {
                    TestHead head = TestHead.get(path)
                            .withHosts()
                            .withMethod("POST")
                            .withAuthority(host)
                            .with("content-type", "application/grpc");
                    TestHead call = header.isEmpty() ? head : head.with("h", header);
                    RouteEntry found = Matcher.match(table, call.request());
                    assertEquals(
                            expected(rules, host, path, header),
                            found == null ? null : found.rule().origin(),
                            () -> host + path + " h=" + header + " of " + rules);
                }
            }
        }
    }

    private static Ruled rule(Random random, int index) {
        boolean pattern = random.nextInt(4) == 0;
        @Nullable String[] services = pattern ? PATTERNS : SERVICES;
        @Nullable String[] methods = pattern ? PATTERNS : METHODS;
        GrpcMethod method = new GrpcMethod(
                pattern, services[random.nextInt(services.length)], methods[random.nextInt(methods.length)]);
        return new Ruled(
                HOSTS.get(random.nextInt(HOSTS.size())),
                method,
                random.nextInt(3) == 0 ? List.of(new ValueMatch(ValueMatch.Kind.EXACT, "h", "1")) : List.of(),
                new Origin(
                        new ObjectRef("", "GRPCRoute", "default", "r" + random.nextInt(3)),
                        random.nextBoolean() ? Instant.ofEpochSecond(random.nextInt(3)) : null,
                        index,
                        null,
                        Source.NONE));
    }

    private static ListenerTable table(List<Ruled> rules) {
        List<RoutingRule> routing = rules.stream()
                .map(rule -> new RoutingRule(
                        rule.origin(),
                        List.of(rule.host()),
                        List.of(RuleMatch.grpc(0, rule.method(), rule.headers())),
                        new RuleAction.Fail(500, "for a test")))
                .toList();
        AttachedListener listener = new AttachedListener(BIND, "http", null, false, Style.GATEWAY, List.of(), routing);
        return Objects.requireNonNull(RouteTable.compile(new Attachment(List.of(listener), List.of(), List.of()))
                .listener(BIND, ""));
    }

    private static @Nullable Origin expected(List<Ruled> rules, String host, String path, String header) {
        String[] parts = path.substring(1).split("/", -1);
        if (parts.length != 2) {
            return null;
        }
        return rules.stream()
                .filter(rule -> covers(rule.host(), host)
                        && takes(rule.method().pattern(), rule.method().service(), parts[0])
                        && takes(rule.method().pattern(), rule.method().method(), parts[1])
                        && (rule.headers().isEmpty() || header.equals("1")))
                .min(Comparator.comparingInt((Ruled rule) -> -characters(rule.host(), false))
                        .thenComparingInt(rule -> -characters(rule.host(), true))
                        .thenComparingInt(rule -> -length(rule.method().service()))
                        .thenComparingInt(rule -> -length(rule.method().method()))
                        .thenComparingInt(rule -> -rule.headers().size())
                        .thenComparing(rule -> rule.origin().created() == null
                                ? Instant.MAX
                                : rule.origin().created())
                        .thenComparing(rule -> rule.origin().route().namespacedName())
                        .thenComparingInt(rule -> rule.origin().rule()))
                .map(Ruled::origin)
                .orElse(null);
    }

    private static boolean covers(HostPattern pattern, String host) {
        return switch (pattern.kind()) {
            case EXACT -> host.equals(pattern.text());
            case ANY -> true;
            default -> host.endsWith("." + pattern.text());
        };
    }

    /** Characters of a host name that is no wildcard, or of any, the star and the dot counted. */
    private static int characters(HostPattern pattern, boolean wildcards) {
        return switch (pattern.kind()) {
            case EXACT -> pattern.text().length();
            case ANY -> 0;
            default -> wildcards ? pattern.text().length() + 2 : 0;
        };
    }

    private static boolean takes(boolean pattern, @Nullable String asked, String part) {
        return asked == null || (pattern ? part.matches(asked) : part.equals(asked));
    }

    private static int length(@Nullable String part) {
        return part == null ? 0 : part.length();
    }
}
