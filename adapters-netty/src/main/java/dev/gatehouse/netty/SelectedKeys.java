package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.OpenSslPolicy;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.select.CertificateSelector;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one selector, for OpenSSL. It asks for one kind of key after the other and takes the first that is answered, whether
 * the client can use it or not; so each is answered only if it is among the best that this client can use.
 */
final class SelectedKeys extends X509ExtendedKeyManager {
    private final CertificateSelector certificates;
    private final Map<String, ServerCertificate> chosen = new ConcurrentHashMap<>();

    SelectedKeys(CertificateSelector certificates) {
        this.certificates = certificates;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        if (!(engine.getHandshakeSession() instanceof ExtendedSSLSession handshake)) {
            return null;
        }
        Set<String> usable = usable(handshake);
        if (!usable.contains(keyType)) {
            return null;
        }
        for (ServerCertificate candidate : certificates.candidates(ServerTls.serverName(handshake), usable)) {
            if (candidate.keyType().equals(keyType)) {
                chosen.putIfAbsent(candidate.fingerprint(), candidate);
                return candidate.fingerprint();
            }
        }
        return null;
    }

    /** The kinds of keys whose signatures the client takes; all where it does not say. */
    private static Set<String> usable(ExtendedSSLSession handshake) {
        Set<String> usable = ServerTls.keyTypes(handshake);
        return usable.isEmpty() ? OpenSslPolicy.KEY_TYPES : usable;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        ServerCertificate certificate = chosen.get(alias);
        return certificate == null ? null : certificate.privateKey();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        ServerCertificate certificate = chosen.get(alias);
        return certificate == null ? null : certificate.chain().toArray(X509Certificate[]::new);
    }

    /** None without a handshake: what there is depends on the name that is asked for. */
    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    /** None: what there is depends on the name that is asked for. */
    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
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
