package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidationProfileTest {
    private static final String ROUTE =
            "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, spec: {%}}";

    @Test
    void withoutLimitsListsMayBeLong() {
        String rule =
                "{matches: [" + repeat("{}", 200) + "], backendRefs: [" + repeat("{name: a, port: 80}", 20) + "]}";
        String route = ROUTE.replace("%", "rules: [" + repeat(rule, 17) + "]");
        Resources strict = decode(route, ValidationProfile.API_SERVER);
        assertEquals(0, strict.size());
        assertEquals(
                List.of("E matches-over-limit spec.rules", "E too-many spec.rules"),
                Decoding.lines(strict.problems()).stream()
                        .filter(line -> line.endsWith("spec.rules"))
                        .sorted()
                        .toList());
        Resources unlimited = decode(route, ValidationProfile.UNLIMITED);
        assertEquals(List.of(), unlimited.problems());
        assertEquals(17, unlimited.all(HttpRoute.class).get(0).rules().size());
    }

    @Test
    void withoutLimitsAGatewayMayHaveManyListeners() {
        String listeners = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> "{name: l" + i + ", port: " + i + ", protocol: HTTP}")
                .collect(Collectors.joining(", "));
        String gateway = "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: a},"
                + " spec: {gatewayClassName: c, listeners: [" + listeners + "]}}";
        assertEquals(
                List.of("E too-many spec.listeners"),
                Decoding.lines(decode(gateway, ValidationProfile.STRICT).problems()));
        assertEquals(List.of(), decode(gateway, ValidationProfile.UNLIMITED).problems());
    }

    /** Two thousand parents of one name are compared, and the one that stands twice is found. */
    @Test
    void whatIsNoLimitHoldsInEveryProfile() {
        String parents = IntStream.range(0, 2000)
                .mapToObj(i -> "{name: gw, sectionName: s" + i % 1999 + "}")
                .collect(Collectors.joining(", "));
        assertEquals(
                List.of("E duplicate-value spec.parentRefs[1999]"),
                Decoding.lines(decode(ROUTE.replace("%", "parentRefs: [" + parents + "]"), ValidationProfile.UNLIMITED)
                        .problems()));
        String tcp = "{apiVersion: gateway.networking.k8s.io/v1, kind: TCPRoute, metadata: {name: a}, spec: {rules: ["
                + repeat("{backendRefs: [{name: a, port: 80}]}", 2) + "]}}";
        assertEquals(
                List.of("E too-many spec.rules"),
                Decoding.lines(decode(tcp, ValidationProfile.UNLIMITED).problems()));
    }

    @Test
    void unknownFieldsAreErrorsWhereTheProfileIsStrict() {
        String route = ROUTE.replace("%", "hostNames: [a.com], rules: [{nam: b}]");
        Resources lenient = decode(route, ValidationProfile.API_SERVER);
        assertEquals(
                List.of("W unknown-field spec.hostNames", "W unknown-field spec.rules[0].nam"),
                Decoding.lines(lenient.problems()));
        assertEquals(1, lenient.size());
        Resources strict = decode(route, ValidationProfile.STRICT);
        assertEquals(
                List.of("E unknown-field spec.hostNames", "E unknown-field spec.rules[0].nam"),
                Decoding.lines(strict.problems()));
        assertEquals(0, strict.size());
        String misplaced = ROUTE.replace("%", "hostnames: [a.com], rules: [{hostnames: [a.com]}]");
        assertEquals(
                List.of("E field-misplaced spec.rules[0].hostnames"),
                Decoding.lines(decode(misplaced, ValidationProfile.STRICT).problems()));
        String old = "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {defaultBackend: {"
                + "service: {name: a, port: {number: 80}}, serviceName: a}}}";
        assertEquals(
                List.of("E unknown-field spec.defaultBackend.serviceName"),
                Decoding.lines(decode(old, ValidationProfile.STRICT).problems()));
    }

    private static Resources decode(String document, ValidationProfile profile) {
        return Resources.decode(List.of(Document.of(Flow.object(document))), List.of(), profile);
    }

    private static String repeat(String element, int count) {
        return String.join(", ", Collections.nCopies(count, element));
    }
}
