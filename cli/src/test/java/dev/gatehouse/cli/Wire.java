package dev.gatehouse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client that names any host and asks 127.0.0.1 all the same, as {@code curl --resolve} does. */
final class Wire {
    private static final int TIMEOUT = 20_000;

    private Wire() {}

    /** The status and the whole body; the body ends where the connection does. */
    record Answer(int status, String body) {
        /** The Service whose demo backend answered. */
        @Nullable
        String service() {
            int start = body.indexOf("\"service\": \"");
            return start < 0 ? null : body.substring(start + 12, body.indexOf('"', start + 12));
        }
    }

    static Answer get(int port, String host, String target) throws IOException {
        try (Socket socket = connect(port)) {
            return exchange(socket, host, target);
        }
    }

    /** Over TLS with this server name; the certificate must be valid for it and be the one that is trusted. */
    static Answer getTls(int port, String host, String target, Certificate trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        store.setCertificateEntry("trusted", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (Socket plain = connect(port);
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            if (!shown.equals(trusted)) {
                throw new IOException("shown another certificate: " + shown);
            }
            return exchange(socket, host, target);
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT);
        return socket;
    }

    static void ask(Socket socket, String host, String target) throws IOException {
        ask(socket, host, target, "");
    }

    private static void ask(Socket socket, String host, String target, String fields) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "Connection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Answer exchange(Socket socket, String host, String target) throws IOException {
        return exchange(socket, host, target, "");
    }

    /** With more fields, each of which ends with CR LF. */
    static Answer exchange(Socket socket, String host, String target, String fields) throws IOException {
        ask(socket, host, target, fields);
        InputStream in = socket.getInputStream();
        String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            throw new IOException("no answer but \"" + text + "\"");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(head + 4));
    }
}
