package dev.gatehouse.tls.context;

import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateSelector;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks one selector throughout a handshake, though the supplier may have others meanwhile.
 *
 * <p>A server that can sign with several kinds of keys asks for one kind after the other and takes the first that is answered. So
 * each question is answered only if the kind is among the best that this client can use: an RSA key does not lose the handshake
 * to a worse match with an EC key that happens to be asked for first. And all questions go to the selector that the first one
 * went to: were the EC key replaced by an RSA key between the two questions, both would be denied.
 *
 * <p>The server then asks for the key and for the chain of the alias that it was given, each by itself. {@link Aliases} answers
 * both from the one certificate chosen.
 *
 * <p>A session that has a value bound to it is kept by the server, and its ticket is only a name for it: the JVM cannot write the
 * value into a ticket. That is wanted here, and so a value is bound. From JDK 25 on, tickets that hold the session are opened before
 * the name is known, and count only if the certificate can be guessed without it. With TLS 1.2 the JVM then sends an empty ticket,
 * and clients of the JVM do not come back; there it stays with tickets that hold the session.
 */
final class SelectingKeyManager extends X509ExtendedKeyManager {
    private static final String SELECTOR = CertificateSelector.class.getName();
    private static final String KEPT = SelectingKeyManager.class.getName();

    /** What cipher suites of TLS 1.2 say of a client's keys. */
    private static final Set<String> OF_SUITES = Set.of("EC", "RSA");

    private final Supplier<CertificateSelector> certificates;
    private final boolean clientsRequired;
    private final Aliases aliases = new Aliases();

    /** @param clientsRequired whether a handshake that would not fail for want of a client certificate must not succeed */
    SelectingKeyManager(Supplier<CertificateSelector> certificates, boolean clientsRequired) {
        this.certificates = certificates;
        this.clientsRequired = clientsRequired;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        boolean asked = engine != null && engine.getNeedClientAuth();
        return clientsRequired && !asked ? null : choose(keyType, engine == null ? null : engine.getHandshakeSession());
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        SSLSocket tls = socket instanceof SSLSocket of ? of : null;
        boolean asked = tls != null && tls.getNeedClientAuth();
        return clientsRequired && !asked ? null : choose(keyType, tls == null ? null : tls.getHandshakeSession());
    }

    private @Nullable String choose(String keyType, @Nullable SSLSession handshake) {
        String serverName = handshake == null ? null : RequestedName.of(handshake);
        for (ServerCertificate candidate : selector(handshake).candidates(serverName, usable(keyType, handshake))) {
            if (candidate.keyType().equals(keyType)) {
                if (handshake != null) {
                    handshake.removeValue(SELECTOR);
                    if (isTls13(handshake)) {
                        handshake.putValue(KEPT, keyType);
                    }
                }
                return aliases.alias(candidate);
            }
        }
        return null;
    }

    /** The selector of the first question of this handshake, until one is answered. */
    private CertificateSelector selector(@Nullable SSLSession handshake) {
        if (handshake == null) {
            return certificates.get();
        }
        if (handshake.getValue(SELECTOR) instanceof CertificateSelector asked) {
            return asked;
        }
        CertificateSelector selector = certificates.get();
        handshake.putValue(SELECTOR, selector);
        return selector;
    }

    /**
     * The kinds of keys whose signatures the client takes, as far as it says, with the one that the server asks for where it asks with reason.
     * With TLS 1.3 it has looked at what the client signs with. With TLS 1.2 it goes by the cipher suite, which tells EC from RSA and no more:
     * a suite for ECDSA is one for EdDSA as well, whether or not the client knows that.
     */
    private static Collection<String> usable(String keyType, @Nullable SSLSession handshake) {
        Set<String> keyTypes =
                handshake instanceof ExtendedSSLSession session ? ServerTls.keyTypes(session) : new TreeSet<>();
        if (keyTypes.isEmpty() || OF_SUITES.contains(keyType) || isTls13(handshake)) {
            keyTypes.add(keyType);
        }
        return keyTypes;
    }

    private static boolean isTls13(@Nullable SSLSession handshake) {
        return handshake != null && handshake.getProtocol().equals("TLSv1.3");
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        ServerCertificate certificate = aliases.certificate(alias);
        return certificate == null ? null : certificate.privateKey();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        ServerCertificate certificate = aliases.certificate(alias);
        return certificate == null ? null : certificate.chain().toArray(X509Certificate[]::new);
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
