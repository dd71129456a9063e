package dev.gatehouse.tls.context;

import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The platform's context, with our parameters on everything that it makes. Servers take engines from a context in many places and
 * set parameters in few; here a forgotten one cannot serve a name that it should refuse.
 */
final class ServerContext extends SSLContext {
    ServerContext(Supplier<CertificateSelector> certificates, Supplier<@Nullable ClientTrust> clients) {
        this(new Spi(certificates, clients));
    }

    private ServerContext(Spi spi) {
        super(
                spi,
                spi.generation().platform.getProvider(),
                spi.generation().platform.getProtocol());
    }

    /** A context of the platform, and the client certificates that it asks for. It keeps the sessions that were made by it. */
    private static final class Generation {
        final @Nullable ClientTrust clients;
        final SSLContext platform;

        Generation(Supplier<CertificateSelector> certificates, @Nullable ClientTrust clients) {
            this.clients = clients;
            try {
                platform = SSLContext.getInstance("TLS");
                platform.init(
                        new KeyManager[] {new SelectingKeyManager(certificates, clients != null && clients.required())},
                        clients == null ? new TrustManager[0] : new TrustManager[] {clients.trustManager()},
                        null);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JVM has TLS", e);
            }
            SSLSessionContext sessions = platform.getServerSessionContext();
            sessions.setSessionCacheSize(ServerTls.SESSIONS);
            sessions.setSessionTimeout((int) ServerTls.SESSION_LIFETIME.toSeconds());
        }
    }

    private static final class Spi extends SSLContextSpi {
        private final Supplier<CertificateSelector> certificates;
        private final Supplier<@Nullable ClientTrust> clients;
        private final SNIMatcher matcher;
        private volatile Generation current;

        Spi(Supplier<CertificateSelector> certificates, Supplier<@Nullable ClientTrust> clients) {
            this.certificates = certificates;
            this.clients = clients;
            this.matcher = RequestedName.matcher(certificates);
            this.current = new Generation(certificates, clients.get());
        }

        /** That of the client certificates that are asked for now. */
        Generation generation() {
            Generation before = current;
            ClientTrust trust = clients.get();
            return Objects.equals(before.clients, trust) ? before : next(trust);
        }

        private synchronized Generation next(@Nullable ClientTrust trust) {
            if (!Objects.equals(current.clients, trust)) {
                current = new Generation(certificates, trust);
            }
            return current;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keyManagers,
                TrustManager @Nullable [] trustManagers,
                @Nullable SecureRandom random) {
            throw new UnsupportedOperationException("this context is initialized already");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            Generation generation = generation();
            return serving(generation.platform.createSSLEngine(), generation);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            Generation generation = generation();
            return serving(generation.platform.createSSLEngine(host, port), generation);
        }

        private SSLEngine serving(SSLEngine engine, Generation generation) {
            engine.setUseClientMode(false);
            engine.setSSLParameters(parameters(generation));
            return engine;
        }

        private SSLParameters parameters(Generation generation) {
            SSLParameters parameters = ServerTls.parameters(generation.clients, List.of());
            parameters.setSNIMatchers(List.of(matcher));
            return parameters;
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            Generation generation = generation();
            return new Sockets(generation.platform.getServerSocketFactory(), () -> parameters(generation));
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("this context is for servers");
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return generation().platform.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return generation().platform.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return parameters(generation());
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return generation().platform.getSupportedSSLParameters();
        }
    }

    private static final class Sockets extends SSLServerSocketFactory {
        private final SSLServerSocketFactory platform;
        private final Supplier<SSLParameters> parameters;

        Sockets(SSLServerSocketFactory platform, Supplier<SSLParameters> parameters) {
            this.platform = platform;
            this.parameters = parameters;
        }

        @Override
        public ServerSocket createServerSocket() throws IOException {
            return serving(platform.createServerSocket());
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return serving(platform.createServerSocket(port));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return serving(platform.createServerSocket(port, backlog));
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address)
                throws IOException {
            return serving(platform.createServerSocket(port, backlog, address));
        }

        private ServerSocket serving(ServerSocket socket) {
            ((SSLServerSocket) socket).setSSLParameters(parameters.get());
            return socket;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return parameters.get().getCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return platform.getSupportedCipherSuites();
        }
    }
}
