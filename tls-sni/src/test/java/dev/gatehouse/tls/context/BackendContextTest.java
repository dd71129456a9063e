package dev.gatehouse.tls.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.routing.resource.BackendTlsPolicy.SubjectAltName;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.BackendContext;
import dev.gatehouse.tls.trust.ClientTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handshakes with backends, and with {@code java.net.http} over the loopback interface. */
class BackendContextTest {
    private static final MintedCertificate ROOT =
            MintedCertificate.builder().authority("Root").mint();
    private static final MintedCertificate MIDDLE =
            MintedCertificate.builder().authority("Middle").signedBy(ROOT).mint();
    private static final MintedCertificate OTHER =
            MintedCertificate.builder().authority("Other").mint();

    @ParameterizedTest(name = "hostname {0}, names {1}, certificate {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a.example   |                             | a.example                 | yes",
                "a.example   |                             | A.EXAMPLE                 | yes",
                "a.example   |                             | *.example                 | yes",
                "a.b.example |                             | *.example                 | no",
                "example     |                             | *.example                 | no",
                "a.example   |                             | b.example                 | no",
                "a.example   |                             | b.example a.example       | yes",
                "a.example   |                             | uri:spiffe://a.example    | no",
                "a.example   | b.example                   | b.example                 | yes",
                "a.example   | b.example                   | a.example                 | no",
                "a.example   | b.example a.example         | a.example                 | yes",
                "a.example   | b.example                   | *.example                 | yes",
                "a.example   | *.example                   | *.example                 | yes",
                "a.example   | *.example                   | b.example                 | yes",
                "a.example   | *.example                   | b.c.example               | no",
                "a.example   | *.example                   | example                   | no",
                "a.example   | *.example                   | *.c.example               | no",
                "a.example   | uri:spiffe://x/y            | a.example uri:spiffe://x/y | yes",
                "a.example   | uri:spiffe://x/y            | uri:spiffe://x/Y          | no",
                "a.example   | uri:spiffe://x/y            | uri:spiffe://x/y/z        | no",
                "a.example   | uri:spiffe://x/y            | a.example                 | no",
                "a.example   | uri:spiffe://x/y c.example  | c.example                 | yes",
            })
    void names(String hostname, String names, String certificate, String does) throws Exception {
        BackendTls tls = new BackendTls(hostname, subjectAltNames(names), List.of(ROOT.certificatePem()), false, null);
        assertHandshake(does.equals("yes"), tls, minted(certificate).signedBy(MIDDLE));
    }

    @Test
    void theCommonNameIsNoName() throws Exception {
        assertHandshake(
                false,
                trusting(ROOT),
                MintedCertificate.builder().authority("a.example").signedBy(MIDDLE));
    }

    @Test
    void onlyAuthoritiesVouch() throws Exception {
        assertHandshake(true, trusting(ROOT), minted("a.example").signedBy(MIDDLE));
        assertHandshake(true, trusting(MIDDLE), minted("a.example").signedBy(MIDDLE));
        assertHandshake(false, trusting(OTHER), minted("a.example").signedBy(MIDDLE));
        assertHandshake(false, trusting(ROOT), minted("a.example"));
        assertHandshake(
                true,
                new BackendTls(
                        "a.example",
                        List.of(),
                        List.of("no PEM", OTHER.certificatePem() + ROOT.certificatePem()),
                        false,
                        null),
                minted("a.example").signedBy(MIDDLE));
    }

    @Test
    void expiredCertificatesAreRefused() throws Exception {
        assertHandshake(
                false,
                trusting(ROOT),
                minted("a.example")
                        .signedBy(MIDDLE)
                        .notBefore(Instant.now().minus(Duration.ofDays(3)))
                        .validity(Duration.ofDays(2)));
    }

    @Test
    void aClientsCertificateIsNoServers() throws Exception {
        assertHandshake(
                false, trusting(ROOT), minted("a.example").signedBy(MIDDLE).client());
    }

    @Test
    void withoutAuthoritiesNobodyIsTrusted() throws Exception {
        for (List<String> authorities : List.of(List.<String>of(), List.of("no PEM"))) {
            assertHandshake(
                    false,
                    new BackendTls("a.example", List.of(), authorities, false, null),
                    minted("a.example").signedBy(MIDDLE));
        }
    }

    @Test
    void thePlatformsAuthoritiesDoNotVouchForOurs() throws Exception {
        assertHandshake(
                false,
                new BackendTls("a.example", List.of(), List.of(), true, null),
                minted("a.example").signedBy(MIDDLE));
        assertHandshake(
                true,
                new BackendTls("a.example", List.of(), List.of(ROOT.certificatePem()), true, null),
                minted("a.example").signedBy(MIDDLE));
    }

    @Test
    void theMessageNamesBothSides() {
        SSLException refused = assertThrows(
                SSLException.class,
                () -> handshake(
                        trusting(ROOT),
                        ServerTls.context(() -> serving(minted("b.example").signedBy(MIDDLE)))));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("the backend's certificate is for [b.example] (expected: a.example)"),
                refused::toString);
    }

    @Test
    void sendsTheNameAndAgreesOnAProtocol() throws Exception {
        SSLContext server = ServerTls.context(() -> serving(minted("a.example").signedBy(MIDDLE)));
        SSLEngine serving = server.createSSLEngine();
        serving.setSSLParameters(ServerTls.parameters(List.of("h2")));
        SSLEngine asking = BackendContext.of(trusting(ROOT)).engine("10.0.0.1", 8443, List.of("h2", "http/1.1"));
        Handshake.between(asking, serving);
        assertEquals("a.example", ServerTls.serverName(serving.getSession()));
        assertEquals("h2", asking.getApplicationProtocol());
        assertEquals("TLSv1.3", asking.getSession().getProtocol());
    }

    @ParameterizedTest
    @CsvSource({"EC", "RSA", "ED25519"})
    void showsItsCertificateToWhoAsks(KeyType keyType) throws Exception {
        MintedCertificate own = MintedCertificate.builder("gateway.example")
                .keyType(keyType)
                .signedBy(OTHER)
                .client()
                .mint();
        BackendTls tls = withCertificate(own.toSecret("default", "client"));
        ClientTrust trust = ClientTrust.of(new ClientValidation(List.of(OTHER.certificatePem()), true));
        SSLContext server = ServerTls.context(() -> serving(minted("a.example").signedBy(MIDDLE)), () -> trust);
        SSLEngine serving = handshake(tls, server);
        assertEquals(
                "CN=gateway.example",
                Objects.requireNonNull(trust.identity(serving.getSession())).subject());
        handshake(tls, ServerTls.context(() -> serving(minted("a.example").signedBy(MIDDLE))));
        for (Secret none : new Secret[] {null, new Secret(Metadata.of("default", "broken"), Secret.TLS, Map.of())}) {
            assertThrows(SSLException.class, () -> handshake(withCertificate(none), server));
        }
    }

    @Test
    void httpClient() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        List<String> asked = new ArrayList<>();
        CertificateSelector certificates = serving(minted("a.example").signedBy(MIDDLE));
        server.setHttpsConfigurator(new HttpsConfigurator(ServerTls.context(() -> certificates)));
        server.createContext("/", exchange -> {
            asked.add(ServerTls.serverName(((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession()));
            byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
            assertEquals("hello", get(trusting(ROOT), uri));
            assertEquals(List.of("a.example"), asked);
            assertThrows(IOException.class, () -> get(trusting(OTHER), uri));
            assertThrows(
                    IOException.class,
                    () -> get(
                            new BackendTls("b.example", List.of(), List.of(ROOT.certificatePem()), false, null), uri));
        } finally {
            server.stop(0);
        }
    }

    private static String get(BackendTls tls, URI uri) throws Exception {
        BackendContext backend = BackendContext.of(tls);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(backend.sslContext())
                .sslParameters(backend.parameters(List.of()))
                .build();
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static void assertHandshake(boolean succeeds, BackendTls tls, MintedCertificate.Builder certificate)
            throws SSLException {
        CertificateSelector certificates = serving(certificate);
        SSLContext server = ServerTls.context(() -> certificates);
        if (succeeds) {
            handshake(tls, server);
        } else {
            assertThrows(SSLException.class, () -> handshake(tls, server));
        }
    }

    private static SSLEngine handshake(BackendTls tls, SSLContext server) throws SSLException {
        SSLEngine serving = server.createSSLEngine();
        serving.setSSLParameters(server.getDefaultSSLParameters());
        Handshake.between(BackendContext.of(tls).engine("10.0.0.1", 8443, List.of()), serving);
        return serving;
    }

    private static CertificateSelector serving(MintedCertificate.Builder certificate) {
        return CertificateSelector.of(
                List.of(),
                Objects.requireNonNull(
                        ServerCertificate.parse(certificate.mint().toSecret("default", "backend"))
                                .certificate()));
    }

    private static BackendTls trusting(MintedCertificate authority) {
        return new BackendTls("a.example", List.of(), List.of(authority.certificatePem()), false, null);
    }

    private static BackendTls withCertificate(Secret secret) {
        return new BackendTls("a.example", List.of(), List.of(ROOT.certificatePem()), false, secret);
    }

    private static MintedCertificate.Builder minted(String names) {
        MintedCertificate.Builder builder = MintedCertificate.builder(Stream.of(names.split(" ", -1))
                .filter(name -> !name.startsWith("uri:"))
                .toArray(String[]::new));
        Stream.of(names.split(" ", -1))
                .filter(name -> name.startsWith("uri:"))
                .forEach(name -> builder.uri(name.substring("uri:".length())));
        return builder;
    }

    private static List<SubjectAltName> subjectAltNames(String names) {
        return names == null
                ? List.of()
                : Stream.of(names.split(" ", -1))
                        .map(name -> name.startsWith("uri:")
                                ? new SubjectAltName.Uri(name.substring("uri:".length()))
                                : new SubjectAltName.DnsName(new Hostname(name)))
                        .map(SubjectAltName.class::cast)
                        .toList();
    }
}
