package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.cli.TlsVisitor.Visit;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which clients either front end lets in, and what backends are told of them (GEP-91), over real sockets. */
@Timeout(60)
class ClientCertificatesOverSocketsTest {
    private static final String HOST = "shop.example";
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Authority").mint();
    private static final MintedCertificate CLIENTS =
            MintedCertificate.builder().authority("Clients").mint();
    private static final MintedCertificate OTHERS =
            MintedCertificate.builder().authority("Others").mint();
    private static final MintedCertificate CLIENT =
            MintedCertificate.builder().client().signedBy(CLIENTS).mint();
    private static final MintedCertificate OTHER =
            MintedCertificate.builder().client().signedBy(OTHERS).mint();

    private static String configMap(String name, String certificate) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: default}
                data:
                  ca.crt: |
                    %s
                """.formatted(name, certificate.strip().replace("\n", "\n    "));
    }

    /** Ports 443 and 8443 for HTTPS, and 80. */
    private static TlsWorld world(String frontend, String... documents) {
        MintedCertificate minted =
                MintedCertificate.builder(HOST).signedBy(AUTHORITY).mint();
        return new TlsWorld()
                .https("one", 443, HOST, "tls")
                .https("two", 8443, HOST, "tls")
                .listener("{name: http, port: 80, protocol: HTTP}")
                .gateway("  tls: {frontend: " + frontend + "}\n")
                .secret(minted.toSecret("default", "tls"))
                .documents(String.join("---\n", documents));
    }

    private static String asking(String mode, String configMap) {
        return "{validation: {mode: " + mode + ", caCertificateRefs: [{group: '', kind: ConfigMap, name: " + configMap
                + "}]}}";
    }

    /** What the backend was told of the client; empty for nothing. */
    private static String told(TlsWorld world, int port, @Nullable MintedCertificate shown) throws Exception {
        try (Visit visit = new TlsVisitor(AUTHORITY, shown).visit(world.port(port), HOST)) {
            Wire.Answer answer = visit.get(HOST, "Client-Cert: :Zm9yZ2Vk:\r\nClient_Cert: :Zm9yZ2Vk:\r\n");
            assertEquals(200, answer.status());
            return answer.body().substring("ok".length());
        }
    }

    private static String clientCert(MintedCertificate client) throws Exception {
        return ":" + Base64.getEncoder().encodeToString(client.certificate().getEncoded()) + ":";
    }

    /** With TLS 1.3 the client hears of it when it reads. */
    private static void assertRefused(TlsWorld world, int port, @Nullable MintedCertificate shown) {
        assertThrows(IOException.class, () -> told(world, port, shown));
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void allowValidOnly(ServedBy kind) throws Exception {
        try (TlsWorld world = world(
                        "{default: " + asking("AllowValidOnly", "clients") + "}",
                        configMap("clients", CLIENTS.certificatePem()))
                .start(kind)) {
            for (int port : new int[] {443, 8443}) {
                assertEquals(clientCert(CLIENT), told(world, port, CLIENT));
                assertRefused(world, port, OTHER);
                assertRefused(world, port, null);
            }
            assertEquals(200, Wire.get(world.port(80), HOST, "/").status());
        }
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void allowInsecureFallback(ServedBy kind) throws Exception {
        try (TlsWorld world = world(
                        "{default: " + asking("AllowInsecureFallback", "clients") + "}",
                        configMap("clients", CLIENTS.certificatePem()))
                .start(kind)) {
            assertEquals(clientCert(CLIENT), told(world, 443, CLIENT));
            assertEquals("", told(world, 443, OTHER), "a certificate that nobody vouches for says nothing");
            assertEquals("", told(world, 443, null));
        }
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void aPortsOwnSettingReplacesTheDefault(ServedBy kind) throws Exception {
        try (TlsWorld world = world(
                        "{default: " + asking("AllowValidOnly", "clients") + ", perPort: [{port: 8443, tls: "
                                + asking("AllowValidOnly", "others") + "}]}",
                        configMap("clients", CLIENTS.certificatePem()),
                        configMap("others", OTHERS.certificatePem()))
                .start(kind)) {
            assertEquals(clientCert(CLIENT), told(world, 443, CLIENT));
            assertRefused(world, 443, OTHER);
            assertEquals(clientCert(OTHER), told(world, 8443, OTHER));
            assertRefused(world, 8443, CLIENT);
        }
    }

    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void aPortsEmptySettingSwitchesItOff(ServedBy kind) throws Exception {
        try (TlsWorld world = world(
                        "{default: " + asking("AllowValidOnly", "clients") + ", perPort: [{port: 8443, tls: {}}]}",
                        configMap("clients", CLIENTS.certificatePem()))
                .start(kind)) {
            assertRefused(world, 443, null);
            assertEquals("", told(world, 8443, null));
            assertEquals("", told(world, 8443, CLIENT));
        }
    }

    /** Never to skip the check. */
    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void withoutAnyAuthorityEveryClientIsRefused(ServedBy kind) throws Exception {
        for (String mode : new String[] {"AllowValidOnly", "AllowInsecureFallback"}) {
            for (String authority : new String[] {"", configMap("clients", "no PEM")}) {
                try (TlsWorld world = world("{default: " + asking(mode, "clients") + "}", authority)
                        .start(kind)) {
                    assertRefused(world, 443, CLIENT);
                    assertRefused(world, 443, null);
                    assertEquals(200, Wire.get(world.port(80), HOST, "/").status());
                }
            }
        }
    }

    /** A session from before does not let a client in that is not believed any more. */
    @ParameterizedTest
    @EnumSource(ServedBy.class)
    void otherAuthoritiesHoldForTheNextHandshake(ServedBy kind) throws Exception {
        TlsVisitor client = new TlsVisitor(AUTHORITY, CLIENT);
        try (TlsWorld world = world(
                        "{default: " + asking("AllowValidOnly", "clients") + "}",
                        configMap("clients", CLIENTS.certificatePem()))
                .start(kind)) {
            for (int i = 0; i < 2; i++) {
                try (Visit visit = client.visit(world.port(443), HOST)) {
                    assertEquals(200, visit.get(HOST).status());
                }
            }
            world.documents(configMap("clients", OTHERS.certificatePem())).apply();
            assertThrows(IOException.class, () -> {
                try (Visit visit = client.visit(world.port(443), HOST)) {
                    visit.get(HOST);
                }
            });
            assertEquals(clientCert(OTHER), told(world, 443, OTHER));
        }
    }
}
