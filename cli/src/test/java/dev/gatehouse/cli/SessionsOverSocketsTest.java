package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gatehouse.cli.TlsVisitor.Visit;
import dev.gatehouse.netty.TlsLibrary;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Coming back to a session with a ticket, over real sockets: who resumes sees the certificate of the session, everybody else a new one. OpenSSL has none. */
@Timeout(60)
class SessionsOverSocketsTest {
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Authority").mint();

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

    @ParameterizedTest
    @EnumSource(FrontEndKind.class)
    void theyOutliveARotationUnderTheirNameAndOnTheirPortOnly(FrontEndKind kind) throws Exception {
        MintedCertificate before = minted("*.shop.example");
        MintedCertificate after = minted("*.shop.example");
        TlsVisitor client = new TlsVisitor(AUTHORITY, null);
        try (TlsWorld world = new TlsWorld()
                .https("one", 443, "*.shop.example", "tls")
                .https("two", 8443, "*.shop.example", "tls")
                .secret(before.toSecret("default", "tls"))
                .start(kind, TlsLibrary.JDK)) {
            assertEquals(before.certificate(), visit(client, world, 443, "a.shop.example"));
            world.secret(after.toSecret("default", "tls")).apply();
            assertEquals(before.certificate(), visit(client, world, 443, "a.shop.example"), "resumed");
            assertEquals(after.certificate(), visit(client, world, 443, "b.shop.example"), "another name");
            assertEquals(after.certificate(), visit(client, world, 8443, "a.shop.example"), "another port");
            assertEquals(
                    after.certificate(), visit(new TlsVisitor(AUTHORITY, null), world, 443, "a.shop.example"), "new");
            assertNotEquals(before.certificate(), after.certificate());
        }
    }
}
