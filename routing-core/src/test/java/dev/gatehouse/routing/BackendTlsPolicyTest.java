package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.Condition;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.PolicyStatus;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BackendTLSPolicies: which of them counts for a port, what is wrong with others, and what goes to the backend. */
class BackendTlsPolicyTest {
    private static final String BASE = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 80, protocol: HTTP}]}}

            {kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [
              {matches: [{path: {value: /plain}}], backendRefs: [{name: web, port: 80}]},
              {matches: [{path: {value: /tls}}], backendRefs: [{name: web, port: 443}]}]}}

            {kind: Service, metadata: {name: web}, spec: {ports: [{name: http, port: 80}, {name: https, port: 443}, {name: dns, port: 53, protocol: UDP}]}}

            {kind: EndpointSlice, metadata: {name: web, labels: {kubernetes.io/service-name: web}}, addressType: IPv4,
             endpoints: [{addresses: [10.0.0.1]}], ports: [{name: http, port: 8080}, {name: https, port: 8443}]}

            """
            + Authorities.configMap("default", "ca") + "\n\n"
            + Authorities.configMap("default", "garbage", "ca.crt", "no certificate") + "\n\n"
            + Authorities.configMap("default", "elsewhere", "other.crt", "x") + "\n\n";
    private static final String CA = "caCertificateRefs: [{group: \"\", kind: ConfigMap, name: ca}]";

    private static String policy(String name, String age, String target, String validation) {
        return "{kind: BackendTLSPolicy, metadata: {name: " + name + ", generation: 3"
                + (age.isEmpty() ? "" : ", creationTimestamp: \"2025-01-01T00:00:0" + age + "Z\"")
                + "}, spec: {targetRefs: [" + target + "], validation: {hostname: " + name + ".example, " + validation
                + "}}}";
    }

    private static String service(String more) {
        return "{group: \"\", kind: Service, name: web" + more + "}";
    }

    /** The server name that a backend is asked with; {@code clear} without TLS; or the status of the front end's own answer. */
    private static String asked(Served served, String path) {
        Decision decision = served.decide("GET", "a.org" + path);
        if (!(decision instanceof Decision.Forward forward)) {
            return Served.text(decision);
        }
        BackendTls tls = forward.backend().tls();
        return tls == null ? "clear" : tls.serverName();
    }

    /** {@code name ancestor: conditions} of each policy. */
    private static List<String> statuses(Served served) {
        return served.live().current().status(FrontEnd.at(Address.ip("192.0.2.1"))).policies().stream()
                .map(BackendTlsPolicyTest::text)
                .toList();
    }

    private static String text(PolicyStatus status) {
        return status.policy().name() + " "
                + status.ancestors().stream()
                        .map(ancestor -> ancestor.ancestorRef().name() + ": "
                                + ancestor.conditions().stream()
                                        .map(Condition::toString)
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(", "));
    }

    private static final String GOOD = " gw: Accepted=True/Accepted ResolvedRefs=True/ResolvedRefs";

    @Test
    void withoutAPolicyBackendsAreSpokenToInTheClear() {
        Served served = Served.of(BASE);
        assertEquals("clear", asked(served, "/plain"));
        assertEquals(List.of(), statuses(served));
    }

    @Test
    void aPolicyForTheServiceIsForEveryPort() {
        Served served = Served.of(BASE, policy("all", "", service(""), CA));
        assertEquals("all.example", asked(served, "/plain"));
        assertEquals("all.example", asked(served, "/tls"));
        assertEquals(List.of("all" + GOOD), statuses(served));
        ServiceBackend backend = ((Decision.Forward) served.decide("GET", "a.org/tls")).backend();
        assertEquals(1, backend.tls().authorities().size());
        assertEquals(false, backend.tls().systemTrust());
        assertNull(backend.tls().clientCertificate());
    }

    @Test
    void aPolicyForThePortComesBeforeOneForTheService() {
        Served served = Served.of(
                BASE, policy("all", "1", service(""), CA), policy("one", "2", service(", sectionName: https"), CA));
        assertEquals("all.example", asked(served, "/plain"));
        assertEquals("one.example", asked(served, "/tls"));
        assertEquals(List.of("all" + GOOD, "one" + GOOD), statuses(served));
    }

    @ParameterizedTest(name = "a of second {0}, b of second {1}: {2}")
    @CsvSource({"1, 2, a", "2, 1, b", "'', 1, b", "'', '', a"})
    void ofTwoForTheSameTheOldestCountsThenTheFirstByName(String ageOfA, String ageOfB, String winner) {
        for (String section : List.of("", ", sectionName: https")) {
            Served served = Served.of(
                    BASE, policy("b", ageOfB, service(section), CA), policy("a", ageOfA, service(section), CA));
            assertEquals(winner + ".example", asked(served, "/tls"));
            String loser = winner.equals("a") ? "b" : "a";
            assertEquals(
                    List.of(winner + GOOD, loser + " gw: Accepted=False/Conflicted ResolvedRefs=True/ResolvedRefs"),
                    statuses(served));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{group: \"\", kind: ConfigMap, name: none} | NoValidCACertificate InvalidCACertificateRef",
                "{group: \"\", kind: ConfigMap, name: garbage} | NoValidCACertificate InvalidCACertificateRef",
                "{group: \"\", kind: ConfigMap, name: elsewhere} | NoValidCACertificate InvalidCACertificateRef",
                "{group: \"\", kind: Secret, name: ca} | NoValidCACertificate InvalidKind",
                "{group: x.io, kind: ConfigMap, name: ca} | NoValidCACertificate InvalidKind",
                "{group: \"\", kind: ConfigMap, name: none}, {group: \"\", kind: ConfigMap, name: ca} | Accepted InvalidCACertificateRef",
            })
    void authoritiesThatAreOfNoUse(String references, String reasons) {
        Served served = Served.of(BASE, policy("p", "", service(""), "caCertificateRefs: [" + references + "]"));
        boolean accepted = reasons.startsWith("Accepted");
        String[] reason = reasons.split(" ", -1);
        assertEquals(
                List.of("p gw: Accepted=" + (accepted ? "True/" : "False/") + reason[0] + " ResolvedRefs=False/"
                        + reason[1]),
                statuses(served));
        assertEquals(accepted ? "p.example" : "500", asked(served, "/plain"), "never in the clear");
        assertEquals(
                "backend-ca-unresolved spec.validation.caCertificateRefs[0]",
                served.problems().get(0));
        Condition route = served.live()
                .current()
                .status(FrontEnd.at())
                .routes()
                .get(0)
                .parents()
                .get(0)
                .conditions()
                .get(1);
        assertEquals(
                "ResolvedRefs=True/ResolvedRefs", route.toString(), "the route's own references are as they should be");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"System, p.example, Accepted=True/Accepted", "example.com/own, 500, Accepted=False/Invalid"})
    void authoritiesOfThePlatform(String wellKnown, String asked, String accepted) {
        Served served = Served.of(BASE, policy("p", "", service(""), "wellKnownCACertificates: " + wellKnown));
        assertEquals(asked, asked(served, "/plain"));
        assertEquals(List.of("p gw: " + accepted + " ResolvedRefs=True/ResolvedRefs"), statuses(served));
        if (asked.equals("p.example")) {
            assertEquals(
                    true,
                    ((Decision.Forward) served.decide("GET", "a.org/plain"))
                            .backend()
                            .tls()
                            .systemTrust());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                ", sectionName: nope | Accepted=False/TargetNotFound",
                ", sectionName: dns  | Accepted=False/Invalid",
            })
    void aTargetThatIsNotThere(String section, String accepted) {
        Served served = Served.of(BASE, policy("p", "", service(section), CA));
        assertEquals("clear", asked(served, "/plain"));
        assertEquals(List.of("p gw: " + accepted + " ResolvedRefs=True/ResolvedRefs"), statuses(served));
    }

    @Test
    void aServiceThatIsNotThere() {
        String route =
                "{kind: HTTPRoute, metadata: {name: s}, spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{name: none, port: 80}]}]}}";
        String policy = policy("p", "", "{group: \"\", kind: Service, name: none}", CA);
        assertEquals(
                List.of("p gw: Accepted=False/TargetNotFound ResolvedRefs=True/ResolvedRefs"),
                statuses(Served.of(BASE, route, policy)));
        assertEquals(List.of(), statuses(Served.of(BASE, policy)), "nobody reaches it");
    }

    @Test
    void eachOfSeveralTargetsIsJudgedByItself() {
        String policy = policy("p", "2", service("") + ", {group: \"\", kind: Service, name: other}", CA);
        String other = """
                {kind: HTTPRoute, metadata: {name: s}, spec: {parentRefs: [{name: gw}], rules: [
                  {matches: [{path: {value: /other}}], backendRefs: [{name: other, port: 80}]}]}}

                """;
        assertEquals(
                List.of("p" + GOOD), statuses(Served.of(BASE, policy)), "nobody reaches the one that is not there");
        Served absent = Served.of(BASE, other, policy);
        assertEquals(List.of("p gw: Accepted=False/TargetNotFound ResolvedRefs=True/ResolvedRefs"), statuses(absent));
        assertEquals("p.example", asked(absent, "/plain"), "the other target is spoken to as the policy wants");
        Served lost = Served.of(
                BASE,
                other,
                Served.services("other"),
                policy("older", "1", "{group: \"\", kind: Service, name: other}", CA),
                policy);
        assertEquals("older.example", asked(lost, "/other"));
        assertEquals("p.example", asked(lost, "/plain"));
        assertEquals(
                List.of("older" + GOOD, "p gw: Accepted=False/Conflicted ResolvedRefs=True/ResolvedRefs"),
                statuses(lost));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"nope, https", "https, nope"})
    void aTargetThatIsNotThereIsToldThoughAnotherOfItsServiceIs(String one, String other) {
        String targets = service(", sectionName: " + one) + ", " + service(", sectionName: " + other);
        Served served = Served.of(BASE, policy("p", "", targets, CA));
        assertEquals(List.of("p gw: Accepted=False/TargetNotFound ResolvedRefs=True/ResolvedRefs"), statuses(served));
        assertEquals("p.example", asked(served, "/tls"));
        assertEquals("clear", asked(served, "/plain"));
    }

    /** {@code PolicyStatus.ancestors} takes no more. */
    @Test
    void sixteenAncestorsAreTold() {
        String gateways = IntStream.range(0, 17)
                .mapToObj(i -> "{kind: Gateway, metadata: {name: g" + i
                        + "}, spec: {gatewayClassName: ours, listeners: [{name: http, port: " + (1000 + i)
                        + ", protocol: HTTP}]}}")
                .collect(Collectors.joining("\n\n"));
        String parents =
                IntStream.range(0, 17).mapToObj(i -> "{name: g" + i + "}").collect(Collectors.joining(", "));
        String route = "{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [" + parents
                + "], rules: [{backendRefs: [{name: web, port: 80}]}]}}";
        String base =
                BASE.substring(0, BASE.indexOf("{kind: Gateway,")) + BASE.substring(BASE.indexOf("{kind: Service,"));
        Served served = Served.of(base, gateways, route, policy("p", "", service(""), CA));
        assertEquals(
                16,
                served.live()
                        .current()
                        .status(FrontEnd.at())
                        .policies()
                        .get(0)
                        .ancestors()
                        .size());
    }

    @Test
    void whoIsAskedForAuthorizationIsSpokenToAsItsOwnServiceAsks() {
        Served served = Served.of(
                BASE.replace(
                        "backendRefs: [{name: web, port: 443}]}",
                        "filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, http: {}, backendRef: {name: web, port: 443}}}], backendRefs: [{name: web, port: 80}]}"),
                policy("p", "", service(", sectionName: https"), CA));
        Decision.Authorize authorize = (Decision.Authorize) served.decide("GET", "a.org/tls");
        assertEquals("p.example", authorize.filter().backend().tls().serverName());
    }

    @Test
    void eachGatewayThatReachesTheServiceIsAnAncestor() {
        String second = """
                {kind: Gateway, metadata: {name: second}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 81, protocol: HTTP}]}}

                {kind: Gateway, metadata: {name: third}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 82, protocol: HTTP}]}}

                {kind: GRPCRoute, metadata: {name: g}, spec: {parentRefs: [{name: second}], rules: [{backendRefs: [{name: web, port: 443}]}]}}
                """;
        Served served = Served.of(BASE, second, policy("p", "", service(""), CA));
        PolicyStatus status =
                served.live().current().status(FrontEnd.at()).policies().get(0);
        assertEquals(
                List.of("gw", "second"),
                status.ancestors().stream()
                        .map(each -> each.ancestorRef().name())
                        .toList());
        assertEquals(
                "gatehouse.dev/gateway-controller", status.ancestors().get(0).controllerName());
        assertEquals(3, status.ancestors().get(0).conditions().get(0).observedGeneration());
    }

    @Test
    void theNamesThatMayStandInThePlaceOfTheHostname() {
        Served served = Served.of(
                BASE,
                policy(
                        "p",
                        "",
                        service(""),
                        CA
                                + ", subjectAltNames: [{type: URI, uri: \"spiffe://a/b\"}, {type: Hostname, hostname: \"*.b.org\"}]"));
        assertEquals(
                "[Uri[uri=spiffe://a/b], DnsName[hostname=*.b.org]]",
                ((Decision.Forward) served.decide("GET", "a.org/plain"))
                        .backend()
                        .tls()
                        .subjectAltNames()
                        .toString());
    }

    @Test
    void aMirrorIsSpokenToAsItsOwnServiceAsks() {
        Served served = Served.of(
                BASE.replace(
                        "backendRefs: [{name: web, port: 443}]}",
                        "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 443}}}], backendRefs: [{name: web, port: 80}]}"),
                policy("p", "", service(", sectionName: https"), CA));
        Decision.Forward forward = (Decision.Forward) served.decide("GET", "a.org/tls");
        assertNull(forward.backend().tls());
        assertNotNull(forward.mirrors().get(0).backend().tls());
    }

    @ParameterizedTest
    @CsvSource({"Terminate, true", "Passthrough, false"})
    void whatEndsHereIsEncryptedAgainAndWhatPassesIsNot(String mode, boolean encrypted) {
        String gateway = """
                {kind: Gateway, metadata: {name: tls}, spec: {gatewayClassName: ours, listeners: [
                  {name: tls, port: 443, protocol: TLS, tls: {mode: %s, certificateRefs: [{name: cert}]}}]}}

                {kind: Secret, metadata: {name: cert}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

                {kind: TLSRoute, metadata: {name: t}, spec: {parentRefs: [{name: tls}], hostnames: [a.org], rules: [{backendRefs: [{name: web, port: 443}]}]}}
                """.formatted(mode);
        Served served = Served.lenient(BASE, gateway, policy("p", "", service(""), CA));
        assertEquals(encrypted, tls(served) != null);
        Served broken =
                Served.lenient(BASE, gateway, policy("p", "", service(""), CA.replace("name: ca", "name: none")));
        assertEquals(encrypted ? "refused" : "web", broken.connect(443, "a.org"));
        assertEquals(
                2,
                served.live()
                        .current()
                        .status(FrontEnd.at())
                        .policies()
                        .get(0)
                        .ancestors()
                        .size());
    }

    private static BackendTls tls(Served served) {
        Routes routes = served.live().current();
        ConnectionDecision.Forward forward = (ConnectionDecision.Forward) routes.connect(
                routes.binds().stream()
                        .filter(bind -> bind.port() == 443)
                        .findFirst()
                        .orElseThrow(),
                "a.org");
        return forward.backend().tls();
    }

    @Test
    void anIngressSpeaksTlsToItsBackendsToo() {
        Served served =
                Served.of("""
                {kind: IngressClass, metadata: {name: in}, spec: {controller: gatehouse.dev/gateway-controller}}

                {kind: Ingress, metadata: {name: i}, spec: {ingressClassName: in, defaultBackend: {service: {name: web, port: {name: https}}}}}

                """ + BASE.substring(BASE.indexOf("{kind: Service")), policy("p", "", service(""), CA));
        assertEquals("p.example", asked(served, "/"));
    }

    // The certificate that a Gateway shows

    private static String gatewayShows(String reference) {
        return BASE.replace("listeners:", "tls: {backend: {clientCertificateRef: {" + reference + "}}}, listeners:")
                + """
                {kind: Secret, metadata: {name: client}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

                {kind: Secret, metadata: {name: far, namespace: vault}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

                {kind: Secret, metadata: {name: bad}, stringData: {other: c}}

                """;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name: client                            | True/ResolvedRefs | client",
                "name: none                              | False/InvalidClientCertificateRef | ",
                "name: client, kind: ConfigMap           | False/InvalidClientCertificateRef | ",
                "name: client, group: x.io               | False/InvalidClientCertificateRef | ",
                "name: bad                               | False/InvalidClientCertificateRef | bad",
                "name: far, namespace: vault             | False/RefNotPermitted | ",
            })
    void whatBackendsAreShown(String reference, String resolved, String shown) {
        Served served = Served.of(gatewayShows(reference), policy("p", "", service(", sectionName: https"), CA));
        assertEquals(
                "Accepted=True/Accepted Programmed=True/Programmed ResolvedRefs=" + resolved,
                served
                        .live()
                        .current()
                        .status(FrontEnd.at(Address.ip("192.0.2.1")).judging(secret -> secret.value("tls.crt") != null))
                        .gateways()
                        .get(0)
                        .conditions()
                        .stream()
                        .map(Condition::toString)
                        .collect(Collectors.joining(" ")));
        BackendTls tls =
                ((Decision.Forward) served.decide("GET", "a.org/tls")).backend().tls();
        var certificate = tls.clientCertificate();
        assertEquals(shown, certificate == null ? null : certificate.metadata().name());
        assertEquals("clear", asked(served, "/plain"), "it does not switch TLS on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 443}}}",
                "{type: ExternalAuth, externalAuth: {protocol: HTTP, http: {}, backendRef: {name: web, port: 443}}}"
            })
    void thoseThatAFilterAsksAreShownItToo(String filter) {
        Served served = Served.of(
                gatewayShows("name: client")
                        .replace(
                                "backendRefs: [{name: web, port: 443}]}",
                                "filters: [" + filter + "], backendRefs: [{name: web, port: 80}]}"),
                policy("p", "", service(", sectionName: https"), CA));
        Decision decision = served.decide("GET", "a.org/tls");
        ServiceBackend asked = decision instanceof Decision.Authorize authorize
                ? authorize.filter().backend()
                : ((Decision.Forward) decision).mirrors().get(0).backend();
        assertNotNull(asked.tls().clientCertificate());
    }

    @Test
    void twoGatewaysShowTheirOwn() {
        Served served = Served.of(
                gatewayShows("name: client")
                        .replace("spec: {parentRefs: [{name: gw}]", "spec: {parentRefs: [{name: gw}, {name: second}]"),
                "{kind: Gateway, metadata: {name: second}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 81, protocol: HTTP}]}}",
                policy("p", "", service(""), CA));
        assertNotNull(((Decision.Forward) served.decide("GET", "a.org/tls"))
                .backend()
                .tls()
                .clientCertificate());
        assertNull(((Decision.Forward) served.decide("GET", "a.org:81/tls"))
                .backend()
                .tls()
                .clientCertificate());
    }

    @Test
    void aSecretIsWhatItHolds() {
        String secret =
                "{kind: Secret, metadata: {name: client}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}";
        Resources one = TestManifests.resources(secret);
        Resources other = TestManifests.resources(secret);
        assertEquals(one.all(), other.all(), "so connections to backends outlive a reload");
        assertEquals(one.all().hashCode(), other.all().hashCode());
        assertEquals(
                false,
                one.all()
                        .equals(TestManifests.resources(secret.replace("tls.key: k", "tls.key: x"))
                                .all()));
    }
}
