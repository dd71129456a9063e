package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.Condition;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.ListenerStatus;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Gateway.spec.tls.frontend}: which ports ask clients for a certificate, and what becomes of a port whose authorities are no good. */
class ClientValidationTest {
    private static final String OBJECTS = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Secret, metadata: {name: cert}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}

            """
            + Authorities.configMap("default", "ca") + "\n\n"
            + Authorities.configMap("vault", "ca") + "\n\n"
            + Authorities.configMap("default", "garbage", "ca.crt", "none") + "\n\n";
    private static final String CA = ref("ConfigMap", "ca", "");
    private static final String GOOD =
            "Accepted=True/Accepted Programmed=True/Programmed ResolvedRefs=True/ResolvedRefs";

    private static String ref(String kind, String name, String more) {
        return "{group: \"\", kind: " + kind + ", name: " + name + more + "}";
    }

    private static String validation(String references, String mode) {
        return "validation: {" + (mode.isEmpty() ? "" : "mode: " + mode + ", ") + "caCertificateRefs: [" + references
                + "]}";
    }

    private static String gateway(String frontend) {
        return OBJECTS + """
                {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, allowedListeners: {namespaces: {from: Same}},
                 tls: {frontend: {%s}}, listeners: [
                  {name: http, port: 80, protocol: HTTP},
                  {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}},
                  {name: other, port: 8443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}},
                  {name: tls, port: 9443, protocol: TLS, tls: {certificateRefs: [{name: cert}]}}]}}

                {kind: ListenerSet, metadata: {name: set}, spec: {parentRef: {name: gw}, listeners: [
                  {name: added, port: 443, hostname: added.org, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}]}}
                """.formatted(frontend);
    }

    /** {@code name: authorities required} of each listener. */
    private static List<String> asked(String... manifests) {
        return Served.lenient(manifests).live().current().attachment().listeners().stream()
                .map(ClientValidationTest::text)
                .toList();
    }

    private static String text(AttachedListener listener) {
        ClientValidation validation = listener.clientValidation();
        return listener.name()
                + (validation == null
                        ? ""
                        : " " + validation.authorities().size() + (validation.required() ? " required" : " wanted"));
    }

    private static List<String> statuses(String... manifests) {
        var statuses = Served.lenient(manifests)
                .live()
                .current()
                .status(FrontEnd.at(Address.ip("192.0.2.1")).judging(secret -> true));
        Stream<ListenerStatus> own = statuses.gateways().get(0).listeners().stream();
        Stream<ListenerStatus> added = statuses.listenerSets().stream().flatMap(set -> set.listeners().stream());
        return Stream.concat(own, added)
                .map(listener -> listener.name() + " " + text(listener.conditions()))
                .toList();
    }

    private static String gatewayConditions(String... manifests) {
        return text(Served.lenient(manifests)
                .live()
                .current()
                .status(FrontEnd.at(Address.ip("192.0.2.1")).judging(secret -> true))
                .gateways()
                .get(0)
                .conditions());
    }

    private static String text(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> !condition.type().equals("OverlappingTLSConfig"))
                .map(Condition::toString)
                .collect(Collectors.joining(" "));
    }

    @Test
    void theDefaultIsForEveryHttpsListenerAlsoThoseThatSetsAdd() {
        String gateway = gateway("default: {" + validation(CA, "") + "}");
        assertEquals(
                List.of("http", "https 1 required", "other 1 required", "tls", "added 1 required"), asked(gateway));
        assertEquals(
                List.of("http " + GOOD, "https " + GOOD, "other " + GOOD, "tls " + GOOD, "added " + GOOD),
                statuses(gateway));
        assertEquals(GOOD, gatewayConditions(gateway));
    }

    @Test
    void aPortsOwnEntryTakesThePlaceOfTheDefault() {
        assertEquals(
                List.of("http", "https 1 required", "other 2 wanted", "tls", "added 1 required"),
                asked(gateway("default: {" + validation(CA, "AllowValidOnly") + "}, perPort: [{port: 8443, tls: {"
                        + validation(CA + ", " + CA, "AllowInsecureFallback") + "}}]")));
        assertEquals(
                List.of("http", "https", "other 1 required", "tls", "added"),
                asked(gateway("default: {}, perPort: [{port: 8443, tls: {" + validation(CA, "") + "}}]")));
        assertEquals(
                List.of("http", "https 1 required", "other", "tls", "added 1 required"),
                asked(gateway("default: {" + validation(CA, "") + "}, perPort: [{port: 8443, tls: {}}]")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ConfigMap, none                | InvalidCACertificateRef",
                "ConfigMap, garbage             | InvalidCACertificateRef",
                "Service, ca                    | InvalidCACertificateKind",
                "ConfigMap, 'ca, namespace: vault' | RefNotPermitted",
            })
    void aPortWithoutAnyAuthorityServesNobody(String reference, String reason) {
        String[] parts = reference.replace("'", "").split(", ", 2);
        String bad = ref(parts[0], parts[1], "");
        String gateway = gateway("default: {}, perPort: [{port: 443, tls: {" + validation(bad, "") + "}}]");
        String refused = " Accepted=False/NoValidCACertificate Programmed=False/Invalid ResolvedRefs=False/" + reason;
        assertEquals(
                List.of("http " + GOOD, "https" + refused, "other " + GOOD, "tls " + GOOD, "added" + refused),
                statuses(gateway));
        assertEquals(
                List.of("http", "https 0 required", "other", "tls", "added 0 required"),
                asked(gateway),
                "its listeners stay, so that nobody else takes their names");
        String mixed = gateway("default: {}, perPort: [{port: 443, tls: {" + validation(bad + ", " + CA, "") + "}}]");
        assertEquals(
                "https Accepted=True/Accepted Programmed=True/Programmed ResolvedRefs=False/" + reason,
                statuses(mixed).get(1));
        assertEquals("https 1 required", asked(mixed).get(1));
    }

    @Test
    void aGrantOpensTheAuthoritiesOfAnotherNamespace() {
        String gateway = gateway("default: {" + validation(ref("ConfigMap", "ca", ", namespace: vault"), "") + "}");
        String grant =
                "{kind: ReferenceGrant, metadata: {name: g, namespace: vault}, spec: {from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: default}], to: [{group: \"\", kind: ConfigMap}]}}";
        assertEquals("https 1 required", asked(gateway, grant).get(1));
        assertEquals("https 0 required", asked(gateway).get(1));
    }

    @ParameterizedTest(name = "default {0}, port {1}: {2}")
    @CsvSource({
        "AllowInsecureFallback, '', true",
        "AllowValidOnly, AllowInsecureFallback, true",
        "AllowValidOnly, AllowValidOnly, false",
    })
    void aGatewayThatLetsAnybodyInSaysSo(String everywhere, String port, boolean insecure) {
        String perPort = port.isEmpty() ? "" : ", perPort: [{port: 8443, tls: {" + validation(CA, port) + "}}]";
        assertEquals(
                insecure ? GOOD + " InsecureFrontendValidationMode=True/ConfigurationChanged" : GOOD,
                gatewayConditions(gateway("default: {" + validation(CA, everywhere) + "}" + perPort)));
    }

    @Test
    void aGatewayThatServesNobodyIsNotProgrammed() {
        String only = OBJECTS + """
                {kind: Gateway, metadata: {name: gw}, spec: {gatewayClassName: ours, tls: {frontend: {default: {%s}}}, listeners: [
                  {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}]}}
                """.formatted(validation(ref("ConfigMap", "none", ""), ""));
        assertEquals(
                "Accepted=False/ListenersNotValid Programmed=False/Invalid ResolvedRefs=False/ListenersNotResolved",
                gatewayConditions(only));
    }
}
