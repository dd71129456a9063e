package dev.gatehouse.tls.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ServerName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/**
 * Two readers of the same bytes: what is read without a handshake is what the JVM's handshake reads, or one of them refuses. Two thousand
 * mutations of a ClientHello of the JVM, always the same ones; ten thousand with {@code -Dgatehouse.full=true}.
 */
class JsseAgreementTest {
    private static final int TRIES = Boolean.getBoolean("gatehouse.full") ? 10_000 : 2_000;
    private static final String NAME = "shop.example";

    private final CertificateSelector certificates = CertificateSelector.of(
            List.of(),
            Objects.requireNonNull(
                    ServerCertificate.parse(MintedCertificate.selfSigned(NAME).toSecret("default", "shop"))
                            .certificate()));
    private final SSLContext context = ServerTls.context(() -> certificates);
    private final Random random = new Random(3);

    @Test
    void bothReadTheSameNameAndProtocols() throws Exception {
        byte[] sound = hello();
        int name = new String(sound, StandardCharsets.ISO_8859_1).indexOf(NAME);
        int protocols = new String(sound, StandardCharsets.ISO_8859_1).indexOf("http/1.1");
        int agreed = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] mutated = sound.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                // Around the two extensions that both read, or anywhere.
                int around = random.nextBoolean() ? name : protocols;
                int at = random.nextInt(8) == 0 ? random.nextInt(sound.length) : around - 12 + random.nextInt(30);
                mutated[at] = (byte) (random.nextBoolean() ? random.nextInt() : mutated[at] + random.nextInt(5) - 2);
            }
            agreed += agree(mutated) ? 1 : 0;
        }
        int both = agreed;
        assertTrue(both > TRIES / 20, () -> "both read only " + both);
        assertTrue(agree(sound));
    }

    /** Whether both read it; fails where they read it differently. */
    private boolean agree(byte[] connection) {
        if (!(new HelloReader().read(ByteBuffer.wrap(connection)) instanceof ClientHello hello)) {
            return false;
        }
        List<String> names = new ArrayList<>();
        List<String> protocols = new ArrayList<>();
        if (!handshake(connection, names, protocols)) {
            return false;
        }
        String asked =
                names.isEmpty() || ServerName.isAddress(names.get(0)) ? null : ServerName.canonical(names.get(0));
        assertEquals(
                asked, hello.serverName(), () -> "name in " + HexFormat.of().formatHex(connection));
        assertEquals(
                protocols, hello.alpn(), () -> "protocols in " + HexFormat.of().formatHex(connection));
        return true;
    }

    /** Whether the JVM answers with a ServerHello; what it has read of the ClientHello is added to the lists. */
    private boolean handshake(byte[] connection, List<String> names, List<String> protocols) {
        SSLEngine server = context.createSSLEngine();
        SSLParameters parameters = ServerTls.parameters(List.of("http/1.1"));
        parameters.setSNIMatchers(List.of(new SNIMatcher(0) {
            @Override
            public boolean matches(SNIServerName name) {
                names.add(new String(name.getEncoded(), StandardCharsets.ISO_8859_1));
                return true;
            }
        }));
        server.setSSLParameters(parameters);
        server.setHandshakeApplicationProtocolSelector((engine, offered) -> {
            protocols.addAll(offered);
            return "";
        });
        try {
            server.unwrap(ByteBuffer.wrap(connection), ByteBuffer.allocate(1 << 15));
            while (server.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                server.getDelegatedTask().run();
            }
            return server.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                    && server.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15))
                                    .bytesProduced()
                            > 0
                    && server.getHandshakeSession() != null;
        } catch (SSLException e) {
            return false;
        }
    }

    private static byte[] hello() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine client = context.createSSLEngine();
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(NAME)));
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        client.setSSLParameters(parameters);
        ByteBuffer sent = ByteBuffer.allocate(1 << 15);
        client.wrap(ByteBuffer.allocate(0), sent);
        byte[] connection = new byte[sent.flip().remaining()];
        sent.get(connection);
        return connection;
    }
}
