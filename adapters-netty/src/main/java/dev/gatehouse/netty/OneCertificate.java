package dev.gatehouse.netty;

import dev.gatehouse.tls.certificate.ServerCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** One certificate of a server, for whoever has chosen it already. */
final class OneCertificate extends X509ExtendedKeyManager {
    private final ServerCertificate certificate;

    OneCertificate(ServerCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyType.equals(certificate.keyType()) ? certificate.fingerprint() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return certificate.privateKey();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificate.chain().toArray(X509Certificate[]::new);
    }

    /** None: this side is a server. */
    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    /** None: this side is a server. */
    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
