package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.tls.certificate.MintedCertificate;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTPS in: HTTP/1.1 and, by ALPN, HTTP/2. */
@Timeout(60)
class TlsTest {
    private final MintedCertificate minted = MintedCertificate.selfSigned("shop.example");

    private World world(int origin) throws Exception {
        return new World()
                .service("shop", origin)
                .listeners("""
                          - {name: https, port: 443, protocol: HTTPS, hostname: shop.example,
                             tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
                        """)
                .documents(World.secret("shop-tls", minted))
                .start();
    }

    private SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", minted.certificate());
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
                SSLSocket socket = (SSLSocket) trusting()
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
            SSLEngine engine = trusting().createSSLEngine("shop.example", 443);
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
}
