package dev.gatehouse.routing.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.insight.Explanation.Step;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Outcome;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** An explanation and what it explains, on random tables and requests. */
class ExplanationPropertiesTest {
    private static final int REQUESTS = 25;
    private static final Field UNAVAILABLE = new Field("grpc-status", "14");

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void explanationAndDecisionAgree(@ForAll long seed) {
        RandomRoutes world = new RandomRoutes(new Random(seed));
        String manifests = world.manifests();
        Routes routes = world.routes(manifests);
        for (int i = 0; i < REQUESTS; i++) {
            TestHead head = world.head();
            for (Bind bind : routes.binds()) {
                agree(routes, bind, head, () -> bind + ": " + head + " on " + manifests);
            }
        }
    }

    private static void agree(Routes routes, Bind bind, TestHead head, Supplier<String> told) {
        Request request = head.request();
        Explanation explanation = Explanation.of(routes, bind, head);
        ListenerTable table = routes.table().listener(bind, request.host());
        RouteEntry matched = table == null ? null : Matcher.match(table, request);
        RouteEntry taken = explanation.taken();
        boolean preflight = request.method().equals("OPTIONS") && request.header("origin") != null;
        if (!preflight) {
            // All of it: route, rule and match.
            assertSame(matched, taken, told);
        }
        Decision decided = routes.decide(bind, head);
        assertEquals(decided.origin(), taken == null ? null : taken.rule().origin(), told);
        assertEquals(kind(decided), kind(explanation.decision()), told);
        walk(explanation, told);
        if (taken == null) {
            assertNull(explanation.decided(), told);
            for (Near near : explanation.near().entries()) {
                assertFalse(near.differs().isEmpty(), () -> near + " would have taken " + told.get());
            }
            assertTrue(explanation.near().entries().size() <= 3, told);
        } else {
            assertEquals(0, explanation.near().entries().size(), told);
            outcomes(explanation, taken, told);
        }
    }

    /** What was asked before the winner fails, and what is told behind it does not. */
    private static void walk(Explanation explanation, Supplier<String> told) {
        List<Step> steps = new ArrayList<>(explanation.asked());
        RouteEntry taken = explanation.taken();
        int at = (int) steps.stream().takeWhile(step -> step.entry() != taken).count();
        assertEquals(taken == null, at == steps.size(), told);
        steps.subList(0, at).forEach(step -> assertNotNull(step.failing(), told));
        steps.subList(at, steps.size()).forEach(step -> assertNull(step.failing(), told));
        assertEquals(explanation.decided() != null, steps.size() == at + 2, told);
    }

    private static void outcomes(Explanation explanation, RouteEntry taken, Supplier<String> told) {
        List<Outcome<Decision>> outcomes = explanation.outcomes();
        if (!(taken.rule().action() instanceof RuleAction.ForwardTo forward) || forward.totalWeight() == 0) {
            assertEquals(List.of(), outcomes, told);
            return;
        }
        assertEquals(forward.shares(), outcomes.stream().map(Outcome::share).toList(), told);
        assertEquals(1, outcomes.stream().mapToDouble(Outcome::fraction).sum(), 1e-9, told);
        IntStream.range(0, outcomes.size())
                .forEach(i -> assertEquals(
                        forward.shares().get(i).weight(),
                        outcomes.get(i).fraction() * forward.totalWeight(),
                        1e-9,
                        told));
        for (Outcome<Decision> outcome : outcomes) {
            if (outcome.decision() instanceof Decision.Forward sent) {
                assertSame(outcome.share(), sent.share(), told);
            }
        }
        assertTrue(
                outcomes.stream()
                        .filter(outcome -> outcome.fraction() > 0)
                        .anyMatch(outcome -> kind(outcome.decision()).equals(kind(explanation.decision()))),
                told);
    }

    /** What two decisions of one request have in common, whatever was drawn. */
    private static String kind(Decision decision) {
        return decision instanceof Decision.Redirect redirect
                ? redirect.status() + " " + redirect.location()
                : decision instanceof Decision.Respond respond
                                && respond.status() < 500
                                && !respond.fields().contains(UNAVAILABLE)
                        ? respond.status() + " " + respond.fields()
                        : "to a backend, or 500 in its place";
    }
}
