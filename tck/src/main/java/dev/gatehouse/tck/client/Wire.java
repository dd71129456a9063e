package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.Call;
import dev.gatehouse.tck.exchange.StreamOutcome.End;
import dev.gatehouse.tck.exchange.TlsOffer;
import dev.gatehouse.tck.tls.TlsContexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A connection, with a TLS handshake if one is asked for, that knows how it ended. For one thread. */
final class Wire implements AutoCloseable {
    /** How long the client waits, in milliseconds. */
    static final int PATIENCE = 10_000;

    private final ObservedSocket plain;
    private final AtomicBoolean certificateRequested = new AtomicBoolean();
    private @Nullable SSLSocket secured;

    private Wire() {
        this.plain = new ObservedSocket();
    }

    /** Not connected yet. */
    static Wire create() {
        return new Wire();
    }

    /** The header of the PROXY protocol, version 1, for a call: with its client address, or with none. */
    static String proxyLine(Call call) {
        String client = call.clientAddress();
        if (client == null) {
            return "PROXY UNKNOWN\r\n";
        }
        boolean ip6 = client.indexOf(':') >= 0;
        return "PROXY " + (ip6 ? "TCP6 " : "TCP4 ") + client + (ip6 ? " 2001:db8::1 " : " 192.0.2.1 ") + "40000 "
                + call.target().port() + "\r\n";
    }

    /** @param first what is sent before all else, TLS too */
    void connect(InetSocketAddress address, String first) throws IOException {
        plain.setSoTimeout(PATIENCE);
        plain.setTcpNoDelay(true);
        plain.connect(address, PATIENCE);
        plain.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
    }

    /** Makes the handshake. With a context of its own, so that it is not shortened by what an earlier one agreed on. */
    void secure(TlsOffer offer) throws IOException {
        try {
            SSLSocket socket = (SSLSocket) TlsContexts.client(offer, () -> certificateRequested.set(true))
                    .getSocketFactory()
                    .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            String name = offer.serverName();
            parameters.setServerNames(name == null ? List.<SNIServerName>of() : List.of(new SNIHostName(name)));
            parameters.setApplicationProtocols(offer.applicationProtocols().toArray(String[]::new));
            socket.setSSLParameters(parameters);
            secured = socket;
            socket.startHandshake();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    private Socket talking() {
        SSLSocket socket = secured;
        return socket == null ? plain : socket;
    }

    InputStream in() throws IOException {
        return talking().getInputStream();
    }

    OutputStream out() throws IOException {
        return talking().getOutputStream();
    }

    /** How long a read may wait, in milliseconds. */
    void patience(int milliseconds) throws IOException {
        plain.setSoTimeout(milliseconds);
    }

    boolean certificateRequested() {
        return certificateRequested.get();
    }

    /** That the server showed; null without TLS. */
    @Nullable
    X509Certificate certificate() throws SSLPeerUnverifiedException {
        SSLSocket socket = secured;
        return socket == null ? null : (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** By ALPN; empty where none was agreed on. */
    String applicationProtocol() {
        SSLSocket socket = secured;
        String agreed = socket == null ? null : socket.getApplicationProtocol();
        return agreed == null ? "" : agreed;
    }

    /** How it ended, where reading or writing failed so. */
    End end(IOException failure) {
        return new End(kind(failure), failure.toString());
    }

    private End.Kind kind(IOException failure) {
        if (!plain.isConnected()) {
            return End.Kind.NONE;
        } else if (failure instanceof SocketTimeoutException) {
            return End.Kind.SILENCE;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return End.Kind.DISTRUST;
            } else if (cause instanceof SocketException) {
                return End.Kind.RST;
            }
        }
        return plain.end();
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
