package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.ServiceHandler;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ingress v1: classes, hosts, paths, default backends, TLS. */
class IngressTest {
    private static final String CLASS = """
            {kind: IngressClass, metadata: {name: ours}, spec: {controller: gatehouse.dev/gateway-controller}}

            """;

    private static String ingress(String name, String spec) {
        return CLASS + "{kind: Ingress, metadata: {name: " + name + "}, spec: {ingressClassName: ours, " + spec + "}}";
    }

    private static String path(String type, String path, String service) {
        return "{pathType: " + type + ", path: \"" + path + "\", backend: {service: {name: " + service
                + ", port: {number: 80}}}}";
    }

    private static String backend(String service) {
        return "{service: {name: " + service + ", port: {number: 80}}}";
    }

    @ParameterizedTest(name = "{0} {1} takes {2}: {3}")
    @CsvSource({
        "Prefix, /, /, yes",
        "Prefix, /, /any/thing, yes",
        "Exact, /shop, /shop, yes",
        "Exact, /shop, /cart, no",
        "Exact, /shop, /Shop, no",
        "Exact, /shop, /shop/, no",
        "Exact, /shop/, /shop, no",
        "Exact, /shop/, /shop/, yes",
        "Prefix, /shop, /shop, yes",
        "Prefix, /shop, /shop/, yes",
        "Prefix, /shop/, /shop, yes",
        "Prefix, /shop/, /shop/, yes",
        "Prefix, /shop/cart, /shop/carts, no",
        "Prefix, /shop/cart, /shop/cart/1/2, yes",
        "Prefix, /shop/cart/, /shop/cart, yes",
        "Prefix, /shop, /Shop, no",
        "Prefix, /shop, /shopping, no",
        "ImplementationSpecific, /shop, /shop/cart, yes",
        "ImplementationSpecific, /shop, /shopping, no",
        "ImplementationSpecific, '', /any, yes",
        "Exact, /shop, /shop?x=/other, yes",
    })
    void pathTypes(String type, String rule, String request, String taken) {
        Served served = Served.of(
                ingress("a", "rules: [{http: {paths: [" + path(type, rule, "web") + "]}}]"), Served.services("web"));
        assertEquals(taken.equals("yes") ? "web" : "404", served.get("shop.example" + request));
    }

    @ParameterizedTest(name = "{0} goes to {1}")
    @CsvSource({
        "/, root",
        "/other, root",
        "/a, exact",
        "/a/, prefix",
        "/a/x, prefix",
        "/a/b, long",
        "/a/b/c, long",
        "/c, slashexact",
        "/c/, slash",
        "/d, exactfirst",
        "/e, specific",
    })
    void theLongestPathWinsAndExactBeforePrefix(String request, String service) {
        Served served = Served.of(
                ingress(
                        "a",
                        "rules: [{http: {paths: ["
                                + String.join(
                                        ", ",
                                        path("Prefix", "/", "root"),
                                        path("Prefix", "/a", "prefix"),
                                        path("Exact", "/a", "exact"),
                                        path("Prefix", "/a/b", "long"),
                                        path("Prefix", "/c/", "slash"),
                                        path("Exact", "/c", "slashexact"),
                                        path("Prefix", "/d/", "root"),
                                        path("Exact", "/d", "exactfirst"),
                                        path("Prefix", "/e", "root"),
                                        path("ImplementationSpecific", "/e", "specific"))
                                + "]}}]"),
                Served.services("root", "prefix", "exact", "long", "slash", "slashexact", "exactfirst", "specific"));
        assertEquals(service, served.get("shop.example" + request));
    }

    @ParameterizedTest(name = "host {0} goes to {1}")
    @CsvSource({
        "shop.example, exact",
        "SHOP.example:8080, exact",
        "shop.example., exact",
        "a.shop.example, wildcard",
        "b.a.shop.example, any",
        "example, any",
    })
    void hosts(String host, String service) {
        Served served = Served.of(
                ingress(
                        "a",
                        "rules: [{host: shop.example, http: {paths: [" + path("Prefix", "/", "exact")
                                + "]}}, {host: \"*.shop.example\", http: {paths: [" + path("Prefix", "/", "wildcard")
                                + "]}}, {http: {paths: [" + path("Prefix", "/", "any") + "]}}]"),
                Served.services("exact", "wildcard", "any"));
        Routes routes = served.live().current();
        assertEquals(service, Served.text(routes.decide(routes.binds().get(0), TestHead.of(host, "/"))));
    }

    @Test
    void aHostThatARuleNamesIsDecidedByItsOwnRules() {
        Served served = Served.of(
                ingress(
                        "a",
                        "rules: [{host: shop.example, http: {paths: [" + path("Prefix", "/cart", "cart")
                                + "]}}, {http: {paths: [" + path("Prefix", "/", "any") + "]}}]"),
                Served.services("cart", "any"));
        assertEquals("cart", served.get("shop.example/cart"));
        assertEquals("404", served.get("shop.example/other"));
        assertEquals("any", served.get("other.example/other"));
    }

    @Test
    void withoutRulesTheDefaultBackendTakesEverything() {
        Served served = Served.of(ingress("a", "defaultBackend: " + backend("fallback")), Served.services("fallback"));
        assertEquals("fallback", served.get("any.example/any"));
        assertEquals("fallback", served.request("DELETE", "any.example/"));
    }

    @Test
    void theDefaultBackendTakesWhatNoRuleDoes() {
        Served served = Served.of(
                ingress(
                        "a",
                        "defaultBackend: " + backend("fallback") + ", rules: [{host: shop.example, http: {paths: ["
                                + path("Prefix", "/cart", "cart") + "]}}]"),
                Served.services("fallback", "cart"));
        assertEquals("cart", served.get("shop.example/cart"));
        assertEquals("fallback", served.get("shop.example/other"));
        assertEquals("fallback", served.get("other.example/"));
    }

    @Test
    void aRuleForSlashBeatsTheDefaultBackend() {
        Served served = Served.of(
                ingress(
                        "a",
                        "defaultBackend: " + backend("fallback") + ", rules: [{http: {paths: ["
                                + path("Prefix", "/", "web") + "]}}]"),
                Served.services("fallback", "web"));
        assertEquals("web", served.get("shop.example/"));
    }

    @Test
    void aHostWithoutPathsGoesToTheDefaultBackend() {
        Served served = Served.of(
                ingress(
                        "a",
                        "defaultBackend: " + backend("fallback") + ", rules: [{host: shop.example}, {http: {paths: ["
                                + path("Prefix", "/", "any") + "]}}]"),
                Served.services("fallback", "any"));
        assertEquals("fallback", served.get("shop.example/x"));
        assertEquals("any", served.get("other.example/x"));
    }

    @Test
    void eachHostHasTheDefaultBackendOfItsOwnIngress() {
        Served served = Served.of(
                CLASS,
                "{kind: Ingress, metadata: {name: b, creationTimestamp: \"2020-01-01T00:00:00Z\"}, spec: {ingressClassName: ours, defaultBackend: "
                        + backend("old") + "}}",
                "{kind: Ingress, metadata: {name: a}, spec: {ingressClassName: ours, defaultBackend: " + backend("own")
                        + ", rules: [{host: shop.example, http: {paths: [" + path("Prefix", "/cart", "cart") + "]}}]}}",
                "{kind: Ingress, metadata: {name: c}, spec: {ingressClassName: ours, rules: [{host: plain.example, http: {paths: ["
                        + path("Prefix", "/cart", "cart") + "]}}]}}",
                Served.services("old", "own", "cart"));
        assertEquals("own", served.get("shop.example/x"));
        assertEquals("old", served.get("plain.example/x"));
        assertEquals("old", served.get("unknown.example/x"));
    }

    @Test
    void ofTwoEqualRulesTheOlderIngressWins() {
        String older = "creationTimestamp: \"2020-01-01T00:00:00Z\"";
        String newer = "creationTimestamp: \"2021-01-01T00:00:00Z\"";
        assertEquals("one", twins("z", older, "a", newer));
        assertEquals("two", twins("z", newer, "a", older));
        assertEquals("two", twins("z", "generation: 1", "a", older));
        assertEquals("two", twins("b", "generation: 1", "a", "generation: 1"));
        assertEquals("one", twins("a", older, "b", older));
    }

    private static String twins(String one, String oneAge, String two, String twoAge) {
        String spec = "spec: {ingressClassName: ours, rules: [{host: shop.example, http: {paths: [%s]}}]}}";
        return Served.of(
                        CLASS,
                        "{kind: Ingress, metadata: {name: " + one + ", " + oneAge + "}, "
                                + spec.formatted(path("Prefix", "/", "one")),
                        "{kind: Ingress, metadata: {name: " + two + ", " + twoAge + "}, "
                                + spec.formatted(path("Prefix", "/", "two")),
                        Served.services("one", "two"))
                .get("shop.example/");
    }

    @Test
    void aBackendThatLeadsNowhereAnswers503AndHarmsNoOther() {
        Served served = Served.of(
                ingress(
                        "a",
                        "rules: [{http: {paths: ["
                                + String.join(
                                        ", ",
                                        path("Prefix", "/", "web"),
                                        path("Prefix", "/absent", "absent"),
                                        "{pathType: Prefix, path: /port, backend: {service: {name: web, port: {number: 81}}}}",
                                        "{pathType: Prefix, path: /name, backend: {service: {name: web, port: {name: nope}}}}",
                                        "{pathType: Prefix, path: /object, backend: {resource: {kind: Bucket, name: b}}}",
                                        "{pathType: Prefix, path: /empty, backend: {service: {name: empty, port: {number: 80}}}}",
                                        "{pathType: Prefix, path: /elsewhere, backend: {service: {name: elsewhere, port: {number: 80}}}}")
                                + "]}}]"),
                Served.services("web"),
                Served.service("other", "elsewhere"),
                "{kind: Service, metadata: {name: empty}, spec: {ports: [{port: 80}]}}",
                "{kind: Service, metadata: {name: elsewhere}, spec: {type: ExternalName, externalName: elsewhere.example}}");
        assertEquals("web", served.get("x/"));
        for (String path : List.of("/absent", "/port", "/name", "/object", "/empty", "/elsewhere")) {
            assertEquals("503", served.get("x" + path), path);
        }
        String paths = "spec.rules[0].http.paths";
        assertEquals(
                List.of(
                        "backend-not-found " + paths + "[1].backend",
                        "backend-port-not-in-service " + paths + "[2].backend",
                        "ingress-port-name-unknown " + paths + "[3].backend",
                        "backend-kind-unknown " + paths + "[4].backend.resource",
                        "external-name-backend " + paths + "[6].backend"),
                served.problems());
    }

    @Test
    void aPortMayBeNamed() {
        Served served = Served.of(
                ingress(
                        "a",
                        "rules: [{http: {paths: [{pathType: Prefix, path: /, backend: {service: {name: web, port: {name: http}}}}]}}]"),
                """
                {kind: Service, metadata: {name: web}, spec: {ports: [{name: admin, port: 81}, {name: http, port: 80}]}}

                {kind: EndpointSlice, metadata: {name: web, labels: {kubernetes.io/service-name: web}}, addressType: IPv4,
                 endpoints: [{addresses: [10.0.0.1]}], ports: [{name: http, port: 8080}, {name: admin, port: 9090}]}
                """);
        Decision.Forward forward = (Decision.Forward) served.decide("GET", "x/");
        assertEquals("10.0.0.1:8080", forward.endpoint().toString());
    }

    @Test
    void theClassDecidesWhoServes() {
        String spec = "rules: [{http: {paths: [" + path("Prefix", "/", "web") + "]}}]}}";
        String declared = "{kind: Ingress, metadata: {name: a}, spec: {ingressClassName: ours, " + spec;
        String foreign = "{kind: Ingress, metadata: {name: a}, spec: {ingressClassName: theirs, " + spec;
        String none = "{kind: Ingress, metadata: {name: a}, spec: {" + spec;
        String legacy =
                "{kind: Ingress, metadata: {name: a, annotations: {kubernetes.io/ingress.class: ours}}, spec: {" + spec;
        String theirs = "{kind: IngressClass, metadata: {name: theirs}, spec: {controller: example.com/other}}";
        String byDefault =
                "{kind: IngressClass, metadata: {name: d, annotations: {ingressclass.kubernetes.io/is-default-class: \"true\"}}, spec: {controller: gatehouse.dev/gateway-controller}}";
        assertServed(true, List.of(), CLASS, declared);
        assertServed(false, List.of("ingress-class-missing"), declared);
        assertServed(false, List.of("ingress-foreign-class"), CLASS, theirs, foreign);
        assertServed(false, List.of("ingress-unclassified"), CLASS, none);
        assertServed(true, List.of(), byDefault, none);
        assertServed(true, List.of("ingress-class-legacy-annotation"), CLASS, legacy);
        assertServed(false, List.of("ingress-class-legacy-annotation", "ingress-class-missing"), byDefault, legacy);
    }

    private static void assertServed(boolean served, List<String> problems, String... manifests) {
        String[] all = Arrays.copyOf(manifests, manifests.length + 1);
        all[manifests.length] = Served.services("web");
        Served result = Served.of(all);
        assertEquals(
                served,
                result.live().current().attachment().parents().get(0).refusal() == null,
                () -> String.join("\n", manifests));
        assertEquals(
                problems,
                result.allProblems().stream().map(problem -> problem.name()).toList(),
                () -> String.join("\n", manifests));
    }

    @Test
    void aDeclaredClassOpensPort80BeforeThereIsAnIngress() {
        assertEquals("404", Served.of(CLASS).get("x/"));
        Served foreign =
                Served.of("{kind: IngressClass, metadata: {name: theirs}, spec: {controller: example.com/other}}");
        assertEquals(List.of(), foreign.live().current().binds());
    }

    @Test
    void ofSeveralDefaultClassesTheNewestCountsThenTheFirstByName() {
        String old = ", creationTimestamp: \"2020-01-01T00:00:00Z\"";
        String young = ", creationTimestamp: \"2021-01-01T00:00:00Z\"";
        assertEquals("a", defaultClass("a" + young, "b" + old));
        assertEquals("b", defaultClass("a" + old, "b" + young));
        assertEquals("a", defaultClass("b" + old, "a" + old));
        assertEquals("b", defaultClass("a" + old, "b"));
    }

    private static String defaultClass(String... namesAndAges) {
        String declared = List.of(namesAndAges).stream()
                .map(nameAndAge ->
                        "{kind: IngressClass, metadata: {annotations: {ingressclass.kubernetes.io/is-default-class: \"true\"}, name: "
                                + nameAndAge + "}, spec: {controller: gatehouse.dev/gateway-controller}}")
                .collect(Collectors.joining("\n\n"));
        Served served = Served.of(
                declared,
                "{kind: Ingress, metadata: {name: i}, spec: {defaultBackend: " + backend("web") + "}}",
                Served.services("web"));
        assertEquals(List.of("multiple-default-ingress-classes metadata.annotations"), served.problems());
        return served.live().current().attachment().parents().get(0).parent().name();
    }

    @Test
    void aProgramMayClaimEveryClassOrSome() {
        String spec = "rules: [{http: {paths: [" + path("Prefix", "/", "web") + "]}}]}}";
        Resources resources = TestManifests.resources(
                "{kind: Ingress, metadata: {name: a}, spec: {ingressClassName: nginx, " + spec,
                "{kind: Ingress, metadata: {name: b}, spec: {" + spec,
                "{kind: IngressClass, metadata: {name: theirs}, spec: {controller: example.com/other}}",
                "{kind: Ingress, metadata: {name: c}, spec: {ingressClassName: theirs, " + spec,
                Served.services("web"));
        assertEquals(Set.of(), served(Controllers.named(Controllers.GATEHOUSE), resources));
        assertEquals(Set.of("a", "b", "c"), served(Controllers.all(), resources));
        assertEquals(Set.of("a"), served(Controllers.all().only(Set.of("nginx")), resources));
        assertEquals(Set.of("c"), served(Controllers.named("example.com/other"), resources));
    }

    private static Set<String> served(Controllers controllers, Resources resources) {
        return LiveRoutes.builder().controllers(controllers).build(resources).current().attachment().parents().stream()
                .filter(parent -> parent.refusal() == null)
                .map(parent -> parent.route().name())
                .collect(Collectors.toSet());
    }

    @Test
    void tlsOpensPort443BesidePort80() {
        Served plain = Served.of(ingress("a", "defaultBackend: " + backend("web")), Served.services("web"));
        assertEquals("[Ingress:80]", plain.live().current().binds().toString());
        Served tls = Served.of(
                ingress("a", "tls: [{hosts: [shop.example], secretName: cert}], defaultBackend: " + backend("web")),
                Served.services("web"));
        assertEquals("[Ingress:80, Ingress:443]", tls.live().current().binds().toString());
        assertEquals("web", tls.get("http://shop.example/"));
        assertEquals("web", tls.get("https://shop.example/"));
        assertEquals("web", tls.get("https://other.example/", "sni: shop.example"));
        assertEquals(List.of("tls-secret-missing spec.tls[0].secretName"), tls.problems());
        assertTrue(tls.live()
                .current()
                .listeners(tls.live().current().binds().get(1))
                .get(0)
                .tls());
    }

    // What an embedding may choose

    private static String ask(LiveRoutes live, String host, String path) {
        Routes routes = live.current();
        Decision decision = routes.decide(routes.binds().get(0), TestHead.of(host, path));
        return decision instanceof Decision.Forward forward
                ? forward.backend().name() + (forward.endpoint() instanceof Endpoint.InProcess ? " here" : "")
                : Served.text(decision);
    }

    @Test
    void objectsOfAKindThatIsRegisteredAnswerHere() {
        ServiceHandler handler = exchange -> exchange.respond(200, "text/plain", "hello");
        Resources resources = TestManifests.resources(ingress(
                "i",
                "rules: [{http: {paths: ["
                        + "{pathType: Prefix, path: /known, backend: {resource: {apiGroup: x.io, kind: Bucket, name: icons}}},"
                        + "{pathType: Prefix, path: /none, backend: {resource: {apiGroup: x.io, kind: Bucket, name: none}}},"
                        + "{pathType: Prefix, path: /other, backend: {resource: {kind: Bucket, name: icons}}}]}}]"));
        List<String> asked = new ArrayList<>();
        LiveRoutes live = LiveRoutes.builder()
                .resource("x.io", "Bucket", object -> {
                    asked.add(object.toString());
                    return object.name().equals("icons") ? handler : null;
                })
                .build(resources);
        assertEquals("Bucket.x.io/icons here", ask(live, "a.org", "/known/x.png"));
        assertEquals("503", ask(live, "a.org", "/none"));
        assertEquals("503", ask(live, "a.org", "/other"));
        assertTrue(asked.contains("Bucket default/icons"), asked::toString);
        assertEquals(
                List.of("spec.rules[0].http.paths[1].backend.resource", "spec.rules[0].http.paths[2].backend.resource"),
                live.current().problems().stream()
                        .map(problem -> problem.field().toString())
                        .toList());
        LiveRoutes.Builder builder = LiveRoutes.builder().resource("x.io", "Bucket", object -> handler);
        assertThrows(IllegalArgumentException.class, () -> builder.resource("x.io", "Bucket", object -> handler));
    }

    @ParameterizedTest(name = "{0}: alone {1}, falling back {2}")
    @CsvSource({
        "a.x.org/own, own, own",
        "a.x.org/wide, 404, wide",
        "a.x.org/any, 404, any",
        "b.x.org/wide, wide, wide",
        "b.x.org/any, 404, any",
        "x.org/any, any, any",
        "a.x.org/nothing, 404, 404",
    })
    void hostsMayFallBackToWiderOnes(String url, String alone, String fallingBack) {
        Resources resources = TestManifests.resources(
                ingress(
                        "i",
                        "rules: [{host: a.x.org, http: {paths: [" + path("Prefix", "/own", "own") + "]}},"
                                + "{host: \"*.x.org\", http: {paths: [" + path("Prefix", "/wide", "wide") + "]}},"
                                + "{http: {paths: [" + path("Prefix", "/any", "any") + "]}}]"),
                Served.services("own", "wide", "any"));
        String host = url.substring(0, url.indexOf('/'));
        String path = url.substring(url.indexOf('/'));
        assertEquals(alone, ask(LiveRoutes.of(resources), host, path));
        assertEquals(
                fallingBack, ask(LiveRoutes.builder().ingressHostsFallBack().build(resources), host, path));
    }

    @Test
    void whereHostsFallBackTheOldestDefaultIsForWhateverIsLeft() {
        Resources resources = TestManifests.resources(
                ingress("a", "defaultBackend: " + backend("rest")),
                ingress("b", "rules: [{host: x.org, http: {paths: [" + path("Prefix", "/b", "b") + "]}}]")
                        .substring(CLASS.length()),
                ingress("c", "rules: [{http: {paths: [" + path("Prefix", "/c", "c") + "]}}]")
                        .substring(CLASS.length()),
                Served.services("rest", "b", "c"));
        LiveRoutes alone = LiveRoutes.of(resources);
        LiveRoutes fallingBack = LiveRoutes.builder().ingressHostsFallBack().build(resources);
        assertEquals("rest", ask(alone, "x.org", "/c"));
        assertEquals("c", ask(fallingBack, "x.org", "/c"));
        assertEquals("rest", ask(fallingBack, "x.org", "/d"));
        assertEquals("rest", ask(fallingBack, "y.org", "/d"));
    }
}
