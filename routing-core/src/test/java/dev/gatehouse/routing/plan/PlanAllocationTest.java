package dev.gatehouse.routing.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.RouteTable;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A decision for a rule without filters is one small object. */
class PlanAllocationTest {
    private static final Bind BIND = new Bind(new ObjectRef("", "Gateway", "default", "gw"), 80);
    private static final int ROUNDS = 20_000;
    private static final int BYTES = 64;

    @Test
    void aForwardTakesFewBytes() {
        Assumptions.assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported(),
                "this JVM does not count what a thread allocates");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Endpoint> endpoints =
                List.of(new Endpoint.Address("10.0.0.1", 8080), new Endpoint.Address("10.0.0.2", 8080));
        Random random = new Random(1);
        Planner planner = new Planner(
                backend -> endpoints,
                LoadBalancer.roundRobin(),
                new RetryBudgets(),
                random::nextInt,
                InstantSource.system());
        AttachedListener listener =
                new AttachedListener(BIND, "http", null, false, Style.GATEWAY, List.of(), List.of(rule()));
        ListenerTable table = RouteTable.compile(new Attachment(List.of(listener), List.of(), List.of()))
                .listener(BIND, "");
        Request request = (Request) Normalized.of(new Head(List.of("a.example")));
        RouteEntry entry = Matcher.match(table, request);
        measure(threads, planner, listener, entry, request);
        measure(threads, planner, listener, entry, request);

        long allocated = measure(threads, planner, listener, entry, request);

        assertTrue(allocated <= (long) (BYTES + 1) * ROUNDS, () -> allocated / (double) ROUNDS + " bytes for each");
    }

    private static long measure(
            ThreadMXBean threads, Planner planner, AttachedListener listener, RouteEntry entry, Request request) {
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        int ports = 0;
        for (int i = 0; i < ROUNDS; i++) {
            ports += ((Endpoint.Address) ((Decision.Forward) planner.plan(listener, entry, request)).endpoint()).port();
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(ports == 8080 * ROUNDS, "all are forwarded");
        return allocated;
    }

    private static RoutingRule rule() {
        ServiceBackend one = new ServiceBackend("default", "one", 80, null);
        ServiceBackend two = new ServiceBackend("default", "two", 80, null);
        return new RoutingRule(
                new Origin(new ObjectRef("", "HTTPRoute", "default", "r"), null, 0, null, Source.NONE),
                List.of(new HostPattern(HostPattern.Kind.ANY, "")),
                List.of(RuleMatch.of(0, new PathMatch(PathMatch.Kind.PREFIX, "/a"))),
                new ForwardTo(List.of(BackendShare.of(9, one), BackendShare.of(1, two)), null, null));
    }

    private record Head(List<String> host) implements RequestHead {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String target() {
            return "/a/b?c";
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("host") ? host : List.of();
        }
    }
}
