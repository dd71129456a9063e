package dev.gatehouse.tls.context;

import dev.gatehouse.tls.certificate.MintedCertificate;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A TLS client that takes every certificate, and lets the test look at it. Its sessions may be resumed. */
final class Client {
    private final SSLContext context;

    Client() {
        this(null);
    }

    /** One that shows a certificate where it is asked, whoever is said to be trusted; null for none. */
    Client(MintedCertificate certificate) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null ? null : new KeyManager[] {new Showing(certificate)},
                    new TrustManager[] {new TrustAll()},
                    null);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    SSLContext context() {
        return context;
    }

    /** An engine that asks for the name, or for none where it is null. */
    SSLEngine engine(String serverName, Consumer<SSLParameters> more) {
        SSLEngine engine = context.createSSLEngine("same.test", 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
        more.accept(parameters);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** An engine that asks for the name, and comes back to no session. */
    SSLEngine fresh(String serverName) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static final class Showing extends X509ExtendedKeyManager {
        private final MintedCertificate certificate;

        Showing(MintedCertificate certificate) {
            this.certificate = certificate;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            String keyType = certificate.certificate().getPublicKey().getAlgorithm();
            return List.of(keyTypes).contains(keyType) ? "client" : null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return chooseEngineClientAlias(keyTypes, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return certificate.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return certificate.privateKey();
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
