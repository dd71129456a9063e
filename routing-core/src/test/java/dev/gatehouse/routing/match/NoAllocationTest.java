package dev.gatehouse.routing.match;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
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
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteTable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Matching allocates nothing, whichever way it takes through hosts, paths and predicates. */
class NoAllocationTest {
    private static final Bind BIND = new Bind(Bind.INGRESS, 80);
    private static final int ROUNDS = 20_000;

    private final List<RoutingRule> rules = new ArrayList<>();

    @Test
    void matchingAllocatesNothing() {
        Assumptions.assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported(),
                "this JVM does not count what a thread allocates");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        rule(HostPattern.Kind.EXACT, "a.b.example", PathMatch.Kind.EXACT, "/deep/path/to/a/leaf", List.of(), List.of());
        rule(
                HostPattern.Kind.EXACT,
                "a.b.example",
                PathMatch.Kind.PREFIX,
                "/deep/path",
                List.of(exact("h", "2")),
                List.of());
        rule(
                HostPattern.Kind.EXACT,
                "a.b.example",
                PathMatch.Kind.PREFIX,
                "/q",
                List.of(),
                List.of(exact("name", "a b")));
        rule(
                HostPattern.Kind.WILDCARD,
                "b.example",
                PathMatch.Kind.REGULAR_EXPRESSION,
                "/x+/[0-9]*",
                List.of(),
                List.of());
        rule(HostPattern.Kind.WILDCARD, "example", PathMatch.Kind.PREFIX, "/", List.of(exact("h", "1")), List.of());
        rule(HostPattern.Kind.ANY, "", PathMatch.Kind.PREFIX, "/any", List.of(), List.of());
        ListenerTable table = RouteTable.compile(new Attachment(
                        List.of(new AttachedListener(BIND, "http", null, false, Style.GATEWAY, List.of(), rules)),
                        List.of(),
                        List.of()))
                .listener(BIND, "");
        Request[] requests = {
            request("a.b.example", "/deep/path/to/a/leaf"),
            request("a.b.example", "/deep/path/to/nothing"),
            request("a.b.example", "/q/r?x=1&name=a+b&name=c"),
            request("c.b.example", "/xxx/123"),
            request("a.b.example", "/any/thing"),
            request("other", "/none"),
        };
        measure(threads, table, requests);
        measure(threads, table, requests);

        long allocated = measure(threads, table, requests);

        assertTrue(allocated < ROUNDS, () -> allocated + " bytes in " + ROUNDS + " rounds");
    }

    private static long measure(ThreadMXBean threads, ListenerTable table, Request[] requests) {
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        int found = 0;
        for (int i = 0; i < ROUNDS; i++) {
            for (Request request : requests) {
                found += Matcher.match(table, request) == null ? 0 : 1;
            }
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(found == 5 * ROUNDS, "all but the last request are taken");
        return allocated;
    }

    private void rule(
            HostPattern.Kind kind,
            String host,
            PathMatch.Kind pathKind,
            String path,
            List<ValueMatch> headers,
            List<ValueMatch> queryParams) {
        rules.add(new RoutingRule(
                new Origin(new ObjectRef("", "HTTPRoute", "default", "r"), null, rules.size(), null, Source.NONE),
                List.of(new HostPattern(kind, host)),
                List.of(new RuleMatch(0, new PathMatch(pathKind, path), "GET", headers, queryParams)),
                new RuleAction.Fail(500, "for a test")));
    }

    private static ValueMatch exact(String name, String value) {
        return new ValueMatch(ValueMatch.Kind.EXACT, name, value);
    }

    private static Request request(String host, String target) {
        return (Request) Normalized.of(new Head(target, List.of(host), List.of("1")));
    }

    private record Head(String target, List<String> host, List<String> value) implements RequestHead {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("host") ? host : value;
        }
    }
}
