package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TLSRoute, TCPRoute and UDPRoute. */
class StreamRouteDecoderTest {
    private static final String ROUTE =
            "{apiVersion: gateway.networking.k8s.io/v1, kind: %, metadata: {name: db, namespace: web}, spec: @@}";
    private static final String TLS = ROUTE.replace("%", "TLSRoute");
    private static final String RULES =
            "rules: [{name: one, backendRefs: [{name: a, port: 53}, {name: b, port: 54, weight: 0}]}]";
    private static final List<StreamRouteRule> READ = List.of(new StreamRouteRule(
            "one",
            List.of(
                    new BackendRef(new BackendObjectReference("", "Service", null, "a", 53), 1),
                    new BackendRef(new BackendObjectReference("", "Service", null, "b", 54), 0))));
    private static final List<ParentReference> PARENTS =
            List.of(new ParentReference("gateway.networking.k8s.io", "Gateway", null, "gw", "s", null));

    @Test
    void everyFieldIsRead() {
        String spec = "parentRefs: [{name: gw, sectionName: s}], useDefaultGateways: All, " + RULES;
        TlsRoute tls = only(TlsRoute.class, TLS.replace("@@", "{hostnames: [a.com, \"*.b.com\"], " + spec + "}"));
        assertEquals(
                new TlsRoute(
                        tls.metadata(), PARENTS, true, List.of(new Hostname("a.com"), new Hostname("*.b.com")), READ),
                tls);
        assertEquals("TLSRoute web/db", tls.ref().toString());
        TcpRoute tcp = only(TcpRoute.class, ROUTE.replace("%", "TCPRoute").replace("@@", "{" + spec + "}"));
        assertEquals(new TcpRoute(tcp.metadata(), PARENTS, true, READ), tcp);
        assertEquals("TCPRoute web/db", tcp.ref().toString());
        UdpRoute udp = only(UdpRoute.class, ROUTE.replace("%", "UDPRoute").replace("@@", "{" + spec + "}"));
        assertEquals(new UdpRoute(udp.metadata(), PARENTS, true, READ), udp);
        assertEquals("UDPRoute web/db", udp.ref().toString());
    }

    private static <T extends Resource> T only(Class<T> kind, String document) {
        Resources resources = Decoding.decode(document);
        assertEquals(List.of(), Decoding.lines(resources.problems()));
        return resources.all(kind).get(0);
    }

    static Stream<Arguments> spec() {
        return Decoding.rows("""
                {}                                                          => E required-field rules
                {rules: []}                                                 => E too-few rules
                {rules: [{}]}                                               => E required-field rules[0].backendRefs
                {rules: [{backendRefs: []}]}                                => E too-few rules[0].backendRefs
                {rules: [{backendRefs: [{name: a}]}]}                       => E required-field rules[0].backendRefs[0].port
                {rules: [{backendRefs: [{name: a, port: 1, weight: 1000001}]}]} => E invalid-value rules[0].backendRefs[0].weight
                {rules: [{backendRefs: [{name: a, port: 1, filters: []}]}]} => W unknown-field rules[0].backendRefs[0].filters
                {rules: [@R, @R]}                                           => E too-many rules
                {rules: [{name: "", backendRefs: [{name: a, port: 1}]}]}    => E invalid-value rules[0].name
                {rules: [@R], parentRefs: [{name: a}, {name: a}]}           => E duplicate-value parentRefs[1]
                {rules: [@R], useDefaultGateways: all}                      => E enum-case useDefaultGateways
                {rules: [{matches: [], backendRefs: [{name: a, port: 1}]}]} => W unknown-field rules[0].matches
                """.replace("@R", "{backendRefs: [{name: a, port: 1}]}"));
    }

    @ParameterizedTest
    @MethodSource
    void spec(String spec, List<String> problems) {
        Decoding.check(ROUTE.replace("%", "TCPRoute"), "spec", spec, problems);
        Decoding.check(ROUTE.replace("%", "UDPRoute"), "spec", spec, problems);
        String named = spec.equals("{}") ? "{hostnames: [a.com]}" : spec.replaceFirst("\\{", "{hostnames: [a.com], ");
        Decoding.check(TLS, "spec", named, problems);
    }

    static Stream<Arguments> hostnames() {
        return Decoding.rows("""
                                                =>  E required-field hostnames
                hostnames: [],                  =>  E required-field hostnames
                hostnames: [a.com, "*.a.com"],  =>
                hostnames: ["*"],               =>  E invalid-value hostnames[0]
                hostnames: ["a.*.com"],         =>  E invalid-value hostnames[0]
                hostnames: ["*a.com"],          =>  E invalid-value hostnames[0]
                hostnames: [10.0.0.1],          =>  E host-is-ip hostnames[0]
                hostnames: ["fd00::1"],         =>  E host-is-ip hostnames[0]
                hostnames: [A.com],             =>  E host-has-port-or-case hostnames[0]
                """);
    }

    @ParameterizedTest
    @MethodSource
    void hostnames(String hostnames, List<String> problems) {
        Decoding.check(TLS, "spec", "{" + hostnames + RULES + "}", problems);
    }

    @Test
    void aSpecMustBeThere() {
        for (String kind :
                List.of("TLSRoute", "TCPRoute", "UDPRoute", "GRPCRoute", "ListenerSet", "BackendTLSPolicy")) {
            Decoding.check(ROUTE.replace("%", kind), "", "null", List.of("E required-field spec"));
        }
    }

    @Test
    void listsAreBounded() {
        String name = "{hostnames: [%], " + RULES + "}";
        Decoding.assertLimit(1024, i -> "h" + i + ".com", TLS, name, "too-many spec.hostnames");
        Decoding.assertLimit(
                16,
                i -> "{name: a, port: 1}",
                ROUTE.replace("%", "UDPRoute"),
                "{rules: [{backendRefs: [%]}]}",
                "too-many spec.rules[0].backendRefs");
    }
}
