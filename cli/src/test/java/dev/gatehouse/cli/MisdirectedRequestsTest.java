package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.cli.TlsVisitor.Visit;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a request on a TLS connection may ask for (GEP-3567): every request of it, over real sockets. */
@Timeout(60)
class MisdirectedRequestsTest {
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Authority").mint();

    /** Server name, host, status. */
    private static final String TABLE = """
            example.org                 example.org                  200
            example.org                 EXAMPLE.org:8443             200
            example.org                 second-example.org           421
            example.org                 unknown-example.org          404
            second-example.org          example.org                  421
            second-example.org          second-example.org           200
            second-example.org          unknown-example.org          421
            third-example.wildcard.org  fith-example.wildcard.org    200
            third-example.wildcard.org  fourth-example.wildcard.org  421
            third-example.wildcard.org  unknown-example.org          421
            fourth-example.wildcard.org fith-example.wildcard.org    421
            fourth-example.wildcard.org fourth-example.wildcard.org  200
            unknown-example.org         example.org                  200
            unknown-example.org         unknown-example.org          404
            -                           example.org                  200
            -                           second-example.org           421
            """;

    private record Row(String serverName, String host, int status) {
        static Row of(String line) {
            String[] words = line.split(" +", -1);
            return new Row(words[0].equals("-") ? null : words[0], words[1], Integer.parseInt(words[2]));
        }
    }

    private static Stream<Row> rows() {
        return TABLE.lines().map(Row::of);
    }

    private static TlsWorld world(ServedBy kind) throws Exception {
        MintedCertificate minted = MintedCertificate.builder(
                        "example.org", "second-example.org", "*.wildcard.org", "unknown-example.org")
                .signedBy(AUTHORITY)
                .mint();
        return new TlsWorld()
                .https("any", 443, "", "tls")
                .https("second", 443, "second-example.org", "tls")
                .https("wildcard", 443, "*.wildcard.org", "tls")
                .https("fourth", 443, "fourth-example.wildcard.org", "tls")
                .secret(minted.toSecret("default", "tls"))
                .routeHosts("example.org", "second-example.org", "\"*.wildcard.org\"")
                .start(kind);
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void theListenerOfTheHandshakeMustBeTheOneOfTheHost(ServedBy kind) throws Exception {
        try (TlsWorld world = world(kind)) {
            for (Row row : rows().toList()) {
                try (Visit visit = new TlsVisitor(AUTHORITY, null).visit(world.port(443), row.serverName)) {
                    assertEquals(row.status, visit.get(row.host).status(), row::toString);
                }
            }
        }
    }

    /** The connection stays good for what belongs to it. */
    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void everyRequestOfAConnectionIsLookedAt(ServedBy kind) throws Exception {
        try (TlsWorld world = world(kind);
                Visit visit = new TlsVisitor(AUTHORITY, null).visit(world.port(443), "example.org")) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, visit.get("example.org").status());
                assertEquals(421, visit.get("second-example.org").status());
                assertEquals(404, visit.get("unknown-example.org").status());
            }
        }
    }

    /** An Ingress knows the server name for the certificate only, and the Host header for the rule only. */
    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void ofAnIngressServerNameAndHostAreIndependent(ServedBy kind) throws Exception {
        MintedCertificate one =
                MintedCertificate.builder("one.example").signedBy(AUTHORITY).mint();
        MintedCertificate two =
                MintedCertificate.builder("two.example").signedBy(AUTHORITY).mint();
        try (TlsWorld world = new TlsWorld()
                .secret(one.toSecret("default", "one"))
                .secret(two.toSecret("default", "two"))
                .documents("""
                        apiVersion: networking.k8s.io/v1
                        kind: Ingress
                        metadata: {name: shop, namespace: default}
                        spec:
                          ingressClassName: gatehouse
                          tls:
                            - {hosts: [one.example], secretName: one}
                            - {hosts: [two.example], secretName: two}
                          rules:
                            - host: two.example
                              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
                        """)
                .start(kind)) {
            try (Visit visit = new TlsVisitor(AUTHORITY, null).visit(world.ingressPort(443), "one.example")) {
                assertEquals(one.certificate(), visit.shown());
                assertEquals(200, visit.get("two.example").status());
                assertEquals(404, visit.get("one.example").status());
            }
        }
    }
}
