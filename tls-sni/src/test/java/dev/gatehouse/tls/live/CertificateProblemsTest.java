package dev.gatehouse.tls.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateProblemsTest {
    private static final Bind GATEWAY = new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "d", "g"), 443);

    @ParameterizedTest(name = "listener {0}, routes {1}, certificates {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a.x | | a.x | ",
                "a.x | | *.x | ",
                "a.x | | b.x | certificate-host-not-covered",
                "a.b.x | | *.x | certificate-wildcard-depth",
                "a.b.x | | c.x, *.x | certificate-wildcard-depth",
                "a.b.x | | *.x, c.x | certificate-wildcard-depth",
                "a.x | | c.x, *.b.x | certificate-host-not-covered",
                "a.x | | b.x, a.x | ",
                "a.x | b.x | a.x | ",
                "*.x | | *.x | ",
                "*.x | | a.x | certificate-host-not-covered",
                "*.x | a.x | a.x | ",
                "*.x | a.x | *.x | ",
                "*.x | a.x *.x | a.x | certificate-host-not-covered",
                "*.x | a.x a.b.x | *.x | certificate-wildcard-depth",
                "*.x | a.x b.x | a.x, b.x | ",
                " | | a.x | ",
                " | a.x | a.x | ",
                " | c.x | a.x | certificate-host-not-covered",
                " | * | a.x | ",
                "a | | b.x | certificate-host-not-covered",
                "a | | a | ",
                "a.x | | broken | tls-secret-malformed tls-secret-malformed",
                "a.x | | broken, b.x | tls-secret-malformed tls-secret-malformed certificate-host-not-covered",
                "a.x | | a.x, a.x | duplicate-certificate",
                "a.x | | a.x b.x, a.x b.x | duplicate-certificate",
                "a.x | | a.x, a.x, a.x | duplicate-certificate duplicate-certificate",
                "a.x | | a.x RSA, a.x | ",
                "a.x | | a.x b.x, b.x c.x | duplicate-certificate",
            })
    void ofAGateway(String hostname, String routes, String certificates, String expected) {
        List<CertificateUse> uses = new ArrayList<>();
        for (String names : certificates.split(", ", -1)) {
            uses.add(new CertificateUse(List.of(), secret("number-" + uses.size(), names)));
        }
        AttachedListener listener = new AttachedListener(
                GATEWAY,
                "https",
                hostname == null ? null : new Hostname(hostname),
                true,
                Style.GATEWAY,
                uses,
                routes == null ? List.of() : List.of(rule(routes)));
        assertEquals(expected == null ? "" : expected, names(CertificateProblems.of(List.of(listener), Instant.now())));
    }

    @ParameterizedTest(name = "hosts {0}, certificate {1}: {2}")
    @CsvSource({
        "a.x, a.x, ",
        "a.x, *.x, ",
        "*.x, *.x, ",
        "*.x, a.x, certificate-host-not-covered",
        "a.x, b.x, certificate-host-not-covered",
        "a.b.x, *.x, certificate-wildcard-depth",
    })
    void ofAnIngress(String host, String certificate, String expected) {
        AttachedListener listener = new AttachedListener(
                new Bind(Bind.INGRESS, 443),
                "https",
                null,
                true,
                Style.INGRESS,
                List.of(new CertificateUse(List.of(new Hostname(host)), secret(certificate))),
                List.of(rule("other.x")));
        List<Problem> problems = CertificateProblems.of(List.of(listener), Instant.now());
        assertEquals(expected == null ? "" : expected, names(problems));
        problems.forEach(problem -> {
            assertEquals("Secret d/" + certificate, String.valueOf(problem.resource()));
            assertTrue(problem.message().contains("does not cover " + host), problem::message);
        });
    }

    /** Told of the first that has names, with the first names found. */
    @Test
    void ofSeveralThatDoNotCoverTheFirstIsNamed() {
        AttachedListener listener = listener(GATEWAY, "a.x", secret("none", "broken"), secret("b.x"), secret("c.x"));
        Problem problem =
                CertificateProblems.between(List.of(listener), TlsSecret::of).get(0);
        assertEquals("Secret d/b.x", String.valueOf(problem.resource()));
        assertEquals("data[tls.crt]", String.valueOf(problem.field()));
        assertEquals("the certificate does not cover a.x (found: b.x)", problem.message());
    }

    /** Two are in each other's way on one port, with one hostname; and one Secret is in nobody's. */
    @Test
    void duplicatesAreOfOneListener() {
        Secret one = secret("one", "*.x");
        Secret other = secret("other", "*.x");
        Bind elsewhere = new Bind(GATEWAY.owner(), 8443);
        assertEquals(
                "",
                names(CertificateProblems.of(
                        List.of(
                                listener(GATEWAY, "a.x", one),
                                listener(GATEWAY, "b.x", other),
                                listener(elsewhere, "a.x", other)),
                        Instant.now())));
        assertEquals("", names(CertificateProblems.of(List.of(listener(GATEWAY, "a.x", one, one)), Instant.now())));
        List<Problem> problems = CertificateProblems.of(
                List.of(listener(GATEWAY, "a.x", one), listener(GATEWAY, "a.x", other)), Instant.now());
        assertEquals("duplicate-certificate", names(problems));
        assertEquals("Secret d/other", String.valueOf(problems.get(0).resource()));
    }

    /** Of an Ingress by the hosts that it names, whatever else the certificates are for. */
    @Test
    void duplicatesOfAnIngressAreThoseOfItsHosts() {
        assertEquals("duplicate-certificate", names(ofIngress(secret("one", "*.x"), secret("other", "a.x"))));
        assertEquals("", names(ofIngress(secret("one", "a.x b.x"))));
        assertEquals(
                "tls-secret-malformed tls-secret-malformed", names(ofIngress(secret("none", "broken"), secret("a.x"))));
    }

    private static List<Problem> ofIngress(Secret... secrets) {
        AttachedListener listener = new AttachedListener(
                new Bind(Bind.INGRESS, 443),
                "https",
                null,
                true,
                Style.INGRESS,
                Stream.of(secrets)
                        .map(secret -> new CertificateUse(List.of(new Hostname("a.x")), secret))
                        .toList(),
                List.of());
        return CertificateProblems.of(List.of(listener), Instant.now());
    }

    /** That of an Ingress without hosts is for whatever comes. */
    @Test
    void withoutHostsAnIngressAsksForNone() {
        AttachedListener listener = new AttachedListener(
                new Bind(Bind.INGRESS, 443),
                "https",
                null,
                true,
                Style.INGRESS,
                List.of(new CertificateUse(List.of(), secret("a.x"))),
                List.of(rule("other.x")));
        assertEquals("", names(CertificateProblems.of(List.of(listener), Instant.now())));
    }

    @Test
    void plainListenersHaveNone() {
        AttachedListener listener = new AttachedListener(
                GATEWAY,
                "http",
                null,
                false,
                Style.GATEWAY,
                List.of(new CertificateUse(List.of(), secret("broken"))),
                List.of(rule("a.x")));
        assertEquals(List.of(), CertificateProblems.of(List.of(listener), Instant.now()));
    }

    private static AttachedListener listener(Bind bind, String hostname, Secret... secrets) {
        return new AttachedListener(
                bind,
                "https",
                new Hostname(hostname),
                true,
                Style.GATEWAY,
                Stream.of(secrets)
                        .map(secret -> new CertificateUse(List.of(), secret))
                        .toList(),
                List.of());
    }

    private static RoutingRule rule(String hosts) {
        return new RoutingRule(
                new Origin(new ObjectRef("", "HTTPRoute", "d", "r"), null, 0, null, Source.NONE),
                Stream.of(hosts.split(" ", -1))
                        .map(host -> host.equals("*") ? HostPattern.ANY : HostPattern.gateway(new Hostname(host)))
                        .toList(),
                List.of(RuleMatch.of(0, new PathMatch(PathMatch.Kind.PREFIX, "/"))),
                new RuleAction.Fail(500, "none"));
    }

    private static Secret secret(String names) {
        return secret(names, names);
    }

    /** The word RSA stands for the key. */
    private static Secret secret(String name, String names) {
        return names.equals("broken")
                ? new Secret(Metadata.of("d", name), Secret.TLS, Map.of())
                : MintedCertificate.builder(names.replace(" RSA", "").split(" ", -1))
                        .keyType(names.endsWith("RSA") ? KeyType.RSA : KeyType.EC)
                        .mint()
                        .toSecret("d", name);
    }

    private static String names(List<Problem> problems) {
        return String.join(" ", problems.stream().map(Problem::name).toList());
    }
}
