package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.Condition;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.GatewayStatus;
import dev.gatehouse.routing.status.InfrastructureMetadata;
import dev.gatehouse.routing.status.ListenerStatus;
import dev.gatehouse.routing.status.RouteParentStatus;
import dev.gatehouse.routing.status.RouteStatus;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.routing.status.SupportedFeatures;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written back: every condition, and each reason for it. */
class StatusTest {
    private static final FrontEnd FRONT_END =
            FrontEnd.at(Address.ip("192.0.2.1")).judging(secret -> secret.value("tls.crt") != null);
    private static final String CLASS = """
            {kind: GatewayClass, metadata: {name: ours, generation: 4}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            """;
    private static final String SECRETS = """
            {kind: Secret, metadata: {name: good}, stringData: {tls.crt: c, tls.key: k}}

            {kind: Secret, metadata: {name: bad}, stringData: {other: c}}

            {kind: Secret, metadata: {name: far, namespace: vault}, stringData: {tls.crt: c, tls.key: k}}

            """;
    private static final String GOOD =
            "Accepted=True/Accepted Programmed=True/Programmed ResolvedRefs=True/ResolvedRefs";
    private static final String HTTP = "{name: http, port: 80, protocol: HTTP}";

    private static Statuses statuses(String... manifests) {
        return statuses(FRONT_END, Controllers.named(Controllers.GATEHOUSE), manifests);
    }

    private static Statuses statuses(FrontEnd frontEnd, Controllers controllers, String... manifests) {
        return statuses(frontEnd, controllers, Capabilities.ALL, manifests);
    }

    /** Documents with warnings are taken too. */
    private static Statuses statuses(
            FrontEnd frontEnd, Controllers controllers, Capabilities capabilities, String... manifests) {
        Resources resources = Resources.decode(TestManifests.documents(manifests));
        return LiveRoutes.builder()
                .controllers(controllers)
                .capabilities(capabilities)
                .build(resources)
                .current()
                .status(frontEnd);
    }

    private static String gateway(String... listeners) {
        return CLASS + SECRETS
                + "{kind: Gateway, metadata: {name: gw, generation: 7}, spec: {gatewayClassName: ours, listeners: ["
                + String.join(", ", listeners) + "]}}";
    }

    private static String listener(String name, int port, String protocol, String more) {
        return "{name: " + name + ", port: " + port + ", protocol: " + protocol + (more.isEmpty() ? "" : ", " + more)
                + "}";
    }

    private static String https(String certificates) {
        return listener("https", 443, "HTTPS", "tls: {certificateRefs: [" + certificates + "]}");
    }

    private static String route(String parents, String more) {
        return "{kind: HTTPRoute, metadata: {name: r, generation: 3}, spec: {parentRefs: [" + parents + "]" + more
                + "}}";
    }

    private static String rules(String... rules) {
        return ", rules: [" + String.join(", ", rules) + "]";
    }

    private static String to(String reference) {
        return "{backendRefs: [{" + reference + "}]}";
    }

    private static String text(List<Condition> conditions) {
        return conditions.stream().map(Condition::toString).collect(Collectors.joining(" "));
    }

    private static String own(Statuses statuses) {
        return text(only(statuses.gateways()).conditions());
    }

    /** {@code name [kinds] routes: conditions} of each listener. */
    private static List<String> listeners(Statuses statuses) {
        return only(statuses.gateways()).listeners().stream()
                .map(each ->
                        each.name() + " " + kinds(each) + " " + each.attachedRoutes() + ": " + text(each.conditions()))
                .toList();
    }

    private static List<String> kinds(ListenerStatus listener) {
        return listener.supportedKinds().stream().map(kind -> kind.kind()).toList();
    }

    private static String parent(Statuses statuses) {
        return text(only(only(statuses.routes()).parents()).conditions());
    }

    private static <T> T only(List<T> list) {
        assertEquals(1, list.size(), list::toString);
        return list.get(0);
    }

    private static String message(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> condition.type().equals(type))
                .map(Condition::message)
                .findFirst()
                .orElseThrow();
    }

    // GatewayClass

    @Test
    void aClassOfOursIsAcceptedAndTellsWhatIsSupported() {
        Statuses statuses = statuses(
                CLASS, "{kind: GatewayClass, metadata: {name: other}, spec: {controllerName: example.com/other}}");
        var status = only(statuses.gatewayClasses());
        assertEquals("GatewayClass ours", status.gatewayClass().toString());
        assertEquals("Accepted=True/Accepted SupportedVersion=True/SupportedVersion", text(status.conditions()));
        assertEquals(SupportedFeatures.NAMES, status.supportedFeatures());
        assertEquals(
                List.of(4L, 4L),
                status.conditions().stream().map(Condition::observedGeneration).toList());
    }

    @Test
    void parametersOfAClassAreNotKnown() {
        String declared =
                CLASS.replace("controllerName:", "parametersRef: {group: g.io, kind: P, name: p}, controllerName:");
        Statuses statuses = statuses(gateway(HTTP).replace(CLASS, declared));
        assertEquals(
                "Accepted=False/InvalidParameters SupportedVersion=True/SupportedVersion",
                text(only(statuses.gatewayClasses()).conditions()));
        assertEquals("Accepted=False/Invalid Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs", own(statuses));
    }

    // Gateway

    @Test
    void aGatewayThatIsServed() {
        GatewayStatus status = only(statuses(gateway(HTTP)).gateways());
        assertEquals("Gateway default/gw", status.gateway().toString());
        assertEquals(GOOD, text(status.conditions()));
        assertEquals(List.of(new Address("IPAddress", "192.0.2.1")), status.addresses());
        assertTrue(Stream.concat(
                        status.conditions().stream(),
                        status.listeners().stream().flatMap(each -> each.conditions().stream()))
                .allMatch(condition -> condition.observedGeneration() == 7));
    }

    @Test
    void aGatewayOfAnotherControllerHasNoStatus() {
        String foreign = gateway(HTTP).replace("gatehouse.dev/gateway-controller", "example.com/other");
        Statuses statuses = statuses(
                foreign, route("{name: gw}", ""), route("{name: nobody}", "").replace(": r,", ": s,"));
        assertEquals(new Statuses(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()), statuses);
    }

    @Test
    void parametersOfAGatewayAreNotKnown() {
        String gateway = gateway(HTTP)
                .replace("listeners:", "infrastructure: {parametersRef: {group: g.io, kind: P, name: p}}, listeners:");
        Statuses statuses =
                statuses(gateway, route("{name: gw}", rules(to("name: web, port: 80"))), Served.services("web"));
        assertEquals(
                "Accepted=False/InvalidParameters Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs",
                own(statuses));
        assertEquals(
                List.of(
                        "http [HTTPRoute, GRPCRoute] 1: Accepted=True/Accepted Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"),
                listeners(statuses));
        assertEquals(GOOD, own(statuses(FRONT_END, Controllers.all(), gateway)));
    }

    @Test
    void whatIsNotAcceptedIsNotServed() {
        String gateway = gateway(HTTP)
                .replace("listeners:", "infrastructure: {parametersRef: {group: g.io, kind: P, name: p}}, listeners:");
        Routes routes = LiveRoutes.of(Resources.decode(TestManifests.documents(gateway)))
                .current();
        assertEquals(List.of(), routes.binds());
        assertTrue(routes.problems().stream().anyMatch(problem -> problem.name().equals("gateway-not-accepted")));
    }

    @Test
    void withoutAnAddressNothingIsReached() {
        Statuses statuses = statuses(FrontEnd.at(), Controllers.named(Controllers.GATEHOUSE), gateway(HTTP));
        assertEquals(
                "Accepted=True/Accepted Programmed=False/AddressNotAssigned ResolvedRefs=True/ResolvedRefs",
                own(statuses));
        assertEquals(
                List.of(
                        "http [HTTPRoute, GRPCRoute] 0: Accepted=True/Accepted Programmed=False/Pending ResolvedRefs=True/ResolvedRefs"),
                listeners(statuses));
    }

    // Listener

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "HTTP, HTTPS, ProtocolConflict",
        "TCP, HTTP, ProtocolConflict",
        "TCP, TLS, ProtocolConflict",
        "HTTPS, TLS, HostnameConflict",
    })
    void listenersThatCannotBeToldApart(String one, String other, String reason) {
        Statuses statuses = statuses(gateway(tls("a", one, ""), tls("b", other, "")));
        String conflict = "Accepted=False/" + reason + " Programmed=False/" + reason + " Conflicted=True/" + reason
                + " ResolvedRefs=True/ResolvedRefs";
        assertEquals(
                List.of(conflict, conflict),
                only(statuses.gateways()).listeners().stream()
                        .map(each -> text(each.conditions()))
                        .toList());
        assertEquals(
                "Accepted=False/ListenersNotValid Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs",
                own(statuses));
    }

    private static String tls(String name, String protocol, String more) {
        boolean secure = protocol.equals("HTTPS") || protocol.equals("TLS");
        return listener(name, 443, protocol, secure ? "tls: {certificateRefs: [{name: good}]}" + more : more);
    }

    @ParameterizedTest
    @CsvSource({"TLS", "TCP", "UDP", "example.com/own"})
    void aProtocolThatTheFrontEndDoesNotHave(String protocol) {
        String other = tls("other", protocol, "");
        assertEquals(
                List.of(
                        "other [] 0: Accepted=False/UnsupportedProtocol Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"),
                listeners(http1(gateway(other))));
        assertEquals(
                "Accepted=False/ListenersNotValid Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs",
                own(http1(gateway(other))));
        Statuses mixed = http1(gateway(HTTP, other));
        assertEquals(
                "Accepted=True/ListenersNotValid Programmed=True/Programmed ResolvedRefs=True/ResolvedRefs",
                own(mixed));
        assertEquals("not accepted: other", message(only(mixed.gateways()).conditions(), "Accepted"));
    }

    private static Statuses http1(String manifests) {
        return statuses(FRONT_END, Controllers.named(Controllers.GATEHOUSE), Capabilities.HTTP_1, manifests);
    }

    @Test
    void aProtocolThatTheGatewayApiDoesNotNameIsServedByNobody() {
        assertEquals(
                List.of(
                        "own [] 0: Accepted=False/UnsupportedProtocol Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"),
                listeners(statuses(gateway(listener("own", 443, "example.com/own", "")))));
    }

    @ParameterizedTest
    @CsvSource({"Terminate, TLS_PASSTHROUGH", "Passthrough, TLS_TERMINATE"})
    void aModeOfTlsThatTheFrontEndDoesNotHave(String mode, Protocol only) {
        String tls = listener("tls", 443, "TLS", "tls: {mode: " + mode + ", certificateRefs: [{name: good}]}");
        Capabilities capabilities = new Capabilities(Set.of(only), Set.of("TLSRoute"));
        assertEquals(
                List.of(
                        "tls [] 0: Accepted=False/UnsupportedValue Programmed=False/Invalid ResolvedRefs=True/ResolvedRefs"),
                listeners(statuses(FRONT_END, Controllers.named(Controllers.GATEHOUSE), capabilities, gateway(tls))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: GRPCRoute}                    | [] Accepted=False/UnsupportedProtocol",
                "{kind: GRPCRoute}, {kind: HTTPRoute} | [HTTPRoute] Accepted=True/Accepted",
                "                                     | [HTTPRoute] Accepted=True/Accepted",
            })
    void withoutHttp2AListenerLivesOnItsOtherKinds(String kinds, String expected) {
        String allowed = kinds == null ? "" : "allowedRoutes: {kinds: [" + kinds + "]}";
        ListenerStatus status =
                only(only(http1(gateway(listener("http", 80, "HTTP", allowed))).gateways())
                        .listeners());
        assertEquals(expected, kinds(status) + " " + status.conditions().get(0));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: GRPCRoute}                   | [GRPCRoute] True/ResolvedRefs",
                "{kind: TLSRoute}                    | [] False/InvalidRouteKinds",
                "{kind: HTTPRoute}, {kind: TCPRoute} | [HTTPRoute] False/InvalidRouteKinds",
                "{kind: HTTPRoute, group: other.io}  | [] False/InvalidRouteKinds",
                "{kind: HTTPRoute}                   | [HTTPRoute] True/ResolvedRefs",
                "                                    | [HTTPRoute, GRPCRoute] True/ResolvedRefs",
            })
    void onlyKindsThatAreServedAreSupported(String kinds, String expected) {
        String allowed = kinds == null ? "" : "allowedRoutes: {kinds: [" + kinds + "]}";
        ListenerStatus status = only(
                only(statuses(gateway(listener("http", 80, "HTTP", allowed))).gateways())
                        .listeners());
        assertEquals(
                "Accepted=True/Accepted Programmed=True/Programmed ResolvedRefs="
                        + expected.substring(expected.lastIndexOf(' ') + 1),
                text(status.conditions()));
        assertEquals(
                expected.substring(0, expected.lastIndexOf(' ')), kinds(status).toString());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: good}                              | True/Programmed, True/ResolvedRefs",
                "{name: bad}                               | False/Invalid, False/InvalidCertificateRef",
                "{name: nobody}                            | False/Invalid, False/InvalidCertificateRef",
                "{name: good, kind: ConfigMap}             | False/Invalid, False/InvalidCertificateRef",
                "{name: good, group: other.io}             | False/Invalid, False/InvalidCertificateRef",
                "{name: far, namespace: vault}             | False/Invalid, False/RefNotPermitted",
                "{name: nobody, namespace: vault}          | False/Invalid, False/RefNotPermitted",
                "{name: bad}, {name: good}                 | True/Programmed, False/InvalidCertificateRef",
                "{name: good}, {name: bad}                 | True/Programmed, False/InvalidCertificateRef",
                "{name: bad}, {name: x, namespace: vault}  | False/Invalid, False/RefNotPermitted",
            })
    void certificatesOfAListener(String references, String expected) {
        Statuses statuses = statuses(gateway(https(references)));
        assertEquals(
                List.of("https [HTTPRoute, GRPCRoute] 0: Accepted=True/Accepted Programmed="
                        + expected.replace(", ", " ResolvedRefs=")),
                listeners(statuses));
        String resolved = expected.endsWith("True/ResolvedRefs") ? "True/ResolvedRefs" : "False/ListenersNotResolved";
        assertEquals(
                "Accepted=True/Accepted Programmed=" + expected.substring(0, expected.indexOf(',')) + " ResolvedRefs="
                        + resolved,
                own(statuses));
    }

    @Test
    void aGrantPermitsACertificateElsewhere() {
        String grant = """
                {kind: ReferenceGrant, metadata: {name: g, namespace: vault}, spec:
                 {from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: default}], to: [{group: "", kind: Secret}]}}
                """;
        assertEquals(GOOD, own(statuses(gateway(https("{name: far, namespace: vault}")), grant)));
    }

    @Test
    void withoutTlsThereIsNoCertificate() {
        assertEquals(
                List.of("https [HTTPRoute, GRPCRoute] 0: Accepted=True/Accepted Programmed=False/Invalid"
                        + " ResolvedRefs=False/InvalidCertificateRef"),
                listeners(statuses(gateway(listener("https", 443, "HTTPS", "")))));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "foo.x, *.x, true",
        "foo.x, bar.x, false",
        "*.foo.x, *.x, true",
        "*.x, '', true",
    })
    void hostnamesOfOnePortThatOverlap(String one, String other, boolean overlap) {
        String first = tls("a", "HTTPS", ", hostname: \"" + one + "\"");
        String second = tls("b", "HTTPS", other.isEmpty() ? "" : ", hostname: \"" + other + "\"");
        String expected = GOOD + (overlap ? " OverlappingTLSConfig=True/OverlappingHostnames" : "");
        assertEquals(
                List.of("a [HTTPRoute, GRPCRoute] 0: " + expected, "b [HTTPRoute, GRPCRoute] 0: " + expected),
                listeners(statuses(gateway(first, second))));
        String elsewhere = second.replace("port: 443", "port: 8443");
        assertEquals(
                List.of("a [HTTPRoute, GRPCRoute] 0: " + GOOD, "b [HTTPRoute, GRPCRoute] 0: " + GOOD),
                listeners(statuses(gateway(first, elsewhere))));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "a.x, a.x, true",
        "a.x b.x, c.x a.x, true",
        "*.x, a.x, true",
        "a.x, *.x, true",
        "*.x, *.x, true",
        "*.x, b.a.x, false",
        "*.x, x, false",
        "a.x, b.x, false",
        "*.a.x, *.x, false",
    })
    void certificatesOfOnePortThatOverlap(String one, String other, boolean overlap) {
        Map<String, List<String>> names =
                Map.of("good", List.of(one.split(" ", -1)), "bad", List.of(other.split(" ", -1)));
        FrontEnd frontEnd = FrontEnd.at(Address.ip("192.0.2.1"))
                .judging(secret -> true)
                .naming(secret -> names.get(secret.metadata().name()));
        String first = tls("a", "HTTPS", ", hostname: one.org");
        String second = first.replace("name: a,", "name: b,")
                .replace("one.org", "two.org")
                .replace("good", "bad");
        assertEquals(
                overlap ? "OverlappingTLSConfig=True/OverlappingCertificates" : "", overlaps(frontEnd, first, second));
        assertEquals("", overlaps(frontEnd, first, second.replace("port: 443", "port: 8443")));
        String wide = second.replace("two.org", "\"*.org\"");
        assertEquals(
                "OverlappingTLSConfig=True/Overlapping" + (overlap ? "Certificates" : "Hostnames"),
                overlaps(frontEnd, first, wide),
                "certificates come first");
    }

    /** What both listeners say, which is the same. */
    private static String overlaps(FrontEnd frontEnd, String first, String second) {
        Set<String> said = new HashSet<>();
        only(statuses(frontEnd, Controllers.named(Controllers.GATEHOUSE), gateway(first, second))
                        .gateways())
                .listeners()
                .forEach(listener -> said.add(listener.conditions().stream()
                        .map(Condition::toString)
                        .filter(condition -> condition.startsWith("Overlapping"))
                        .collect(Collectors.joining(" "))));
        return only(List.copyOf(said));
    }

    @Test
    void whatPassesThroughNeedsNoCertificate() {
        assertEquals(
                List.of("tls [TLSRoute] 0: " + GOOD),
                listeners(statuses(gateway(
                        listener("tls", 443, "TLS", "tls: {mode: Passthrough, certificateRefs: [{name: nobody}]}")))));
    }

    @Test
    void routesAreCountedWhereTheyAreAccepted() {
        String web = rules(to("name: web, port: 80"));
        Statuses statuses = statuses(
                gateway(
                        HTTP,
                        listener("a", 81, "HTTP", "hostname: a.x"),
                        listener("b", 81, "HTTP", "hostname: b.x"),
                        https("{name: nobody}")),
                named("two-parents", route("{name: gw, sectionName: http}, {name: gw, sectionName: a}", web)),
                named("one-parent", route("{name: gw, sectionName: http}", web)),
                named("other-host", route("{name: gw, sectionName: b}", ", hostnames: [c.x]" + web)),
                named("unresolved", route("{name: gw, sectionName: https}", rules(to("name: nobody, port: 1")))),
                named("unsupported", route("{name: gw, sectionName: b}", rules(REFRAMING))));
        assertEquals(
                List.of("http 2", "a 1", "b 0", "https 1"),
                only(statuses.gateways()).listeners().stream()
                        .map(each -> each.name() + " " + each.attachedRoutes())
                        .toList());
    }

    private static final String REFRAMING =
            "{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: Transfer-Encoding, value: gzip}]}}], backendRefs: [{name: web, port: 80}]}";

    private static String named(String name, String route) {
        return route.replace("name: r,", "name: " + name + ",");
    }

    // Route

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: gw}                               | True/Accepted",
                "{name: gw, sectionName: nobody}          | False/NoMatchingParent",
                "{name: gw, port: 9}                      | False/NoMatchingParent",
                "{name: gw, sectionName: http, port: 81}  | False/NoMatchingParent",
                "{name: gw, sectionName: tcp}             | False/NotAllowedByListeners",
                "{name: gw, sectionName: far}             | False/NotAllowedByListeners",
                "{name: gw, sectionName: other}           | False/NoMatchingListenerHostname",
            })
    void whetherARouteIsAccepted(String parent, String accepted) {
        Statuses statuses = statuses(
                gateway(
                        HTTP,
                        listener("other", 81, "HTTP", "hostname: other.y"),
                        listener(
                                "far",
                                82,
                                "HTTP",
                                "allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {a: b}}}}"),
                        listener("tcp", 83, "TCP", "")),
                route(parent, ", hostnames: [a.x]" + rules(to("name: web, port: 80"))),
                Served.services("web"));
        assertEquals("Accepted=" + accepted + " ResolvedRefs=True/ResolvedRefs", parent(statuses));
        assertEquals(
                List.of(3L, 3L),
                only(only(statuses.routes()).parents()).conditions().stream()
                        .map(Condition::observedGeneration)
                        .toList());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name: web, port: 80                                  | True/ResolvedRefs",
                "name: nobody, port: 80                               | False/BackendNotFound",
                "name: web, port: 81                                  | False/BackendNotFound",
                "name: web, kind: Pod                                 | False/InvalidKind",
                "name: web, group: other.io, kind: Service            | False/InvalidKind",
                "name: web, namespace: vault, port: 80                | False/RefNotPermitted",
                "name: nobody, port: 80}, {name: web, kind: Pod       | False/BackendNotFound",
                "name: web, kind: Pod}, {name: nobody, port: 80       | False/InvalidKind",
            })
    void whetherBackendsAreFound(String reference, String resolved) {
        Statuses statuses = statuses(
                gateway(HTTP),
                route("{name: gw}", rules(to("name: web, port: 80"), to(reference))),
                Served.services("web"),
                Served.service("vault", "web"));
        assertEquals("Accepted=True/Accepted ResolvedRefs=" + resolved, parent(statuses));
    }

    @Test
    void aRefusedRouteTellsOfItsBackendsToo() {
        Statuses statuses = statuses(
                gateway(HTTP), route("{name: gw, port: 9}", rules(to("name: a, port: 1"), to("name: b, port: 1"))));
        assertEquals("Accepted=False/NoMatchingParent ResolvedRefs=False/BackendNotFound", parent(statuses));
        assertEquals(
                "rules[0]: found no Service default/a; rules[1]: found no Service default/b",
                message(only(only(statuses.routes()).parents()).conditions(), "ResolvedRefs"));
    }

    @Test
    void aRuleThatCannotBeCarriedOut() {
        String good = to("name: web, port: 80");
        String pattern =
                "{matches: [{path: {type: RegularExpression, value: \"/(\"}}], backendRefs: [{name: web, port: 80}]}";
        String partly = pattern.replace("matches: [", "matches: [{path: {value: /ok}}, ");
        String part = "Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs PartiallyInvalid=True/UnsupportedValue";
        String whole = "Accepted=False/UnsupportedValue ResolvedRefs=True/ResolvedRefs";
        for (List<String> each : List.of(
                List.of(part, rules(good, REFRAMING)),
                List.of(part, rules(good, pattern)),
                List.of(part, rules(partly)),
                List.of(whole, rules(REFRAMING)),
                List.of(whole, rules(pattern, REFRAMING)))) {
            Statuses statuses = statuses(gateway(HTTP), route("{name: gw}", each.get(1)), Served.services("web"));
            assertEquals(each.get(0), parent(statuses), each.get(1));
            if (each.get(0).equals(part)) {
                String message = message(only(only(statuses.routes()).parents()).conditions(), "PartiallyInvalid");
                assertTrue(message.startsWith("Dropped Rule"), message);
            }
        }
    }

    @Test
    void eachParentHasItsOwnEntry() {
        Statuses statuses = statuses(
                gateway(HTTP, listener("two", 82, "HTTP", "")),
                route(
                        "{name: gw, sectionName: two}, {name: nobody}, {name: gw, namespace: default, sectionName: none}",
                        rules(to("name: web, port: 80"))),
                Served.services("web"));
        RouteStatus status = only(statuses.routes());
        assertEquals("HTTPRoute default/r", status.route().toString());
        assertEquals(
                List.of("null two Accepted=True/Accepted", "default none Accepted=False/NoMatchingParent"),
                status.parents().stream()
                        .map(each -> each.parentRef().namespace() + " "
                                + each.parentRef().sectionName() + " "
                                + each.conditions().get(0))
                        .toList());
        assertEquals(
                List.of(Controllers.GATEHOUSE, Controllers.GATEHOUSE),
                status.parents().stream().map(RouteParentStatus::controllerName).toList());
    }

    // Ingress

    @Test
    void anIngressThatIsServedHasALoadBalancer() {
        String ingresses = """
                {kind: IngressClass, metadata: {name: ours}, spec: {controller: gatehouse.dev/gateway-controller}}

                {kind: Ingress, metadata: {name: in}, spec: {ingressClassName: ours, defaultBackend: {service: {name: a, port: {number: 80}}}}}

                {kind: Ingress, metadata: {name: out}, spec: {ingressClassName: other, defaultBackend: {service: {name: a, port: {number: 80}}}}}

                """;
        FrontEnd frontEnd = new FrontEnd(
                owner -> owner.equals(Bind.INGRESS) ? List.of(Address.hostname("in.example")) : List.of(),
                address -> false,
                secret -> true,
                secret -> List.of());
        Statuses statuses = statuses(frontEnd, Controllers.named(Controllers.GATEHOUSE), ingresses);
        assertEquals(
                List.of(
                        "Ingress default/in true [Address[type=Hostname, value=in.example]]",
                        "Ingress default/out false []"),
                statuses.ingresses().stream()
                        .map(each -> each.ingress() + " " + (each.refusal() == null) + " " + each.loadBalancer())
                        .toList());
        assertEquals(List.of(), statuses.routes());
    }

    /** {@code Condition.message} takes 32768 characters; the most that a route can refer to makes more. */
    @Test
    void aLongMessageIsCut() {
        String name = "a".repeat(63);
        String references = Stream.generate(() -> "{name: " + name + ", namespace: vault, port: 80}")
                .limit(16)
                .collect(Collectors.joining(", "));
        String[] rules = Stream.generate(() -> "{backendRefs: [" + references + "]}")
                .limit(16)
                .toArray(String[]::new);
        Statuses statuses = statuses(gateway(HTTP), route("{name: gw}", rules(rules)));
        String message = message(only(only(statuses.routes()).parents()).conditions(), "ResolvedRefs");
        assertTrue(message.length() > 32_000 && message.length() <= 32_768, () -> String.valueOf(message.length()));
    }

    // Addresses

    private static String withAddresses(String addresses) {
        return gateway(HTTP).replace("listeners:", "addresses: [" + addresses + "], listeners:");
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{value: 192.0.2.1}                    | Accepted=True/Accepted Programmed=True/Programmed | 192.0.2.1",
                "{value: 192.0.2.9}                    | Accepted=True/Accepted Programmed=False/AddressNotUsable | ''",
                "{value: 192.0.2.9}, {value: 192.0.2.1}| Accepted=True/Accepted Programmed=False/AddressNotUsable | 192.0.2.1",
                "{type: IPAddress}                     | Accepted=True/Accepted Programmed=True/Programmed | 192.0.2.1",
                "{type: Hostname}                      | Accepted=True/Accepted Programmed=False/AddressNotAssigned | ''",
                "{type: Hostname, value: a.example}    | Accepted=True/Accepted Programmed=False/AddressNotUsable | ''",
                "{type: example.com/own, value: x}     | Accepted=False/UnsupportedAddress Programmed=False/Invalid | ''",
                "{type: NamedAddress, value: x}, {value: 192.0.2.1} | Accepted=False/UnsupportedAddress Programmed=False/Invalid | 192.0.2.1",
            })
    void addressesThatAGatewayAsksFor(String addresses, String conditions, String bound) {
        Statuses statuses = statuses(withAddresses(addresses));
        assertEquals(conditions + " ResolvedRefs=True/ResolvedRefs", own(statuses));
        assertEquals(
                bound,
                only(statuses.gateways()).addresses().stream()
                        .map(Address::value)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void aFrontEndMayBeReachableAtMoreThanItHas() {
        FrontEnd frontEnd = FRONT_END.reaching(address -> address.value().startsWith("192.0.2."));
        Statuses statuses =
                statuses(frontEnd, Controllers.named(Controllers.GATEHOUSE), withAddresses("{value: 192.0.2.9}"));
        assertEquals(GOOD, own(statuses));
        assertEquals(List.of(Address.ip("192.0.2.9")), only(statuses.gateways()).addresses());
    }

    // Default Gateways

    @ParameterizedTest(name = "gateway {0}, route {1}: {2}")
    @CsvSource({"All, All, true", "All, None, false", "None, All, false"})
    void aRouteMayLeaveItToDefaultGateways(String scope, String use, boolean attached) {
        String gateway = gateway(HTTP).replace("listeners:", "defaultScope: " + scope + ", listeners:");
        Statuses statuses = statuses(gateway, route("", ", useDefaultGateways: " + use));
        assertEquals(
                attached ? 1 : 0, only(statuses.gateways()).listeners().get(0).attachedRoutes());
        assertEquals(attached ? 1 : 0, statuses.routes().size());
        if (attached) {
            RouteParentStatus parent = only(only(statuses.routes()).parents());
            assertEquals(
                    "ParentReference[group=gateway.networking.k8s.io, kind=Gateway, namespace=default, name=gw, sectionName=null, port=null]",
                    parent.parentRef().toString());
        }
        assertEquals(scope.equals("All") ? GOOD + " DefaultGateway=True/DefaultGateway" : GOOD, own(statuses));
    }

    @Test
    void aClassTellsWhatItsFrontEndCanDo() {
        List<String> features = only(http1(gateway(HTTP)).gatewayClasses()).supportedFeatures();
        assertEquals(SupportedFeatures.of(Capabilities.HTTP_1), features);
        assertEquals(
                List.of(),
                features.stream().filter(name -> name.startsWith("GRPC")).toList());
        Capabilities less = Capabilities.HTTP_1.lacking("HTTPRouteHostRewrite");
        assertEquals(features.size() - 1, SupportedFeatures.of(less).size());
        assertEquals(SupportedFeatures.NAMES, SupportedFeatures.of(Capabilities.ALL));
        assertEquals(SupportedFeatures.NAMES.stream().sorted().toList(), SupportedFeatures.NAMES);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSRoute, TLS_PASSTHROUGH, true",
        "TLSRouteModeTerminate, TLS_PASSTHROUGH, false",
        "TLSRouteModeTerminate, TLS_TERMINATE, true",
        "TLSRouteModeMixed, TLS_TERMINATE, false",
        "HTTPRouteCORS, TLS_TERMINATE, false",
        "Gateway, TLS_TERMINATE, true",
    })
    void aFeatureNeedsItsKindAndItsProtocol(String feature, Protocol protocol, boolean has) {
        assertEquals(has, new Capabilities(Set.of(protocol), Set.of("TLSRoute")).has(feature));
        assertTrue(Capabilities.ALL.has(feature));
    }

    @Test
    void whatObjectsMadeForAGatewayMustBear() {
        Gateway gateway = Resources.decode(TestManifests.documents(gateway(HTTP)
                        .replace("listeners:", "infrastructure: {labels: {a: b}, annotations: {c: d}}, listeners:")))
                .all(Gateway.class)
                .get(0);
        assertEquals(
                new InfrastructureMetadata(
                        Map.of(
                                "a", "b",
                                "gateway.networking.k8s.io/gateway-name", "gw",
                                "gateway.networking.k8s.io/gateway-class-name", "ours"),
                        Map.of("c", "d")),
                InfrastructureMetadata.of(gateway));
    }
}
