package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpOutcome.Answered;
import dev.gatehouse.tck.HttpOutcome.Unanswered;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Sends one call over a connection of its own, byte for byte, and reads what comes. Takes any certificate. Safe for any number of threads.
 */
final class SocketClient {
    private static final int PATIENCE = 10_000;

    private SocketClient() {}

    static HttpOutcome send(HttpCall call, InetSocketAddress address) {
        try (Socket socket = connected(address);
                Socket talking = call.tls() ? secured(socket, call.serverName()) : socket) {
            OutputStream out = talking.getOutputStream();
            out.write(bytes(call, address));
            out.flush();
            return answer(call, new MessageInput(new BufferedInputStream(talking.getInputStream())));
        } catch (IOException | IllegalArgumentException e) {
            return new Unanswered(e.toString());
        }
    }

    private static Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(PATIENCE);
            socket.connect(address, PATIENCE);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static TlsOutcome handshake(@Nullable String serverName, InetSocketAddress address) {
        try (Socket socket = connected(address);
                SSLSocket secured = secured(socket, serverName)) {
            return new TlsOutcome.Presented(
                    (X509Certificate) secured.getSession().getPeerCertificates()[0]);
        } catch (IOException | IllegalArgumentException e) {
            return new TlsOutcome.Refused(e.toString());
        }
    }

    /** With a context of its own, so that no handshake is shortened by what an earlier one agreed on. */
    private static SSLSocket secured(Socket socket, @Nullable String serverName) throws IOException {
        SSLSocket secured = (SSLSocket) anyCertificate()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setServerNames(serverName == null ? List.<SNIServerName>of() : List.of(new SNIHostName(serverName)));
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] bytes(HttpCall call, InetSocketAddress address) {
        String host = call.host();
        if (host == null) {
            host = address.getAddress().getHostAddress()
                    + (call.port() == (call.tls() ? 443 : 80) ? "" : ":" + call.port());
        }
        StringBuilder request = new StringBuilder(call.method() + " " + call.target() + " HTTP/1.1\r\n");
        request.append(new HeaderLine("Host", host)).append("\r\n");
        call.headers().forEach(line -> request.append(line).append("\r\n"));
        return request.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static HttpOutcome answer(HttpCall call, MessageInput messages) throws IOException {
        MessageInput.Head head = messages.head();
        while (head != null && status(head) < 200) {
            head = messages.head();
        }
        if (head == null) {
            return new Unanswered("the connection was closed without an answer");
        }
        int status = status(head);
        boolean bare = call.method().equals("HEAD") || status == 204 || status == 304;
        byte[] body = bare ? new byte[0] : messages.body(head, true);
        if (HeaderLine.values(head.headers(), "Content-Encoding").equals(List.of("gzip"))) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        boolean echo = HeaderLine.values(head.headers(), "Content-Type").equals(List.of(EchoRecord.CONTENT_TYPE));
        return new Answered(status, head.start().substring(0, 8), head.headers(), echo ? EchoRecord.read(body) : null);
    }

    private static int status(MessageInput.Head head) throws IOException {
        String start = head.start();
        if (!start.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new IOException("not an answer: \"" + start + "\"");
        }
        return Integer.parseInt(start.substring(9, 12));
    }

    private static SSLContext anyCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustingAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS in this JVM", e);
        }
    }

    /** The cases bring certificates that nobody signed. */
    private static final class TrustingAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
