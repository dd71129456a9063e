package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.plan.ServiceHandler;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.Resources;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a flight recording holds. */
class FlightRecordingTest {
    private static final ServiceHandler HANDLER = exchange -> exchange.respond(200, "text/plain", "hello");

    @TempDir
    Path folder;

    private static Resources shop(String path) {
        return TestManifests.resources(
                "{kind: IngressClass, metadata: {name: ours}, spec: {controller: gatehouse.dev/gateway-controller}}",
                "{kind: Ingress, metadata: {name: a}, spec: {ingressClassName: ours, rules: [{http: {paths: [{path: "
                        + path + ", pathType: Prefix, backend: {service: {name: one, port: {number: 80}}}}]}}]}}",
                Served.services("one"));
    }

    private static LiveRoutes live() {
        return LiveRoutes.builder().handler("default", "one", HANDLER).build(shop("/a"));
    }

    private interface Act {
        void run();
    }

    private List<RecordedEvent> recorded(String event, Act act) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.gatehouse." + event);
            recording.start();
            act.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(found -> found.getEventType().getName().equals("dev.gatehouse." + event))
                .toList();
    }

    @Test
    void decisionsWithWhatTheyAreFor() throws Exception {
        Routes routes = live().current();
        Bind bind = routes.binds().get(0);
        List<RecordedEvent> events = recorded("Decision", () -> {
            routes.decide(bind, TestHead.of("x", "/a/b"));
            routes.decide(bind, TestHead.of("x", "/other"));
        });
        assertEquals(2, events.size());
        RecordedEvent forward = events.get(0);
        assertEquals(bind.toString(), forward.getString("listener"));
        assertEquals("GET", forward.getString("method"));
        assertEquals("/a/b", forward.getString("target"));
        assertEquals("Forward", forward.getString("decision"));
        assertEquals("Ingress default/a rule 0", forward.getString("route"));
        assertEquals("default/one:80", forward.getString("backend"));
        assertEquals(0, forward.getInt("status"));
        RecordedEvent none = events.get(1);
        assertEquals("Respond", none.getString("decision"));
        assertEquals(404, none.getInt("status"));
        assertEquals("no rule takes this request", none.getString("reason"));
        assertEquals(null, none.getString("route"));
    }

    @Test
    void decisionsAreNotRecordedUnlessAskedFor() throws Exception {
        Routes routes = live().current();
        List<RecordedEvent> events = recorded(
                "ConfigurationChange", () -> routes.decide(routes.binds().get(0), TestHead.of("x", "/a")));
        assertEquals(List.of(), events);
    }

    @Test
    void triesThatDoNotGoWell() throws Exception {
        Routes routes = live().current();
        List<RecordedEvent> events = recorded("UpstreamFailure", () -> {
            for (Outcome outcome : Outcome.values()) {
                ((Forward) routes.decide(routes.binds().get(0), TestHead.of("x", "/a"))).ended(outcome);
            }
        });
        assertEquals(
                List.of("ERROR", "UNREACHABLE", "TIMEOUT"),
                events.stream().map(event -> event.getString("outcome")).toList());
        assertEquals("Ingress default/a rule 0", events.get(0).getString("route"));
        assertEquals("default/one:80", events.get(0).getString("backend"));
        assertEquals(new Endpoint.InProcess(HANDLER).toString(), events.get(0).getString("endpoint"));
    }

    @Test
    void changesThatAreServedAndChangesThatAreRefused() throws Exception {
        LiveRoutes live = live();
        List<RecordedEvent> events = recorded("ConfigurationChange", () -> {
            live.apply(shop("/b"));
            live.apply(Resources.decode(TestManifests.documents("{kind: Ingress, metadata: {name: a}, spec: {}}")));
            live.change(List.of(), List.of());
        });
        assertEquals(
                List.of("2 true 0", "2 false 1", "3 true 0"),
                events.stream()
                        .map(event -> event.getLong("generation") + " " + event.getBoolean("served") + " "
                                + event.getInt("errors"))
                        .toList());
    }

    /** The same number of bytes, before anything ever recorded and after. */
    @Test
    void whereNobodyRecordsADecisionAllocatesWhatItDidBefore() throws Exception {
        Assumptions.assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                        && bean.isThreadAllocatedMemorySupported(),
                "this JVM does not count what a thread allocates");
        Routes routes = live().current();
        Bind bind = routes.binds().get(0);
        TestHead head = TestHead.of("x", "/a");
        assertEquals(allocated(() -> routes.decide(bind, head)), allocated(() -> routes.decide(bind, head)));
        long before = allocated(() -> routes.decide(bind, head));
        assertEquals(1, recorded("Decision", () -> routes.decide(bind, head)).size());
        long after = allocated(() -> routes.decide(bind, head));
        assertTrue(after <= before, () -> after + " bytes, " + before + " before");
    }

    private static long allocated(Act act) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            act.run();
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < rounds; i++) {
            act.run();
        }
        return (threads.getThreadAllocatedBytes(thread) - before) / rounds;
    }
}
