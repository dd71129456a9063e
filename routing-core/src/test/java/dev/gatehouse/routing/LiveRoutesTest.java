package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.routing.LiveRoutes.Update;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.ServiceHandler;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRoutesTest {
    private static Resources shop(String service) {
        return TestManifests.resources(
                "{kind: IngressClass, metadata: {name: ours}, spec: {controller: gatehouse.dev/gateway-controller}}",
                "{kind: Ingress, metadata: {name: a}, spec: {ingressClassName: ours, defaultBackend: {service: {name: "
                        + service + ", port: {number: 80}}}}}",
                Served.services("one", "two"));
    }

    private static String ask(Routes routes) {
        return Served.text(routes.decide(routes.binds().get(0), TestHead.of("x", "/")));
    }

    @Test
    void aChangeIsServedFromTheNextRequestOn() {
        LiveRoutes live = LiveRoutes.of(shop("one"));
        Routes before = live.current();
        List<Long> heard = new ArrayList<>();
        Runnable subscription = live.onChange(routes -> heard.add(routes.generation()));
        assertEquals("one", ask(live.current()));

        Update update = live.apply(shop("two"));

        assertInstanceOf(Update.Applied.class, update);
        assertEquals("two", ask(live.current()));
        assertEquals("one", ask(before), "who began with the old state ends with it");
        assertEquals(List.of(2L), heard);
        subscription.run();
        live.apply(shop("one"));
        assertEquals(List.of(2L), heard);
    }

    @Test
    void resourcesReadWithErrorsAreRefusedAsAWhole() {
        LiveRoutes live = LiveRoutes.of(shop("one"));
        Routes before = live.current();
        Resources broken = Resources.decode(TestManifests.documents(
                "{kind: IngressClass, metadata: {name: ours}, spec: {controller: gatehouse.dev/gateway-controller}}",
                "{kind: Ingress, metadata: {name: a}, spec: {ingressClassName: ours}}"));

        Update update = live.apply(broken);

        assertEquals(1, assertInstanceOf(Update.Refused.class, update).errors().size());
        assertSame(before, live.current());
    }

    @Test
    void codeInThisProcessStandsBehindAService() {
        ServiceHandler handler = exchange -> exchange.respond(200, "text/plain", "hello");
        LiveRoutes live =
                LiveRoutes.builder().handler("default", "one", handler).build(shop("one"));
        Decision decision = live.current().decide(live.current().binds().get(0), TestHead.of("x", "/"));
        assertEquals(new Endpoint.InProcess(handler), ((Decision.Forward) decision).endpoint());
        LiveRoutes.Builder builder = LiveRoutes.builder().handler("default", "one", handler);
        assertThrows(IllegalArgumentException.class, () -> builder.handler("default", "one", handler));
    }
}
