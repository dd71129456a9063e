package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.cli.TlsVisitor.Visit;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which certificate either front end shows, over real sockets. */
@Timeout(60)
class CertificatesOverSocketsTest {
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Authority").mint();

    private static MintedCertificate minted(String... hosts) {
        return MintedCertificate.builder(hosts).signedBy(AUTHORITY).mint();
    }

    private static Secret secret(String name, MintedCertificate minted) {
        return minted.toSecret("default", name);
    }

    private static Secret broken(String name) {
        byte[] text = "no PEM".getBytes(StandardCharsets.US_ASCII);
        return new Secret(Metadata.of("default", name), Secret.TLS, Map.of("tls.crt", text, "tls.key", text));
    }

    /** To a client that was never there. */
    private static void assertShown(MintedCertificate expected, TlsWorld world, int port, String serverName)
            throws Exception {
        try (Visit visit = new TlsVisitor(AUTHORITY, null).visit(world.port(port), serverName)) {
            assertEquals(expected.certificate(), visit.shown());
            assertEquals(
                    "ok",
                    visit.get(serverName == null ? "any.example" : serverName).body());
        }
    }

    private static void assertRefused(TlsWorld world, int port, String serverName) throws Exception {
        TlsVisitor client = new TlsVisitor(AUTHORITY, null);
        assertThrows(IOException.class, () -> client.visit(world.port(port), serverName));
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void aRenewedCertificateIsShownFromTheNextHandshakeOnAndConnectionsGoOn(ServedBy kind) throws Exception {
        MintedCertificate before = minted("shop.example");
        MintedCertificate after = minted("shop.example");
        try (TlsWorld world = new TlsWorld()
                        .https("https", 443, "shop.example", "tls")
                        .secret(secret("tls", before))
                        .start(kind);
                Visit open = new TlsVisitor(AUTHORITY, null).visit(world.port(443), "shop.example")) {
            assertEquals("ok", open.get("shop.example").body());
            world.secret(secret("tls", after)).apply();
            assertShown(after, world, 443, "shop.example");
            assertEquals(before.certificate(), open.shown());
            assertEquals("ok", open.get("shop.example").body());
        }
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void aBrokenCertificateIsRefusedAndTheOldOneStays(ServedBy kind) throws Exception {
        MintedCertificate before = minted("shop.example");
        try (TlsWorld world = new TlsWorld()
                .https("https", 443, "shop.example", "tls")
                .secret(secret("tls", before))
                .start(kind)) {
            world.secret(broken("tls")).apply();
            assertShown(before, world, 443, "shop.example");
            assertTrue(world.problems().contains("tls-secret-malformed"));
            MintedCertificate mended = minted("shop.example");
            world.secret(secret("tls", mended)).apply();
            assertShown(mended, world, 443, "shop.example");
            assertFalse(world.problems().contains("tls-secret-malformed"));
        }
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void aCertificateThatIsBrokenDisturbsNoOtherListenerAndNoneStandsInForIt(ServedBy kind) throws Exception {
        MintedCertificate good = minted("good.example");
        MintedCertificate any = minted("any.example");
        try (TlsWorld world = new TlsWorld()
                .https("good", 443, "good.example", "good")
                .https("bad", 443, "bad.example", "bad")
                .https("any", 443, "", "any")
                .secret(secret("good", good))
                .secret(broken("bad"))
                .secret(secret("any", any))
                .start(kind)) {
            assertShown(good, world, 443, "good.example");
            assertShown(any, world, 443, "other.example");
            assertRefused(world, 443, "bad.example");
        }
    }
}
