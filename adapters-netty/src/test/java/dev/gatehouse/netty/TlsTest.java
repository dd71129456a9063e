package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.tls.certificate.MintedCertificate;
import io.netty.handler.ssl.OpenSsl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTPS in: HTTP/1.1 and, by ALPN, HTTP/2. */
@Timeout(60)
class TlsTest {
    private final MintedCertificate minted = MintedCertificate.selfSigned("shop.example");

    private World world(int origin) throws Exception {
        return world(origin, World.secret("shop-tls", minted)).start();
    }

    private static World world(int origin, String secret) {
        return new World().service("shop", origin).listeners("""
                          - {name: https, port: 443, protocol: HTTPS, hostname: shop.example,
                             tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
                        """).documents(secret);
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void http1WithinTls() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port());
                SSLSocket socket = (SSLSocket) trusting(minted.certificate())
                        .getSocketFactory()
                        .createSocket("127.0.0.1", world.front().socketPort(World.SECURE))) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("shop.example")));
            socket.setSSLParameters(parameters);
            try (RawClient client = new RawClient(socket)) {
                assertEquals("ok", client.get("/a").answer().body());
                assertEquals(List.of("https"), origin.next().values("x-forwarded-proto"));
                client.send("GET / HTTP/1.1\r\nHost: other.example\r\n\r\n");
                assertEquals(404, client.answer().status());
            }
        }
    }

    @Test
    void http2ByAlpn() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port())) {
            SSLEngine engine = trusting(minted.certificate()).createSSLEngine("shop.example", 443);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("shop.example")));
            parameters.setApplicationProtocols(new String[] {"h2"});
            engine.setSSLParameters(parameters);
            try (Http2Client client = new Http2Client(world.front().socketPort(World.SECURE), engine)) {
                assertEquals("ok", client.get("/").answer().body());
                assertEquals("h2", engine.getApplicationProtocol());
            }
        }
    }

    /** OpenSSL, as Netty has it, cannot sign with such a key: then the TLS of the JDK serves, whichever library there is. */
    @ParameterizedTest
    @CsvSource({"JDK, TLSv1.3", "JDK, TLSv1.2", "OPENSSL, TLSv1.3", "OPENSSL, TLSv1.2"})
    void aKeyOfRsassaPss(TlsLibrary library, String version) throws Exception {
        assumeTrue(library == TlsLibrary.JDK || OpenSsl.isAvailable());
        byte[] pem = resource("/pss/tls.crt");
        Certificate certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        String secret = World.secret("shop-tls", pem, resource("/pss/tls.key"));
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = world(origin.port(), secret).start(settings -> settings.tls(library));
                SSLSocket socket = (SSLSocket) trusting(certificate)
                        .getSocketFactory()
                        .createSocket("127.0.0.1", world.front().socketPort(World.SECURE))) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("shop.example")));
            parameters.setProtocols(new String[] {version});
            socket.setSSLParameters(parameters);
            try (RawClient client = new RawClient(socket)) {
                assertEquals("ok", client.get("/a").answer().body());
                assertEquals(version, socket.getSession().getProtocol());
                assertEquals(certificate, socket.getSession().getPeerCertificates()[0]);
            }
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = TlsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }
}
