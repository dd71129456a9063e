package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.hello.ClientHello;
import dev.gatehouse.tls.hello.HelloReader;
import dev.gatehouse.tls.live.LiveCertificates;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslEngine;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is chosen where there is a choice, and which connections are the JDK's whatever there is. */
class NativePartsTest {
    @Test
    void whatIsAskedForIsTaken() throws Exception {
        World world = new World().service("shop", 1);
        try (World served =
                world.start(settings -> settings.transport(SocketTransport.NIO).tls(TlsLibrary.JDK))) {
            assertEquals(SocketTransport.NIO, served.front().transport());
            assertEquals(TlsLibrary.JDK, served.front().tls());
        }
    }

    @ParameterizedTest
    @EnumSource(SocketTransport.class)
    void ofTransportsOneIsTakenOrMissed(SocketTransport transport) {
        try {
            Transport taken = Transport.of(transport);
            assertNotEquals(SocketTransport.AUTO, taken.kind());
        } catch (IllegalStateException e) {
            assertEquals(
                    transport + " cannot be used here",
                    e.getMessage().substring(0, e.getMessage().indexOf(" (")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EC, shop.example, h2,       TLSv1.3, true",
        "EC, shop.example, http/1.1, TLSv1.2, true",
        "EC, shop.example, ,         TLSv1.3, true",
        "RSA, shop.example, h2,      TLSv1.3, true",
        "ED25519, shop.example, h2,       TLSv1.3, false",
        "EC, shop.example, other,    TLSv1.3, false",
        "EC, Shop.Example, h2,       TLSv1.3, false",
        "EC, other.example, h2,      TLSv1.3, false"
    })
    void openSslServesWhatItServesAsTheJdkDoes(
            KeyType keyType, String name, String protocol, String version, boolean openSsl) throws Exception {
        assumeTrue(OpenSsl.isAvailable());
        World world = new World()
                .secure(
                        MintedCertificate.builder("shop.example")
                                .keyType(keyType)
                                .mint(),
                        "shop.example")
                .service("shop", 1);
        LiveCertificates certificates = certificates(world);
        byte[] bytes = hello(name, protocol, version);
        ClientHello hello = (ClientHello) new HelloReader().read(ByteBuffer.wrap(bytes));
        SSLEngine engine = new OpenSslServerEngines(certificates, World.SECURE)
                .engine(ByteBufAllocator.DEFAULT, hello, Unpooled.wrappedBuffer(bytes));
        assertEquals(openSsl, engine instanceof OpenSslEngine);
        ReferenceCountUtil.release(engine);
    }

    private static LiveCertificates certificates(World world) {
        LiveCertificates certificates = LiveCertificates.builder().build();
        certificates.update(routes(world));
        return certificates;
    }

    private static Routes routes(World world) {
        return LiveRoutes.builder()
                .controllers(Controllers.all())
                .capabilities(NettyFrontEnd.CAPABILITIES)
                .build(world.resources())
                .current();
    }

    /** It is not asked at each handshake, nor does it say so at each. */
    @Test
    void whatOpenSslRefusesItIsAskedOnceUntilSomethingChanges() throws Exception {
        assumeTrue(OpenSsl.isAvailable());
        World world = new World().secure(MintedCertificate.selfSigned("shop.example"), "shop.example");
        LiveCertificates certificates = certificates(world);
        AtomicInteger asked = new AtomicInteger();
        OpenSslServerEngines engines = new OpenSslServerEngines(certificates, World.SECURE, (selector, clients) -> {
            if (asked.incrementAndGet() < 3) {
                throw new SSLException("a test");
            }
            return OpenSslContexts.server(selector, clients);
        });
        byte[] bytes = hello("shop.example", "h2", "TLSv1.3");
        ClientHello hello = (ClientHello) new HelloReader().read(ByteBuffer.wrap(bytes));
        List<Boolean> openSsl = new ArrayList<>();
        for (int change = 0; change < 3; change++) {
            for (int visit = 0; visit < 3; visit++) {
                SSLEngine engine = engines.engine(ByteBufAllocator.DEFAULT, hello, Unpooled.wrappedBuffer(bytes));
                openSsl.add(engine instanceof OpenSslEngine);
                ReferenceCountUtil.release(engine);
            }
            world.secure(MintedCertificate.selfSigned("shop.example"), "shop.example");
            certificates.update(routes(world));
        }
        assertEquals(List.of(false, false, false, false, false, false, true, true, true), openSsl);
        assertEquals(3, asked.get());
    }

    private static byte[] hello(String name, String protocol, String version) throws Exception {
        SSLEngine client = SSLContext.getDefault().createSSLEngine();
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setProtocols(new String[] {version});
        if (protocol != null) {
            parameters.setApplicationProtocols(new String[] {protocol});
        }
        client.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.beginHandshake();
        client.wrap(ByteBuffer.allocate(0), out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }
}
