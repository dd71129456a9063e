package dev.gatehouse.tls.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.trust.ClientTrust;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveCertificatesTest {
    private static final Bind GATEWAY = new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "d", "g"), 443);
    private static final Bind INGRESS = new Bind(Bind.INGRESS, 443);
    private static final List<String> KEY_TYPES = List.of("EC");
    private static final Instant FROM = Instant.parse("2026-04-01T00:00:00Z");

    private final Observed observed = new Observed();
    private final AtomicReference<Instant> now = new AtomicReference<>(FROM);
    private final LiveCertificates certificates =
            LiveCertificates.builder().observer(observed).clock(now::get).build();

    @Test
    void aChangedSecretIsServedFromTheNextHandshakeOn() {
        Secret before = secret("shop", "a.example");
        Secret after = secret("shop", "a.example");
        update(listener("a.example", before));
        assertShown(before, "a.example");
        update(listener("a.example", after));
        assertShown(after, "a.example");
        assertEquals(List.of("added d/shop", "rotated d/shop [a.example]"), observed.heard());
        update(listener("a.example", copy(after)));
        assertEquals(List.of(), observed.heard(), "the same content is no change");
        update();
        assertEquals(List.of("removed d/shop"), observed.heard());
        assertNull(certificates.selector(GATEWAY).select("a.example", KEY_TYPES));
    }

    @Test
    void aBrokenSecretIsRefusedAndTheOldOneStays() {
        Secret good = secret("shop", "a.example");
        Secret broken = new Secret(Metadata.of("d", "shop"), Secret.TLS, Map.of("tls.crt", new byte[] {1}));
        update(listener("a.example", good));
        update(listener("a.example", broken));
        assertShown(good, "a.example");
        assertEquals(List.of("added d/shop", "refused d/shop tls-secret-malformed"), observed.heard());
        assertEquals(List.of("tls-secret-malformed", "tls-secret-malformed"), names(certificates.problems()));
        update(listener("a.example", copy(broken)));
        assertShown(good, "a.example");
        assertEquals(List.of(), observed.heard(), "told once");
        update(listener("a.example", good));
        assertEquals(List.of(), names(certificates.problems()));
        Secret mended = secret("shop", "a.example");
        update(listener("a.example", broken));
        update(listener("a.example", mended));
        assertShown(mended, "a.example");
        assertEquals(List.of("refused d/shop tls-secret-malformed", "rotated d/shop [a.example]"), observed.heard());
    }

    @Test
    void aSecretThatWasNeverGoodIsReplacedByWhateverComes() {
        Secret broken = new Secret(Metadata.of("d", "shop"), Secret.TLS, Map.of());
        Secret worse = new Secret(Metadata.of("d", "shop"), Secret.TLS, Map.of("tls.crt", new byte[] {1}));
        update(listener("a.example", broken));
        update(listener("a.example", worse));
        assertNull(certificates.selector(GATEWAY).select("a.example", KEY_TYPES));
        assertEquals(List.of("added d/shop"), observed.heard(), "nothing is served on in its place");
        assertEquals(
                worse.ref() + " tls-secret-malformed, " + worse.ref() + " tls-secret-malformed",
                certificates.problems().stream()
                        .map(problem -> problem.resource() + " " + problem.name())
                        .collect(Collectors.joining(", ")),
                "those of the newest alone");
        Secret good = secret("shop", "a.example");
        update(listener("a.example", good));
        assertShown(good, "a.example");
    }

    @Test
    void aSecretThatWasGoneIsNew() {
        Secret good = secret("shop", "a.example");
        update(listener("a.example", good));
        update();
        update(listener("a.example", new Secret(Metadata.of("d", "shop"), Secret.TLS, Map.of())));
        assertNull(certificates.selector(GATEWAY).select("a.example", KEY_TYPES));
        assertEquals(List.of("added d/shop", "removed d/shop", "added d/shop"), observed.heard());
    }

    @Test
    void portsAreApart() {
        ServerCertificate fallback = read(secret("default", "default.example"));
        LiveCertificates ports = LiveCertificates.builder()
                .defaultCertificate(fallback)
                .observer(observed)
                .build();
        Secret gateway = secret("gateway", "a.example");
        Secret ingress = secret("ingress", "b.example");
        ports.update(List.of(listener("a.example", gateway), ingress(new CertificateUse(hosts("b.example"), ingress))));
        assertEquals(read(gateway), ports.selector(GATEWAY).select("a.example", KEY_TYPES));
        assertNull(ports.selector(GATEWAY).select("b.example", KEY_TYPES));
        assertEquals(read(ingress), ports.selector(INGRESS).select("b.example", KEY_TYPES));
        assertEquals(fallback, ports.selector(INGRESS).select("a.example", KEY_TYPES));
        assertNull(ports.selector(new Bind(Bind.INGRESS, 8443)).select("a.example", KEY_TYPES));
    }

    @Test
    void clientsAreAskedForWhatTheirPortSays() {
        String root = MintedCertificate.builder().authority("Root").mint().certificatePem();
        ClientValidation validation = new ClientValidation(List.of(root), true);
        update(asking(validation));
        ClientTrust trust = certificates.clients(GATEWAY);
        assertEquals(ClientTrust.of(validation), trust);
        update(asking(new ClientValidation(List.of(root), true)));
        assertSame(trust, certificates.clients(GATEWAY));
        update(asking(null));
        assertNull(certificates.clients(GATEWAY));
    }

    @Test
    void endsAreToldOnceADay() {
        Secret shop = MintedCertificate.builder("a.example")
                .notBefore(FROM)
                .validity(Duration.ofDays(90))
                .mint()
                .toSecret("d", "shop");
        update(listener("a.example", shop));
        assertEquals(List.of("added d/shop"), observed.heard());
        CertificateExpiry expiry = certificates.expiries().get(0);
        assertEquals(90.0, expiry.daysLeft(FROM));
        assertEquals(List.of("a.example"), expiry.names());
        assertEquals(List.of(), tell(Duration.ofDays(76)));
        assertEquals(List.of("expiring d/shop 14"), tell(Duration.ofDays(76).plusSeconds(1)));
        assertEquals(List.of(), tell(Duration.ofDays(76).plusHours(1)));
        assertEquals(List.of("expiring d/shop 1"), tell(Duration.ofDays(89)));
        assertEquals(List.of("expiring d/shop 0"), tell(Duration.ofDays(89).plusHours(23)));
        assertEquals(List.of("expiring d/shop -1"), tell(Duration.ofDays(91)));
        Secret renewed = MintedCertificate.builder("a.example")
                .notBefore(now.get())
                .mint()
                .toSecret("d", "shop");
        update(listener("a.example", renewed));
        assertEquals(List.of("rotated d/shop [a.example]"), observed.heard());
        certificates.tellExpiries();
        assertEquals(List.of(), observed.heard());
    }

    @Test
    void itFollowsRoutesUntilItIsEnded() {
        Secret before = secret("shop", "a.example");
        Secret after = secret("shop", "a.example");
        Secret late = secret("shop", "a.example");
        LiveRoutes routes = LiveRoutes.of(resources(before));
        Runnable end = certificates.follow(routes);
        assertEquals(read(before), certificates.selector(INGRESS).select("a.example", KEY_TYPES));
        routes.apply(resources(after));
        assertEquals(read(after), certificates.selector(INGRESS).select("a.example", KEY_TYPES));
        end.run();
        routes.apply(resources(late));
        assertEquals(read(after), certificates.selector(INGRESS).select("a.example", KEY_TYPES));
    }

    private static Resources resources(Secret secret) {
        return Resources.decode(List.of(
                Document.of(Map.of(
                        "apiVersion",
                        "networking.k8s.io/v1",
                        "kind",
                        "IngressClass",
                        "metadata",
                        Map.of("name", "gatehouse"),
                        "spec",
                        Map.of("controller", Controllers.GATEHOUSE))),
                Document.of(Map.of(
                        "apiVersion",
                        "networking.k8s.io/v1",
                        "kind",
                        "Ingress",
                        "metadata",
                        Map.of("name", "shop", "namespace", "d"),
                        "spec",
                        Map.of(
                                "ingressClassName",
                                "gatehouse",
                                "tls",
                                List.of(Map.of("hosts", List.of("a.example"), "secretName", "shop")),
                                "rules",
                                List.of(Map.of("host", "a.example"))))),
                Document.of(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "type",
                        Secret.TLS,
                        "metadata",
                        Map.of("name", "shop", "namespace", "d"),
                        "stringData",
                        Map.of(
                                "tls.crt",
                                new String(secret.value("tls.crt"), StandardCharsets.US_ASCII),
                                "tls.key",
                                new String(secret.value("tls.key"), StandardCharsets.US_ASCII))))));
    }

    private List<String> tell(Duration after) {
        now.set(FROM.plus(after));
        certificates.tellExpiries();
        return observed.heard();
    }

    private void update(AttachedListener... listeners) {
        certificates.update(List.of(listeners));
    }

    private void assertShown(Secret expected, String name) {
        assertEquals(read(expected), certificates.selector(GATEWAY).select(name, KEY_TYPES));
    }

    private static ServerCertificate read(Secret secret) {
        ServerCertificate certificate = ServerCertificate.parse(secret).certificate();
        assertNotNull(certificate);
        return certificate;
    }

    private static Secret secret(String name, String... hosts) {
        return MintedCertificate.builder(hosts).notBefore(FROM).mint().toSecret("d", name);
    }

    private static Secret copy(Secret secret) {
        return new Secret(
                secret.metadata(),
                secret.type(),
                secret.data().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().clone())));
    }

    private static AttachedListener listener(String hostname, Secret... secrets) {
        return new AttachedListener(
                GATEWAY,
                "https",
                new Hostname(hostname),
                true,
                Style.GATEWAY,
                Stream.of(secrets)
                        .map(secret -> new CertificateUse(List.of(), secret))
                        .toList(),
                List.of());
    }

    private static AttachedListener asking(ClientValidation validation) {
        return new AttachedListener(
                GATEWAY,
                GATEWAY.owner(),
                "https",
                Protocol.HTTPS,
                null,
                Style.GATEWAY,
                List.of(),
                validation,
                List.of(),
                List.of());
    }

    private static AttachedListener ingress(CertificateUse... uses) {
        return new AttachedListener(INGRESS, "https", null, true, Style.INGRESS, List.of(uses), List.of());
    }

    private static List<Hostname> hosts(String... hosts) {
        return Stream.of(hosts).map(Hostname::new).toList();
    }

    private static List<String> names(List<Problem> problems) {
        return problems.stream().map(Problem::name).toList();
    }
}
