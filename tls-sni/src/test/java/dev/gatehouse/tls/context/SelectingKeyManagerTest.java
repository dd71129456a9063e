package dev.gatehouse.tls.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateSelector;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;

class SelectingKeyManagerTest {
    private final AtomicReference<CertificateSelector> certificates = new AtomicReference<>();
    private final X509ExtendedKeyManager manager = ServerTls.keyManager(certificates::get);

    @Test
    void anAliasKeepsItsCertificateThroughAChange() {
        ServerCertificate old = mint();
        serve(old);
        String alias = manager.chooseEngineServerAlias("EC", null, null);
        assertNotNull(alias);
        serve(mint());
        String next = manager.chooseServerAlias("EC", null, null);
        certificates.set(CertificateSelector.of(List.of(), null));
        assertNull(manager.chooseEngineServerAlias("EC", null, null));
        assertSame(old.privateKey(), manager.getPrivateKey(alias));
        assertArrayEquals(old.chain().toArray(), manager.getCertificateChain(alias));
        assertNotEquals(alias, next);
    }

    @Test
    void otherQuestionsHaveNoAnswer() {
        serve(mint());
        assertNull(manager.chooseEngineServerAlias("RSA", null, null));
        assertNull(manager.getPrivateKey("nobody"));
        assertNull(manager.getCertificateChain("nobody"));
        assertNull(manager.getServerAliases("EC", null));
        assertNull(manager.getClientAliases("EC", null));
        assertNull(manager.chooseClientAlias(new String[] {"EC"}, null, null));
        assertNull(manager.chooseEngineClientAlias(new String[] {"EC"}, null, null));
    }

    /** A server that has no handshake to show says nothing of the client, who may know every kind. */
    @Test
    void withoutAHandshakeEveryKindIsAnswered() {
        for (KeyType keyType : KeyType.values()) {
            ServerCertificate certificate = mint(keyType);
            serve(certificate);
            assertNotNull(manager.chooseEngineServerAlias(certificate.keyType(), null, null));
            assertNotNull(manager.chooseServerAlias(certificate.keyType(), null, null));
        }
    }

    /** Parameters that ask nobody would let everybody in. */
    @Test
    void whereClientsMustShowACertificateNothingIsShownUnlessTheyAreAsked() throws Exception {
        SelectingKeyManager required = new SelectingKeyManager(certificates::get, true);
        serve(mint());
        SSLContext platform = SSLContext.getDefault();
        SSLEngine engine = platform.createSSLEngine();
        engine.setUseClientMode(false);
        try (SSLSocket socket = (SSLSocket) platform.getSocketFactory().createSocket();
                Socket plain = new Socket()) {
            socket.setUseClientMode(false);
            assertNull(required.chooseServerAlias("EC", null, null));
            assertNull(required.chooseServerAlias("EC", null, plain));
            assertNull(required.chooseServerAlias("EC", null, socket));
            assertNull(required.chooseEngineServerAlias("EC", null, null));
            assertNull(required.chooseEngineServerAlias("EC", null, engine));
            socket.setWantClientAuth(true);
            engine.setWantClientAuth(true);
            assertNull(required.chooseServerAlias("EC", null, socket));
            assertNull(required.chooseEngineServerAlias("EC", null, engine));
            socket.setNeedClientAuth(true);
            engine.setNeedClientAuth(true);
            assertNotNull(required.chooseServerAlias("EC", null, socket));
            assertNotNull(required.chooseEngineServerAlias("EC", null, engine));
            assertNotNull(manager.chooseServerAlias("EC", null, plain));
        }
    }

    @Test
    void oneCertificateHasOneAlias() {
        Aliases aliases = new Aliases();
        ServerCertificate certificate = mint();
        String alias = aliases.alias(certificate);
        assertSame(alias, aliases.alias(certificate));
        assertEquals(1, aliases.size());
    }

    @Test
    void certificatesGoWhenNobodyHoldsTheirAlias() {
        Aliases aliases = new Aliases();
        ServerCertificate held = mint();
        String alias = aliases.alias(held);
        for (int i = 0; i < 20; i++) {
            aliases.alias(mint());
        }
        for (int i = 0; i < 100 && aliases.size() > 1; i++) {
            System.gc();
        }
        assertEquals(1, aliases.size());
        assertSame(held, aliases.certificate(alias));
    }

    private void serve(ServerCertificate certificate) {
        certificates.set(CertificateSelector.of(List.of(), certificate));
    }

    private static ServerCertificate mint() {
        return mint(KeyType.EC);
    }

    private static ServerCertificate mint(KeyType keyType) {
        return Objects.requireNonNull(ServerCertificate.parse(MintedCertificate.builder("shop.example")
                        .keyType(keyType)
                        .mint()
                        .toSecret("default", "shop"))
                .certificate());
    }
}
