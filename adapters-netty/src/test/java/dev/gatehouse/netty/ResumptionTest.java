package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.tls.certificate.MintedCertificate;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that a client brings under another name than it made them under. A client with the TLS of the JDK would not; one of OpenSSL does. */
@Timeout(300)
class ResumptionTest {
    private static SslContext client(String version) throws Exception {
        SslContext client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .protocols(version)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        "h2"))
                .build();
        OpenSslSessionContext sessions = (OpenSslSessionContext) client.sessionContext();
        sessions.setSessionCacheEnabled(true);
        sessions.setTicketKeys(new OpenSslSessionTicketKey[0]); // has it ask for tickets with TLS 1.2 too
        return client;
    }

    /** What the session began with. */
    private static Certificate visit(SslContext client, World world, String serverName) throws Exception {
        SSLEngine engine = client.newEngine(ByteBufAllocator.DEFAULT, "one-peer", 443);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
        engine.setSSLParameters(parameters);
        try (Http2Client connection = new Http2Client(world.front().socketPort(World.SECURE), engine)) {
            // BoringSSL writes its tickets before anything else, and the first thing of HTTP/2 is said unasked.
            connection.accepted();
            return engine.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, shop.example, other.example",
        "TLSv1.3, shop.example, ",
        "TLSv1.3, , shop.example",
        "TLSv1.2, shop.example, other.example",
        "TLSv1.2, shop.example, ",
        "TLSv1.2, , shop.example",
    })
    void aSessionIsOfOneName(String version, String name, String other) throws Exception {
        assumeTrue(OpenSsl.isAvailable());
        MintedCertificate before = MintedCertificate.selfSigned("shop.example");
        MintedCertificate after = MintedCertificate.selfSigned("shop.example");
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = new World()
                        .service("shop", origin.port())
                        .secure(before, "")
                        .start(settings -> settings.tls(TlsLibrary.OPENSSL))) {
            SslContext client = client(version);
            assertEquals(before.certificate(), visit(client, world, name));
            world.secure(after, "").apply();
            assertEquals(before.certificate(), visit(client, world, name), "resumed");
            assertEquals(after.certificate(), visit(client, world, other));
        }
    }
}
