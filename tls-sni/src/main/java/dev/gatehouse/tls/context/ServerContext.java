package dev.gatehouse.tls.context;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
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
    ServerContext(SSLContext platform, SNIMatcher matcher) {
        super(new Spi(platform, matcher), platform.getProvider(), platform.getProtocol());
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext platform;
        private final SNIMatcher matcher;

        Spi(SSLContext platform, SNIMatcher matcher) {
            this.platform = platform;
            this.matcher = matcher;
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
            return serving(platform.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return serving(platform.createSSLEngine(host, port));
        }

        private SSLEngine serving(SSLEngine engine) {
            engine.setUseClientMode(false);
            engine.setSSLParameters(engineGetDefaultSSLParameters());
            return engine;
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return new Sockets(platform.getServerSocketFactory(), this);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("this context is for servers");
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return platform.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return platform.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            SSLParameters parameters = ServerTls.parameters();
            parameters.setSNIMatchers(List.of(matcher));
            return parameters;
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return platform.getSupportedSSLParameters();
        }
    }

    private static final class Sockets extends SSLServerSocketFactory {
        private final SSLServerSocketFactory platform;
        private final Spi context;

        Sockets(SSLServerSocketFactory platform, Spi context) {
            this.platform = platform;
            this.context = context;
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
            ((SSLServerSocket) socket).setSSLParameters(context.engineGetDefaultSSLParameters());
            return socket;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return context.engineGetDefaultSSLParameters().getCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return platform.getSupportedCipherSuites();
        }
    }
}
