package dev.gatehouse.routing.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.TestManifests;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.request.TestHead;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final String GATEWAY = """
            {kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
              {name: all, port: 80, protocol: HTTP}, {name: x, port: 80, protocol: HTTP, hostname: "*.x"}]}}

            {kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
            """;

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
                List.of("path is /a/ (expected: = /a): an exact path has or has not its trailing slash"),
                explanation.near().entries().get(0).differs());
        assertTrue(Explanation.of(routes, routes.binds().get(0), TestHead.of("a.x", "/%"))
                        .request()
                == null);
    }

    private static Routes routes(String manifests) {
        return LiveRoutes.builder()
                .controllers(Controllers.all())
                .build(TestManifests.resources(manifests))
                .current();
    }
}
