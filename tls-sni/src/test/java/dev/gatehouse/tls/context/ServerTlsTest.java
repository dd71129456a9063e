package dev.gatehouse.tls.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
    private static final MintedCertificate ROOT =
            MintedCertificate.builder().authority("Root").mint();
    private static final MintedCertificate MIDDLE =
            MintedCertificate.builder().authority("Middle").signedBy(ROOT).mint();
    private static final ServerCertificate SHOP = certificate(KeyType.EC, "shop.example");
    private static final ServerCertificate SHOP_RSA = certificate(KeyType.RSA, "shop.example");
    private static final ServerCertificate SHOP_ED = certificate(KeyType.ED25519, "shop.example");
    private static final ServerCertificate WILD = certificate(KeyType.EC, "*.shop.example");
    private static final ServerCertificate OTHER = certificate(KeyType.RSA, "other.example");

    private final AtomicReference<CertificateSelector> certificates = new AtomicReference<>();
    private final SSLContext context = ServerTls.context(certificates::get);
    private final Client client = new Client();

    @ParameterizedTest(name = "{0}: {1} is shown {2}")
    @CsvSource({
        "TLSv1.3, shop.example, shop.example",
        "TLSv1.3, SHOP.example, shop.example",
        "TLSv1.3, a.shop.example, *.shop.example",
        "TLSv1.3, a.b.shop.example, *.shop.example",
        "TLSv1.3, other.example, other.example",
        "TLSv1.2, shop.example, shop.example",
        "TLSv1.2, SHOP.example, shop.example",
        "TLSv1.2, a.shop.example, *.shop.example",
        "TLSv1.2, other.example, other.example",
    })
    void showsTheCertificateOfTheName(String protocol, String serverName, String certificate) throws Exception {
        certificates.set(selector(
                listener("shop.example", SHOP), listener("*.shop.example", WILD), listener("other.example", OTHER)));
        SSLEngine server = context.createSSLEngine();
        X509Certificate[] shown = shown(server, serverName, only(protocol));
        assertEquals(
                List.of(2, certificate),
                shown[0].getSubjectAlternativeNames().iterator().next());
        assertEquals(MIDDLE.certificate(), shown[1], "the chain goes with the leaf");
        assertEquals(protocol, server.getSession().getProtocol());
        assertEquals(serverName.toLowerCase(Locale.ROOT), ServerTls.serverName(server.getSession()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void namesOfNoListenerAreRefused(String protocol) {
        certificates.set(selector(listener("*.shop.example", WILD)));
        assertRefused("unrecognized_name", "other.example", only(protocol));
        assertRefused("unrecognized_name", "shop.example", only(protocol));
        assertRefused("handshake_failure", null, only(protocol));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void otherNamesGetTheDefaultWhereThereIsOne(String protocol) throws Exception {
        certificates.set(CertificateSelector.of(List.of(listener("*.shop.example", WILD)), OTHER));
        assertShown(OTHER, "unknown.example", only(protocol));
        assertShown(OTHER, null, only(protocol));
        assertShown(WILD, "a.shop.example", only(protocol));
    }

    @Test
    void refusesOldProtocols() {
        certificates.set(selector(listener(null, SHOP)));
        SSLEngine server = context.createSSLEngine();
        assertArrayEquals(new String[] {"TLSv1.3", "TLSv1.2"}, server.getEnabledProtocols());
        assertFalse(server.getUseClientMode());
        for (String suite : server.getEnabledCipherSuites()) {
            assertTrue(suite.contains("GCM") || suite.contains("POLY1305"), suite);
            assertTrue(
                    suite.startsWith("TLS_AES") || suite.startsWith("TLS_CHACHA") || suite.startsWith("TLS_ECDHE"),
                    suite);
        }
    }

    /** Whatever the client would like best. */
    @Test
    void cipherSuitesAreTheServersChoice() throws Exception {
        certificates.set(selector(listener(null, SHOP)));
        for (String suites : List.of(
                "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 TLS_AES_256_GCM_SHA384 TLS_AES_128_GCM_SHA256",
                "TLSv1.2 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
                        + " TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
            String[] words = suites.split(" ", 2);
            SSLEngine server = context.createSSLEngine();
            shown(
                    server,
                    "shop.example",
                    only(words[0]).andThen(asked -> asked.setCipherSuites(words[1].split(" ", -1))));
            assertTrue(
                    suites.endsWith(server.getSession().getCipherSuite()),
                    () -> server.getSession().getCipherSuite());
        }
    }

    /** What a caller does to its own does not come back to anybody. */
    @Test
    void parametersAreNewAtEachCall() {
        SSLParameters mine = ServerTls.parameters();
        mine.getCipherSuites()[0] = "none";
        mine.setProtocols(new String[0]);
        assertEquals("TLS_AES_128_GCM_SHA256", ServerTls.parameters().getCipherSuites()[0]);
        assertArrayEquals(
                new String[] {"TLSv1.3", "TLSv1.2"}, ServerTls.parameters().getProtocols());
        assertEquals(9, ServerTls.parameters().getCipherSuites().length);
    }

    @Test
    void keyTypesAreTheClientsChoice() throws Exception {
        certificates.set(selector(listener(null, SHOP, SHOP_RSA)));
        assertShown(SHOP_RSA, "shop.example", only("TLSv1.3").andThen(without("ECDSA")));
        assertShown(SHOP, "shop.example", only("TLSv1.3").andThen(without("RSA")));
        assertShown(SHOP_RSA, "shop.example", only("TLSv1.2").andThen(without("ECDSA")));
        assertShown(SHOP, "shop.example", only("TLSv1.2").andThen(without("RSA")));
        assertShown(SHOP_RSA, "shop.example", suites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
        assertShown(SHOP, "shop.example", suites("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
    }

    @Test
    void theBetterNameIsBetterThanTheKeyThatIsAskedForFirst() throws Exception {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            certificates.set(selector(listener(null, WILD, SHOP_RSA)));
            assertShown(SHOP_RSA, "shop.example", only(protocol));
            certificates.set(selector(listener(null, OTHER, WILD)));
            assertShown(WILD, "a.shop.example", only(protocol));
            certificates.set(selector(listener(null, SHOP_RSA, WILD)));
            assertShown(WILD, "a.shop.example", only(protocol));
            assertShown(SHOP_RSA, "a.shop.example", only(protocol).andThen(without("ECDSA")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void servesEd25519(String protocol) throws Exception {
        certificates.set(selector(listener(null, SHOP_ED)));
        assertShown(SHOP_ED, "shop.example", only(protocol));
    }

    /** With TLS 1.2 a cipher suite for ECDSA is one for EdDSA too, and most clients have the suite and not the key. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void ed25519IsForThoseWhoKnowIt(String protocol) throws Exception {
        certificates.set(selector(listener(null, SHOP_ED, SHOP_RSA)));
        assertShown(SHOP_RSA, "shop.example", only(protocol).andThen(without("Ed")));
        assertShown(SHOP_ED, "shop.example", only(protocol).andThen(without("RSA")));
        certificates.set(selector(listener(null, SHOP_ED)));
        assertRefused("handshake_failure", "shop.example", only(protocol).andThen(without("Ed")));
    }

    /** Keys that sign with RSASSA-PSS only; the certificate is signed so as well. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void servesKeysOfRsassaPss(String protocol) throws Exception {
        ServerCertificate pss = pss();
        assertEquals("RSASSA-PSS", pss.keyType());
        certificates.set(selector(listener(null, pss)));
        assertShown(pss, "shop.example", only(protocol));
        certificates.set(selector(listener(null, pss, SHOP_ED)));
        assertShown(pss, "shop.example", only(protocol).andThen(without("Ed")));
        assertShown(SHOP_ED, "shop.example", only(protocol).andThen(without("PSS")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void servesANewCertificateFromTheNextHandshakeOn(String protocol) throws Exception {
        certificates.set(selector(listener("shop.example", SHOP)));
        assertShown(SHOP, "shop.example", only(protocol));
        certificates.set(selector(listener("shop.example", SHOP_RSA)));
        // Another client: the first one would resume its session, for which no certificate is shown at all.
        assertEquals(
                SHOP_RSA.chain(),
                List.of(shown(new Client(), context.createSSLEngine(), "shop.example", only(protocol))));
        certificates.set(selector());
        assertRefused("unrecognized_name", "shop.example", only(protocol));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void everyHandshakeMeetsAWholeCertificateThoughTheyChangeAtEveryLook(String protocol) throws Exception {
        List<ServerCertificate> generations = List.of(SHOP, SHOP_RSA, SHOP_ED);
        List<CertificateSelector> selectors = generations.stream()
                .map(certificate -> selector(listener("shop.example", certificate)))
                .toList();
        AtomicInteger looks = new AtomicInteger();
        SSLContext changing = ServerTls.context(() -> selectors.get(looks.getAndIncrement() % selectors.size()));
        Set<ServerCertificate> met = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            List<X509Certificate> shown =
                    List.of(shown(new Client(), changing.createSSLEngine(), "shop.example", only(protocol)));
            met.add(generations.stream()
                    .filter(certificate -> certificate.chain().equals(shown))
                    .findFirst()
                    .orElseThrow());
        }
        assertEquals(Set.copyOf(generations), met);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void sessionsAreResumed(String protocol) throws Exception {
        certificates.set(selector(listener(null, SHOP)));
        SSLEngine first = context.createSSLEngine();
        shown(first, "shop.example", only(protocol));
        SSLEngine again = context.createSSLEngine();
        shown(again, "shop.example", only(protocol));
        assertEquals(first.getSession().getCreationTime(), again.getSession().getCreationTime());
        assertEquals("shop.example", ServerTls.serverName(again.getSession()));
    }

    /**
     * With TLS 1.3 the server keeps the session, for a value is bound to it, and its ticket is only a name. With TLS 1.2 no value is, which
     * would have the newer JVMs send empty tickets.
     */
    @ParameterizedTest
    @CsvSource({"TLSv1.3, true", "TLSv1.2, false"})
    void sessionsAreKeptByTheServer(String protocol, boolean kept) throws Exception {
        certificates.set(selector(listener(null, SHOP)));
        SSLEngine server = context.createSSLEngine();
        shown(server, "shop.example", only(protocol));
        assertArrayEquals(
                kept ? new String[] {SelectingKeyManager.class.getName()} : new String[0],
                server.getSession().getValueNames());
        if (kept) {
            assertTrue(context.getServerSessionContext().getIds().hasMoreElements());
        }
    }

    @Test
    void sessionsAreResumedThoughTheCertificateChanged() throws Exception {
        certificates.set(selector(listener("shop.example", SHOP), listener("other.example", OTHER)));
        SSLEngine first = context.createSSLEngine();
        shown(first, "shop.example", only("TLSv1.3"));
        certificates.set(selector(listener("shop.example", SHOP_RSA)));
        for (int i = 0; i < 3; i++) {
            SSLEngine again = context.createSSLEngine();
            shown(again, "shop.example", only("TLSv1.3"));
            assertEquals(
                    first.getSession().getCreationTime(), again.getSession().getCreationTime());
        }
        certificates.set(selector(listener("other.example", OTHER)));
        assertRefused("unrecognized_name", "shop.example", only("TLSv1.3"));
    }

    /** CVE-2025-23419. The client of the JVM names only what it named before, so the name is changed under way. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void sessionsAreNotResumedUnderAnotherName(String protocol) throws Exception {
        ServerCertificate cart = certificate(KeyType.EC, "cart.example");
        certificates.set(selector(listener(null, SHOP, cart)));
        shown(context.createSSLEngine(), "shop.example", only(protocol));
        SSLEngine server = context.createSSLEngine();
        ByteBuffer hello = ByteBuffer.allocate(1 << 15);
        client.engine("shop.example", only(protocol)).wrap(ByteBuffer.allocate(0), hello);
        String text = new String(hello.array(), 0, hello.position(), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("shop.example"));
        server.unwrap(
                ByteBuffer.wrap(text.replace("shop.example", "cart.example").getBytes(StandardCharsets.ISO_8859_1)),
                ByteBuffer.allocate(1 << 15));
        while (server.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            server.getDelegatedTask().run();
        }
        assertArrayEquals(cart.chain().toArray(), server.getHandshakeSession().getLocalCertificates());
        assertEquals("cart.example", ServerTls.serverName(server.getHandshakeSession()));
    }

    @Test
    void agreesOnAnApplicationProtocol() throws Exception {
        certificates.set(selector(listener(null, SHOP)));
        SSLEngine server = context.createSSLEngine();
        server.setSSLParameters(ServerTls.parameters(List.of("h2", "http/1.1")));
        SSLEngine asking = client.engine(
                "shop.example", parameters -> parameters.setApplicationProtocols(new String[] {"http/1.1", "h2"}));
        Handshake.between(asking, server);
        assertEquals("h2", server.getApplicationProtocol());
        assertEquals("h2", asking.getApplicationProtocol());
    }

    /** As on a port that ends TLS and does not look inside: whatever the client would like to speak, it may. */
    @Test
    void offersNoApplicationProtocolWhereItHasNone() throws Exception {
        certificates.set(selector(listener(null, SHOP)));
        SSLEngine server = context.createSSLEngine();
        SSLEngine asking =
                client.engine("shop.example", parameters -> parameters.setApplicationProtocols(new String[] {"mqtt"}));
        Handshake.between(asking, server);
        assertEquals("", server.getApplicationProtocol());
        assertEquals("", asking.getApplicationProtocol());
    }

    @Test
    void otherParametersKeepTheRefusal() {
        certificates.set(selector(listener("shop.example", SHOP)));
        SSLEngine server = context.createSSLEngine();
        server.setSSLParameters(ServerTls.parameters(List.of("h2")));
        SSLException failure = assertThrows(
                SSLException.class, () -> Handshake.between(client.engine("other.example", parameters -> {}), server));
        assertTrue(String.valueOf(failure.getMessage()).contains("unrecognized_name"), failure::toString);
    }

    @Test
    void isForServers() throws Exception {
        assertThrows(UnsupportedOperationException.class, context::getSocketFactory);
        assertThrows(UnsupportedOperationException.class, () -> context.init(null, null, null));
        assertEquals("TLS", context.getProtocol());
        assertEquals(1, context.getDefaultSSLParameters().getSNIMatchers().size());
        assertFalse(context.createSSLEngine("host", 1).getUseClientMode());
    }

    @Test
    void aHandshakeWithoutANameHasNone() throws Exception {
        certificates.set(selector(listener(null, SHOP)));
        SSLEngine server = context.createSSLEngine();
        shown(server, null, parameters -> {});
        assertNull(ServerTls.serverName(server.getSession()));
    }

    private void assertShown(ServerCertificate expected, String serverName, Consumer<SSLParameters> parameters)
            throws Exception {
        assertEquals(
                expected.chain(),
                List.of(shown(new Client(), context.createSSLEngine(), serverName, parameters)),
                () -> "for " + serverName);
    }

    private void assertRefused(String alert, String serverName, Consumer<SSLParameters> parameters) {
        SSLException failure =
                assertThrows(SSLException.class, () -> shown(context.createSSLEngine(), serverName, parameters));
        assertTrue(String.valueOf(failure.getMessage()).contains(alert), failure::toString);
    }

    private X509Certificate[] shown(SSLEngine server, String serverName, Consumer<SSLParameters> parameters)
            throws SSLException {
        return shown(client, server, serverName, parameters);
    }

    private static X509Certificate[] shown(
            Client client, SSLEngine server, String serverName, Consumer<SSLParameters> parameters)
            throws SSLException {
        SSLEngine asking = client.engine(serverName, parameters);
        Handshake.between(asking, server);
        return certificatesOf(asking);
    }

    private static X509Certificate[] certificatesOf(SSLEngine client) throws SSLPeerUnverifiedException {
        return Stream.of(client.getSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toArray(X509Certificate[]::new);
    }

    private static Consumer<SSLParameters> only(String protocol) {
        return parameters -> parameters.setProtocols(new String[] {protocol});
    }

    private static Consumer<SSLParameters> suites(String... suites) {
        return only("TLSv1.2").andThen(parameters -> parameters.setCipherSuites(suites));
    }

    /** A client that does not know signatures of one kind. */
    private static Consumer<SSLParameters> without(String kind) {
        return parameters -> parameters.setAlgorithmConstraints(new AlgorithmConstraints() {
            @Override
            public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters more) {
                return !algorithm.contains(kind);
            }

            @Override
            public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
                return true;
            }

            @Override
            public boolean permits(
                    Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters more) {
                return permits(primitives, algorithm, more);
            }
        });
    }

    private static CertificateSelector selector(ListenerCertificates... listeners) {
        return CertificateSelector.of(List.of(listeners), null);
    }

    private static ListenerCertificates listener(String hostname, ServerCertificate... certificates) {
        return new ListenerCertificates(
                hostname == null ? null : new Hostname(hostname),
                Stream.of(certificates).map(CertificateEntry::of).toList());
    }

    private static ServerCertificate pss() throws IOException {
        Map<String, byte[]> data = new HashMap<>();
        for (String key : List.of("tls.crt", "tls.key")) {
            try (InputStream file = ServerTlsTest.class.getResourceAsStream("/pss/" + key)) {
                data.put(key, Objects.requireNonNull(file).readAllBytes());
            }
        }
        return Objects.requireNonNull(
                ServerCertificate.parse(new Secret(Metadata.of("default", "pss"), Secret.TLS, data))
                        .certificate());
    }

    private static ServerCertificate certificate(KeyType keyType, String... hosts) {
        return Objects.requireNonNull(ServerCertificate.parse(MintedCertificate.builder(hosts)
                        .keyType(keyType)
                        .signedBy(MIDDLE)
                        .mint()
                        .toSecret("default", "minted"))
                .certificate());
    }
}
