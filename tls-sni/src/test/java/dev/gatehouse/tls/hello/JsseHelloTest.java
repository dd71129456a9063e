package dev.gatehouse.tls.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** What the JVM's own client sends is what is read. */
class JsseHelloTest {
    private static Reading read(List<SNIServerName> names, String[] protocols, String... versions)
            throws GeneralSecurityException, SSLException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine client = context.createSSLEngine();
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(names);
        parameters.setApplicationProtocols(protocols);
        parameters.setProtocols(versions);
        client.setSSLParameters(parameters);
        ByteBuffer sent = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), sent);
        assertEquals(HandshakeStatus.NEED_UNWRAP, client.getHandshakeStatus());
        byte[] connection = new byte[sent.flip().remaining()];
        sent.get(connection);
        return Readings.everyWay(connection);
    }

    @Test
    void nameProtocolsAndVersions() throws GeneralSecurityException, SSLException {
        assertEquals(
                new ClientHello("shop.example", List.of("h2", "http/1.1"), List.of(0x0304, 0x0303)),
                read(List.of(new SNIHostName("Shop.Example")), new String[] {"h2", "http/1.1"}, "TLSv1.3", "TLSv1.2"));
    }

    @Test
    void nothing() throws GeneralSecurityException, SSLException {
        Reading reading = read(List.of(), new String[0], "TLSv1.2");
        ClientHello hello = assertInstanceOf(ClientHello.class, reading);
        assertEquals(null, hello.serverName());
        assertEquals(List.of(), hello.alpn());
        assertEquals(List.of(0x0303), hello.versions());
    }

    @Test
    void anAddress() throws GeneralSecurityException, SSLException {
        Reading reading = read(List.of(new SNIHostName("192.0.2.1")), new String[0], "TLSv1.3");
        assertEquals(new ClientHello(null, List.of(), List.of(0x0304)), reading);
    }
}
