package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.cli.TlsVisitor.Visit;
import dev.gatehouse.tls.certificate.MintedCertificate;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Coming back to a session with a ticket, over real sockets: who resumes sees the certificate of the session, everybody else a new one. */
@Timeout(60)
class SessionsOverSocketsTest {
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Authority").mint();
    private static final MintedCertificate CLIENTS =
            MintedCertificate.builder().authority("Clients").mint();
    private static final MintedCertificate CLIENT =
            MintedCertificate.builder().client().signedBy(CLIENTS).mint();

    private static MintedCertificate minted(String... hosts) {
        return MintedCertificate.builder(hosts).signedBy(AUTHORITY).mint();
    }

    /** What the session shows; a request is made, for tickets come after the handshake. */
    private static X509Certificate visit(TlsVisitor client, TlsWorld world, int port, String name) throws Exception {
        try (Visit visit = client.visit(world.port(port), name)) {
            assertEquals(200, visit.get(name).status());
            return visit.shown();
        }
    }

    /** With TLS 1.2 the JDK, from 25 on, does not resume where the name chooses the certificate. */
    static Stream<Arguments> served() {
        return Stream.concat(
                Arrays.stream(ServedBy.values()).map(kind -> Arguments.of(kind, "TLSv1.3")),
                Stream.of(Arguments.of(ServedBy.NETTY, "TLSv1.2")).filter(arguments -> OpenSsl.isAvailable()));
    }

    private static TlsVisitor visitor(String version, @Nullable MintedCertificate shown) throws Exception {
        return new TlsVisitor(AUTHORITY, shown).with(parameters -> parameters.setProtocols(new String[] {version}));
    }

    @ParameterizedTest
    @MethodSource("served")
    void theyOutliveARotationUnderTheirNameAndOnTheirPortOnly(ServedBy kind, String version) throws Exception {
        MintedCertificate before = minted("*.shop.example");
        MintedCertificate after = minted("*.shop.example");
        TlsVisitor client = visitor(version, null);
        try (TlsWorld world = new TlsWorld()
                .https("one", 443, "*.shop.example", "tls")
                .https("two", 8443, "*.shop.example", "tls")
                .secret(before.toSecret("default", "tls"))
                .start(kind)) {
            assertEquals(before.certificate(), visit(client, world, 443, "a.shop.example"));
            world.secret(after.toSecret("default", "tls")).apply();
            assertEquals(before.certificate(), visit(client, world, 443, "a.shop.example"), "resumed");
            assertEquals(before.certificate(), visit(client, world, 443, "a.shop.example"), "resumed again");
            assertEquals(after.certificate(), visit(client, world, 443, "b.shop.example"), "another name");
            assertEquals(after.certificate(), visit(client, world, 8443, "a.shop.example"), "another port");
            assertEquals(after.certificate(), visit(visitor(version, null), world, 443, "a.shop.example"), "new");
            assertNotEquals(before.certificate(), after.certificate());
        }
    }

    /** As rules know it: by the name of this connection, and not by that of an earlier one. */
    @ParameterizedTest
    @MethodSource("served")
    void whoComesBackIsServedByTheListenerOfItsName(ServedBy kind, String version) throws Exception {
        TlsVisitor client = visitor(version, null);
        try (TlsWorld world = new TlsWorld()
                .https("one", 443, "*.shop.example", "tls")
                .https("two", 443, "*.other.example", "tls")
                .secret(minted("*.shop.example", "*.other.example").toSecret("default", "tls"))
                .start(kind)) {
            for (int i = 0; i < 3; i++) {
                try (Visit visit = client.visit(world.port(443), "a.shop.example")) {
                    assertEquals(200, visit.get("a.shop.example").status());
                    assertEquals(421, visit.get("a.other.example").status());
                }
            }
        }
    }

    /** A name that is served no longer gets nothing, with a session or without. */
    @ParameterizedTest
    @MethodSource("served")
    void theyEndWithTheCertificatesOfTheirName(ServedBy kind, String version) throws Exception {
        TlsVisitor client = visitor(version, null);
        try (TlsWorld world = new TlsWorld()
                .https("one", 443, "a.shop.example", "tls")
                .https("two", 443, "b.shop.example", "more")
                .secret(minted("a.shop.example").toSecret("default", "tls"))
                .secret(minted("b.shop.example").toSecret("default", "more"))
                .start(kind)) {
            visit(client, world, 443, "a.shop.example");
            visit(client, world, 443, "a.shop.example");
            world.withoutSecret("tls").apply();
            assertThrows(IOException.class, () -> visit(client, world, 443, "a.shop.example"));
            visit(client, world, 443, "b.shop.example");
        }
    }

    @ParameterizedTest
    @MethodSource("served")
    void whoShowedACertificateIsKnownByItAgain(ServedBy kind, String version) throws Exception {
        MintedCertificate before = minted("a.shop.example");
        TlsVisitor client = visitor(version, CLIENT);
        try (TlsWorld world = asking("AllowValidOnly", before).start(kind)) {
            String told = told(client, world, before);
            assertTrue(told.startsWith("ok:"), told);
            world.secret(minted("a.shop.example").toSecret("default", "tls")).apply();
            assertEquals(told, told(client, world, before));
        }
    }

    @ParameterizedTest
    @MethodSource("served")
    void oneThatWasMadeWithoutACertificateIsNotEnoughWhereOneIsRequired(ServedBy kind, String version)
            throws Exception {
        MintedCertificate before = minted("a.shop.example");
        for (String mode : new String[] {"AllowInsecureFallback", ""}) {
            TlsVisitor client = visitor(version, null);
            try (TlsWorld world = asking(mode, before).start(kind)) {
                assertEquals("ok", told(client, world, before));
                world.secret(minted("a.shop.example").toSecret("default", "tls"));
                world.apply();
                assertEquals("ok", told(client, world, before));
                world.gateway(validating("AllowValidOnly")).apply();
                assertThrows(IOException.class, () -> told(client, world, before));
            }
        }
    }

    /** And the other way round: nobody keeps a name that is not asked for any more. */
    @ParameterizedTest
    @MethodSource("served")
    void anotherWayOfAskingEndsThem(ServedBy kind, String version) throws Exception {
        MintedCertificate before = minted("a.shop.example");
        MintedCertificate after = minted("a.shop.example");
        TlsVisitor client = visitor(version, CLIENT);
        try (TlsWorld world = asking("AllowValidOnly", before).start(kind)) {
            told(client, world, before);
            world.secret(after.toSecret("default", "tls"))
                    .gateway(validating("AllowInsecureFallback"))
                    .apply();
            told(client, world, after);
        }
    }

    private static TlsWorld asking(String mode, MintedCertificate minted) {
        return new TlsWorld()
                .https("one", 443, "a.shop.example", "tls")
                .gateway(validating(mode))
                .secret(minted.toSecret("default", "tls"))
                .documents("""
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: clients, namespace: default}
                        data:
                          ca.crt: |
                            %s
                        """.formatted(CLIENTS.certificatePem().strip().replace("\n", "\n    ")));
    }

    private static String validating(String mode) {
        return mode.isEmpty()
                ? ""
                : "  tls: {frontend: {default: {validation: {mode: " + mode
                        + ", caCertificateRefs: [{group: '', kind: ConfigMap, name: clients}]}}}}\n";
    }

    /** What the backend says, over a connection of a session that began with this certificate. */
    private static String told(TlsVisitor client, TlsWorld world, MintedCertificate shown) throws Exception {
        try (Visit visit = client.visit(world.port(443), "a.shop.example")) {
            Wire.Answer answer = visit.get("a.shop.example");
            assertEquals(200, answer.status());
            assertEquals(shown.certificate(), visit.shown());
            return answer.body();
        }
    }
}
