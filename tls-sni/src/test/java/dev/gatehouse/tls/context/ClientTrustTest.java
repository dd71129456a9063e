package dev.gatehouse.tls.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.trust.ClientIdentity;
import dev.gatehouse.tls.trust.ClientTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that show certificates to a port, in handshakes. */
class ClientTrustTest {
    private static final MintedCertificate ROOT = authority("Root");
    private static final MintedCertificate MIDDLE =
            MintedCertificate.builder().authority("Middle").signedBy(ROOT).mint();
    private static final MintedCertificate STRANGER = authority("Stranger");
    private static final MintedCertificate ROBOT =
            client("robot.example").signedBy(MIDDLE).mint();
    private static final MintedCertificate IMPOSTOR =
            client("robot.example").signedBy(STRANGER).mint();
    private static final ServerCertificate SHOP = Objects.requireNonNull(
            ServerCertificate.parse(MintedCertificate.selfSigned("shop.example").toSecret("default", "shop"))
                    .certificate());

    private final AtomicReference<ClientTrust> clients = new AtomicReference<>();
    private final SSLContext context = ServerTls.context(() -> CertificateSelector.of(List.of(), SHOP), clients::get);

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "TLSv1.3, valid, verified",
        "TLSv1.3, other, refused",
        "TLSv1.3, none, refused",
        "TLSv1.2, valid, verified",
        "TLSv1.2, other, refused",
        "TLSv1.2, none, refused",
    })
    void validOnly(String protocol, String shown, String outcome) throws Exception {
        clients.set(trust(true, ROOT));
        assertEquals(outcome, outcome(protocol, shown));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "TLSv1.3, valid, verified",
        "TLSv1.3, other, not verified",
        "TLSv1.3, none, nobody",
        "TLSv1.2, valid, verified",
        "TLSv1.2, other, not verified",
        "TLSv1.2, none, nobody",
    })
    void insecureFallback(String protocol, String shown, String outcome) throws Exception {
        clients.set(trust(false, ROOT));
        assertEquals(outcome, outcome(protocol, shown));
    }

    @ParameterizedTest(name = "required {0}, {1}")
    @CsvSource({"true, valid", "true, none", "false, valid", "false, none"})
    void withoutAuthoritiesNobodyIsServed(boolean required, String shown) throws Exception {
        for (List<String> authorities : List.of(List.<String>of(), List.of("no PEM"))) {
            clients.set(ClientTrust.of(new ClientValidation(authorities, required)));
            assertEquals("refused", outcome("TLSv1.3", shown));
            assertEquals("refused", outcome("TLSv1.2", shown));
        }
    }

    @Test
    void oneGoodBundleAmongBadOnesIsEnough() throws Exception {
        String bundle = STRANGER.certificatePem() + ROOT.certificatePem();
        clients.set(ClientTrust.of(new ClientValidation(List.of("no PEM", bundle), true)));
        assertEquals("verified", outcome("TLSv1.3", "valid"));
        assertEquals("verified", outcome("TLSv1.3", "other"));
    }

    @Test
    void aCertificateForServersOnlyIsNoClients() throws Exception {
        clients.set(trust(true, ROOT));
        MintedCertificate server =
                MintedCertificate.builder("robot.example").signedBy(MIDDLE).mint();
        assertThrows(SSLException.class, () -> handshake(server, "TLSv1.3", parameters -> {}));
    }

    @Test
    void identity() throws Exception {
        clients.set(trust(true, ROOT));
        SSLSession session = handshake(ROBOT, "TLSv1.3", parameters -> {});
        ClientIdentity identity = Objects.requireNonNull(clients.get()).identity(session);
        assertNotNull(identity);
        assertEquals(ROBOT.chain(), identity.chain());
        assertEquals("CN=robot.example", identity.subject());
        assertEquals("CN=Middle", identity.issuer());
        assertEquals(List.of("robot.example"), identity.dnsNames());
        assertEquals(List.of("spiffe://example.org/robot"), identity.uris());
        assertEquals(List.of(), identity.emails());
        assertEquals(64, identity.fingerprint().length());
        assertTrue(ROBOT.certificatePem().startsWith(identity.pem()));
        assertEquals("CN=robot.example (verified)", identity.toString());
    }

    @Test
    void anIdentityDoesNotOutliveItsDatesOrItsAuthorities() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        ClientTrust trust = ClientTrust.of(new ClientValidation(List.of(ROOT.certificatePem()), true), now::get);
        clients.set(trust);
        SSLSession session = handshake(ROBOT, "TLSv1.3", parameters -> {});
        assertTrue(Objects.requireNonNull(trust.identity(session)).verified());
        assertFalse(
                Objects.requireNonNull(trust(true, STRANGER).identity(session)).verified());
        assertTrue(Objects.requireNonNull(trust.identity(session)).verified());
        now.set(now.get().plus(Duration.ofDays(91)));
        assertFalse(Objects.requireNonNull(trust.identity(session)).verified());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionIsResumedWithItsIdentity(String protocol) throws Exception {
        clients.set(trust(true, ROOT));
        Client client = new Client(ROBOT);
        SSLSession first = handshake(client, protocol, parameters -> {});
        SSLSession again = handshake(client, protocol, parameters -> {});
        assertEquals(first.getCreationTime(), again.getCreationTime());
        assertTrue(Objects.requireNonNull(clients.get().identity(again)).verified());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void noSessionIsResumedWhenTheAuthoritiesHaveChanged(String protocol) throws Exception {
        clients.set(trust(true, ROOT));
        Client client = new Client(ROBOT);
        handshake(client, protocol, parameters -> {});
        clients.set(trust(true, STRANGER));
        assertThrows(SSLException.class, () -> handshake(client, protocol, parameters -> {}));
        Client anonymous = new Client();
        clients.set(null);
        assertNull(trust(false, ROOT).identity(handshake(anonymous, protocol, parameters -> {})));
        clients.set(trust(true, ROOT));
        assertThrows(SSLException.class, () -> handshake(anonymous, protocol, parameters -> {}));
    }

    /** CVE-2025-23419: a session that was made where one's certificate counts opens no port where it does not. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void noSessionIsResumedOnAnotherPort(String protocol) throws Exception {
        clients.set(trust(true, ROOT));
        Client client = new Client(ROBOT);
        handshake(client, protocol, parameters -> {});
        ClientTrust elsewhere = trust(true, STRANGER);
        SSLContext another = ServerTls.context(() -> CertificateSelector.of(List.of(), SHOP), () -> elsewhere);
        SSLEngine server = another.createSSLEngine();
        assertThrows(
                SSLException.class,
                () -> Handshake.between(
                        client.engine("shop.example", to -> to.setProtocols(new String[] {protocol})), server));
    }

    /** An equal trust, made anew from equal text, is no change. */
    @Test
    void anEqualTrustKeepsTheSessions() throws Exception {
        clients.set(trust(true, ROOT));
        Client client = new Client(ROBOT);
        SSLSession first = handshake(client, "TLSv1.3", parameters -> {});
        clients.set(trust(true, ROOT));
        assertEquals(
                first.getCreationTime(),
                handshake(client, "TLSv1.3", parameters -> {}).getCreationTime());
    }

    /** A front end that sets parameters of its own and forgets the client certificates serves nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void forgottenParametersLetNobodyIn(String protocol) {
        clients.set(trust(true, ROOT));
        for (SSLParameters forgetful : List.of(ServerTls.parameters(), ServerTls.parameters(List.of("h2")))) {
            assertThrows(SSLException.class, () -> {
                SSLEngine server = context.createSSLEngine();
                server.setSSLParameters(forgetful);
                Handshake.between(
                        new Client(ROBOT).engine("shop.example", to -> to.setProtocols(new String[] {protocol})),
                        server);
            });
        }
        assertTrue(ServerTls.parameters(clients.get(), List.of("h2")).getNeedClientAuth());
        assertTrue(ServerTls.parameters(trust(false, ROOT), List.of()).getWantClientAuth());
        assertFalse(ServerTls.parameters(null, List.of()).getNeedClientAuth());
    }

    private String outcome(String protocol, String shown) throws Exception {
        MintedCertificate certificate = shown.equals("valid") ? ROBOT : shown.equals("other") ? IMPOSTOR : null;
        try {
            SSLSession session = handshake(certificate, protocol, parameters -> {});
            ClientIdentity identity = clients.get().identity(session);
            return identity == null ? "nobody" : identity.verified() ? "verified" : "not verified";
        } catch (SSLException e) {
            return "refused";
        }
    }

    private SSLSession handshake(MintedCertificate certificate, String protocol, Consumer<SSLParameters> more)
            throws SSLException {
        return handshake(new Client(certificate), protocol, more);
    }

    private SSLSession handshake(Client client, String protocol, Consumer<SSLParameters> more) throws SSLException {
        SSLEngine server = context.createSSLEngine();
        Handshake.between(
                client.engine("shop.example", to -> {
                    to.setProtocols(new String[] {protocol});
                    more.accept(to);
                }),
                server);
        return server.getSession();
    }

    private static ClientTrust trust(boolean required, MintedCertificate authority) {
        return ClientTrust.of(new ClientValidation(List.of(authority.certificatePem()), required));
    }

    private static MintedCertificate authority(String name) {
        return MintedCertificate.builder().authority(name).mint();
    }

    private static MintedCertificate.Builder client(String name) {
        return MintedCertificate.builder(name)
                .uri("spiffe://example.org/robot")
                .keyType(KeyType.EC)
                .client();
    }
}
