package dev.gatehouse.routing.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.TestManifests;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.request.TestHead;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final String GATEWAY = """
            {kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
              {name: all, port: 80, protocol: HTTP}, {name: x, port: 80, protocol: HTTP, hostname: "*.x"}]}}

            {kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
            """;
    private static final List<String> PATHS = List.of("/", "/a", "/a/", "/a/b", "/b");

    @Property(tries = 300, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
    void explanationAndDecisionAgree(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder manifests = new StringBuilder(GATEWAY);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            manifests
                    .append("\n\n{kind: HTTPRoute, metadata: {name: r")
                    .append(i)
                    .append("}, spec: {parentRefs: [{name: web}]")
                    .append(pick(random, "", ", hostnames: [a.x]", ", hostnames: [\"*.x\"]", ", hostnames: [y]"))
                    .append(", rules: [");
            for (int j = 0; j < 1 + random.nextInt(3); j++) {
                manifests
                        .append(j == 0 ? "" : ", ")
                        .append("{matches: [")
                        .append(match(random))
                        .append("], ")
                        .append(pick(
                                random,
                                "backendRefs: [{name: a, port: 80}]",
                                "filters: [{type: RequestRedirect, requestRedirect: {hostname: z}}]"))
                        .append('}');
            }
            manifests.append("]}}");
        }
        Routes routes = routes(manifests.toString());
        Bind bind = routes.binds().get(0);
        for (int i = 0; i < 40; i++) {
            TestHead head = TestHead.of(
                            pick(random, "a.x", "b.x", "x", "y", "other"),
                            pick(random, "/", "/a", "/a/", "/a/b", "/b/c", "/q?q=1"))
                    .withMethod(pick(random, "GET", "PUT"));
            head = random.nextBoolean() ? head : head.with("h", "1");
            Explanation explanation = Explanation.of(routes, bind, head);
            assertEquals(
                    routes.decide(bind, head).origin(),
                    explanation.taken() == null
                            ? null
                            : explanation.taken().rule().origin(),
                    () -> manifests.toString());
            assertEquals(explanation.taken() == null, explanation.decision().origin() == null);
        }
    }

    @Test
    void eachNearerCandidateIsToldWithWhatItMet() {
        Routes routes = routes(GATEWAY + """


                {kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: web}], rules: [
                  {matches: [{path: {type: PathPrefix, value: /a}, headers: [{name: h, value: "1"}]}], backendRefs: [{name: a, port: 80}]},
                  {matches: [{path: {type: PathPrefix, value: /a}}], backendRefs: [{name: a, port: 80}]},
                  {backendRefs: [{name: a, port: 80}]}]}}
                """);
        Explanation explanation = Explanation.of(
                routes, routes.binds().get(0), TestHead.of("y", "/a/b").with("h", "2"));
        assertEquals(
                "HTTPRoute default/r rule 1",
                String.valueOf(explanation.taken().rule().origin()));
        assertEquals(
                "header h is \"2\" (expected: \"1\")",
                explanation.asked().get(0).failing());
        assertNull(explanation.asked().get(1).failing());
        assertEquals("the longer path: /a before /", explanation.decided());
    }

    @Test
    void whereNothingTakesItTheNearestIsTold() {
        Routes routes = routes(GATEWAY + """


                {kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: web}], hostnames: [a.x], rules: [
                  {matches: [{path: {type: Exact, value: /a}}], backendRefs: [{name: a, port: 80}]}]}}
                """);
        Explanation explanation = Explanation.of(routes, routes.binds().get(0), TestHead.of("a.x", "/a/"));
        assertNull(explanation.taken());
        assertEquals(
                List.of("HTTPRoute default/r rule 0 takes a.x = /a; the request's path is /a/"), explanation.near());
        assertTrue(Explanation.of(routes, routes.binds().get(0), TestHead.of("a.x", "/%"))
                        .request()
                == null);
    }

    private static String match(Random random) {
        String match = "path: {type: " + pick(random, "Exact", "PathPrefix") + ", value: "
                + PATHS.get(random.nextInt(PATHS.size())) + "}";
        match += pick(random, "", ", method: GET");
        return "{" + match + pick(random, "", ", headers: [{name: h, value: \"1\"}]") + "}";
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private static Routes routes(String manifests) {
        return LiveRoutes.builder()
                .controllers(Controllers.all())
                .build(TestManifests.resources(manifests))
                .current();
    }
}
