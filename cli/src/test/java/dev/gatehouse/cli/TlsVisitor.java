package dev.gatehouse.cli;

import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client with one memory for sessions, which names any server and any host, and asks 127.0.0.1. */
final class TlsVisitor {
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private Consumer<SSLParameters> settings = parameters -> {};

    /**
     * A client that believes this authority.
     *
     * @param shown to servers that ask; null for none
     */
    TlsVisitor(MintedCertificate authority, @Nullable MintedCertificate shown) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        trusted.setCertificateEntry("authority", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null);
        if (shown != null) {
            own.setKeyEntry(
                    "own", shown.privateKey(), NO_PASSWORD, shown.chain().toArray(Certificate[]::new));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    /** Changes what is offered. */
    TlsVisitor with(Consumer<SSLParameters> settings) {
        this.settings = settings;
        return this;
    }

    /**
     * Shakes hands.
     *
     * @param serverName null to send none
     * @throws IOException where the server refuses
     */
    Visit visit(int port, @Nullable String serverName) throws IOException {
        Socket plain = Wire.connect(port);
        String peer = serverName == null ? "127.0.0.1" : serverName;
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, peer, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
        settings.accept(parameters);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new Visit(socket);
    }

    /** One connection. */
    static final class Visit implements AutoCloseable {
        private final SSLSocket socket;

        private Visit(SSLSocket socket) {
            this.socket = socket;
        }

        SSLSession session() {
            return socket.getSession();
        }

        X509Certificate shown() throws IOException {
            return (X509Certificate) session().getPeerCertificates()[0];
        }

        /** A request on this connection, which goes on. */
        Wire.Answer get(String host) throws IOException {
            return get(host, "");
        }

        /** @param lines further ones of the head, each with its end */
        Wire.Answer get(String host, String lines) throws IOException {
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n" + lines + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String head = head();
            int length = 0;
            for (String line : head.toLowerCase(Locale.ROOT).lines().toList()) {
                if (line.startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            byte[] body = socket.getInputStream().readNBytes(length);
            return new Wire.Answer(
                    Integer.parseInt(head.substring(9, 12)), new String(body, StandardCharsets.ISO_8859_1));
        }

        private String head() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("no answer but \"" + head + "\"");
                }
                head.append((char) next);
            }
            return head.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
