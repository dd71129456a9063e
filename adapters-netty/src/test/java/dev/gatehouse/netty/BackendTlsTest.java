package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS to backends as a BackendTLSPolicy asks for it, by either library. */
@Timeout(60)
final class BackendTlsTest {
    private static final char[] NO_PASSWORD = new char[0];
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Known").mint();
    private static final MintedCertificate STRANGER =
            MintedCertificate.builder().authority("Stranger").mint();

    /** A backend that shows one certificate to whoever comes, and says who came and what it was called. */
    private static final class Backend implements AutoCloseable {
        private final SocketOrigin origin;
        private final BlockingQueue<String> visits = new LinkedBlockingQueue<>();

        /** @param clients who vouches for the certificates of clients, which are then needed; null: none is asked for */
        Backend(MintedCertificate shown, MintedCertificate clients) throws Exception {
            SSLServerSocket server = (SSLServerSocket)
                    context(shown, clients).getServerSocketFactory().createServerSocket(0);
            server.setNeedClientAuth(clients != null);
            origin = new SocketOrigin(server, socket -> {
                RawOrigin.head(socket.getInputStream());
                visits.add(visit((ExtendedSSLSession) ((SSLSocket) socket).getSession()));
                socket.getOutputStream().write(RawOrigin.OK.getBytes(StandardCharsets.US_ASCII));
            });
        }

        private static String visit(ExtendedSSLSession session) {
            String names = String.join(
                    ",",
                    session.getRequestedServerNames().stream()
                            .map(name -> ((SNIHostName) name).getAsciiName())
                            .toList());
            try {
                X509Certificate client = (X509Certificate) session.getPeerCertificates()[0];
                return names + " " + client.getSubjectX500Principal().getName();
            } catch (SSLPeerUnverifiedException e) {
                return names;
            }
        }

        String next() throws InterruptedException {
            String visit = visits.poll(10, TimeUnit.SECONDS);
            assertNotNull(visit, "nobody came");
            return visit;
        }

        @Override
        public void close() throws IOException {
            origin.close();
        }
    }

    private static SSLContext context(MintedCertificate shown, MintedCertificate clients) throws Exception {
        ServerCertificate certificate =
                ServerCertificate.parse(shown.toSecret("default", "backend")).certificate();
        KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
        own.load(null, null);
        own.setKeyEntry(
                "own",
                certificate.privateKey(),
                NO_PASSWORD,
                certificate.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        known.setCertificateEntry("clients", (clients == null ? shown : clients).certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static World world(TlsLibrary library, Backend backend, String validation, MintedCertificate own)
            throws Exception {
        assumeTrue(library != TlsLibrary.OPENSSL || OpenSsl.isAvailable(), "OpenSSL is not there");
        String documents = """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: known, namespace: default}
                data:
                  ca.crt: |
                %s
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: BackendTLSPolicy
                metadata: {name: shop, namespace: default}
                spec:
                  targetRefs: [{group: "", kind: Service, name: shop}]
                  validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: known}], %s}
                """.formatted(AUTHORITY.certificatePem().indent(4).stripTrailing(), validation);
        World world = new World().service("shop", backend.origin.port());
        if (own == null) {
            world.documents(documents);
        } else {
            world.listeners("""
                              - {name: http, port: 80, protocol: HTTP}
                              tls: {backend: {clientCertificateRef: {name: own}}}
                            """).documents(documents + "---\n" + World.secret("own", own));
        }
        return world.start(builder -> builder.tls(library));
    }

    private static MintedCertificate.Builder certificate() {
        return MintedCertificate.builder("shop.internal")
                .uri("spiffe://shop/web")
                .signedBy(AUTHORITY);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            JDK     | hostname: shop.internal                                                              | shop.internal
            OPENSSL | hostname: shop.internal                                                              | shop.internal
            JDK     | hostname: name.internal, subjectAltNames: [{type: Hostname, hostname: shop.internal}] | name.internal
            OPENSSL | hostname: name.internal, subjectAltNames: [{type: Hostname, hostname: shop.internal}] | name.internal
            JDK     | hostname: name.internal, subjectAltNames: [{type: URI, uri: 'spiffe://shop/web'}]     | name.internal
            OPENSSL | hostname: name.internal, subjectAltNames: [{type: URI, uri: 'spiffe://shop/web'}]     | name.internal
            JDK     | hostname: other.internal                                                             |
            OPENSSL | hostname: other.internal                                                             |
            JDK     | hostname: shop.internal, subjectAltNames: [{type: Hostname, hostname: other.internal}] |
            OPENSSL | hostname: shop.internal, subjectAltNames: [{type: Hostname, hostname: other.internal}] |
            JDK     | hostname: shop.internal, subjectAltNames: [{type: URI, uri: 'spiffe://shop/other'}]   |
            OPENSSL | hostname: shop.internal, subjectAltNames: [{type: URI, uri: 'spiffe://shop/other'}]   |
            """, quoteCharacter = '"')
    void aBackendIsSpokenToWhereItHasAWantedName(TlsLibrary library, String validation, String serverName)
            throws Exception {
        try (Backend backend = new Backend(certificate().mint(), null);
                World world = world(library, backend, validation, null)) {
            assertEquals(serverName == null ? 502 : 200, world.get("/").status());
            if (serverName != null) {
                assertEquals(serverName, backend.next());
            }
            assertEquals(0, backend.visits.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK", "OPENSSL"})
    void aCertificateThatNobodyKnownVouchesForIsRefused(TlsLibrary library) throws Exception {
        for (MintedCertificate.Builder shown : new MintedCertificate.Builder[] {
            MintedCertificate.builder("shop.internal").signedBy(STRANGER),
            MintedCertificate.builder("shop.internal"),
            certificate().notBefore(Instant.now().minus(Duration.ofDays(9))).validity(Duration.ofDays(1))
        }) {
            try (Backend backend = new Backend(shown.mint(), null);
                    World world = world(library, backend, "hostname: shop.internal", null)) {
                assertEquals(502, world.get("/").status());
                assertEquals(0, backend.visits.size());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"JDK", "OPENSSL"})
    void theCertificateOfTheGatewayIsShownToABackendThatAsks(TlsLibrary library) throws Exception {
        MintedCertificate own =
                MintedCertificate.builder("gateway").client().signedBy(STRANGER).mint();
        MintedCertificate unknown =
                MintedCertificate.builder("gateway").client().mint();
        try (Backend backend = new Backend(certificate().mint(), STRANGER)) {
            try (World world = world(library, backend, "hostname: shop.internal", own)) {
                assertEquals(200, world.get("/").status());
                assertEquals("shop.internal CN=gateway", backend.next());
            }
            try (World world = world(library, backend, "hostname: shop.internal", unknown)) {
                assertEquals(502, world.get("/").status());
            }
            try (World world = world(library, backend, "hostname: shop.internal", null)) {
                assertEquals(502, world.get("/").status());
            }
            assertEquals(0, backend.visits.size());
        }
    }
}
