package dev.gatehouse.tck.tls;

import dev.gatehouse.tck.exchange.Identity;
import dev.gatehouse.tck.exchange.TlsOffer;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Contexts for handshakes. Each is new, so that no handshake is shortened by what an earlier one agreed on. */
public final class TlsContexts {
    private TlsContexts() {}

    /**
     * For a server.
     *
     * @param clientAuthorities PEM of who may sign client certificates; null: none is looked at
     * @throws GeneralSecurityException where the certificate or the key cannot be read
     */
    public static SSLContext server(Identity identity, @Nullable String clientAuthorities)
            throws GeneralSecurityException {
        TrustManager[] trust = clientAuthorities == null ? new TrustManager[] {} : trusting(clientAuthorities);
        return context(new OneKey(identity, () -> {}), trust);
    }

    /**
     * For a client.
     *
     * @param asked is run where the server asks for a client certificate
     * @throws GeneralSecurityException where what the offer holds cannot be read
     */
    public static SSLContext client(TlsOffer offer, Runnable asked) throws GeneralSecurityException {
        String trust = offer.trust();
        return context(new OneKey(offer.identity(), asked), new TrustManager[] {
            trust == null ? new AnyCertificate() : new NamedCertificate(trust, offer.serverName())
        });
    }

    private static SSLContext context(KeyManager keys, TrustManager[] trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys}, trust, null);
        return context;
    }

    static TrustManager[] trusting(String authorities) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate authority : Pem.certificates(authorities)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException("a key store in memory", e);
        }
    }

    /** Always the same certificate, or none; tells when a server asks for one. */
    private static final class OneKey extends X509ExtendedKeyManager {
        private static final String ALIAS = "own";

        private final X509Certificate @Nullable [] chain;
        private final @Nullable PrivateKey privateKey;
        private final Runnable asked;

        OneKey(@Nullable Identity identity, Runnable asked) throws GeneralSecurityException {
            this.chain = identity == null
                    ? null
                    : Pem.certificates(identity.certificates()).toArray(X509Certificate[]::new);
            this.privateKey = identity == null ? null : Pem.privateKey(identity.privateKey());
            this.asked = asked;
        }

        private @Nullable String alias(String keyType) {
            PrivateKey key = privateKey;
            if (key == null) {
                return null;
            }
            boolean rsa = key.getAlgorithm().equals("RSA") && keyType.equals("RSASSA-PSS");
            boolean ec = key.getAlgorithm().equals("EC") && keyType.startsWith("EC");
            boolean fits = keyType.equals(key.getAlgorithm()) || rsa || ec;
            return fits ? ALIAS : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias(keyType);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias(keyType);
        }

        /** Whoever signed it: that the server may refuse it is what some cases are about. */
        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            asked.run();
            for (String keyType : keyTypes) {
                if (alias(keyType) != null) {
                    return ALIAS;
                }
            }
            return null;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chooseClientAlias(keyTypes, issuers, null);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return chain;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return privateKey;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }
    }

    /** The cases bring certificates that nobody signed. */
    private static class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Signed by one of these authorities, or one of them itself, and for this name. */
    private static final class NamedCertificate extends AnyCertificate {
        private final List<X509TrustManager> signed;
        private final @Nullable String name;

        NamedCertificate(String authorities, @Nullable String name) throws GeneralSecurityException {
            this.signed = Arrays.stream(trusting(authorities))
                    .map(X509TrustManager.class::cast)
                    .toList();
            this.name = name;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            for (X509TrustManager each : signed) {
                each.checkServerTrusted(chain, type);
            }
            if (name != null && !CertificateNames.fit(chain[0], name)) {
                throw new CertificateException(
                        "the certificate is not for " + name + ": " + CertificateNames.of(chain[0]));
            }
        }
    }
}
