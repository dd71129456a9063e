package dev.gatehouse.tls.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The selector against the order of its Javadoc, taken literally over all entries. */
class CertificateSelectorPropertyTest {
    private static final List<String> HOSTS =
            List.of("x", "a.x", "b.x", "a.b.x", "b.b.x", "a.a.b.x", "*.x", "*.b.x", "*.a.b.x");
    private static final List<String> NAMES =
            List.of("x", "a.x", "b.x", "c.x", "a.b.x", "c.b.x", "a.a.b.x", "c.a.b.x", "c.c.b.x", "y");
    private static final List<List<String>> KEY_TYPES = List.of(
            List.of("EC"), List.of("EdDSA"), List.of("EC", "EdDSA"), List.of("EdDSA", "RSA", "EC"), List.of("RSA"));
    private static final List<ServerCertificate> CERTIFICATES = certificates();

    private final Instant now = Instant.now();

    private static List<ServerCertificate> certificates() {
        List<ServerCertificate> certificates = new ArrayList<>();
        for (KeyType keyType : List.of(KeyType.EC, KeyType.ED25519)) {
            for (List<String> names : List.of(
                    List.of("a.x"),
                    List.of("*.x"),
                    List.of("*.b.x", "x"),
                    List.of("b.x", "*.x"),
                    List.of("a.b.x", "y"))) {
                certificates.add(Certificates.of(keyType, names.toArray(String[]::new)));
                certificates.add(Certificates.expired(keyType, names.toArray(String[]::new)));
            }
        }
        return certificates;
    }

    @Property(tries = 2000)
    void choosesInTheOneOrder(
            @ForAll("listeners") List<ListenerCertificates> listeners,
            @ForAll("fallbacks") Optional<ServerCertificate> fallback,
            @ForAll("names") Optional<String> name,
            @ForAll("keyTypes") List<String> keyTypes) {
        CertificateSelector selector = CertificateSelector.of(listeners, fallback.orElse(null), () -> now);
        assertEquals(
                naive(listeners, fallback, name.orElse(null), keyTypes),
                Optional.ofNullable(selector.select(name.orElse(null), keyTypes)));
    }

    /** One that was changed again and again chooses as one that was made of what there is in the end. */
    @Property(tries = 1000)
    void changesComeToTheSame(
            @ForAll("states") List<List<ListenerCertificates>> states,
            @ForAll("fallbacks") Optional<ServerCertificate> fallback) {
        CertificateSelector changed = CertificateSelector.of(List.of(), fallback.orElse(null), () -> now);
        Set<Hostname> hostnames = new HashSet<>();
        for (List<ListenerCertificates> listeners : states) {
            listeners.forEach(listener -> hostnames.add(listener.hostname()));
            for (Hostname hostname : hostnames) {
                List<ListenerCertificates> of = listeners.stream()
                        .filter(listener -> Objects.equals(listener.hostname(), hostname))
                        .toList();
                List<CertificateEntry> entries = of.stream()
                        .flatMap(listener -> listener.entries().stream())
                        .toList();
                changed = changed.with(hostname, of.isEmpty() ? null : entries);
            }
            CertificateSelector made = CertificateSelector.of(listeners, fallback.orElse(null), () -> now);
            for (String name : NAMES) {
                for (List<String> keyTypes : KEY_TYPES) {
                    assertEquals(made.candidates(name, keyTypes), changed.candidates(name, keyTypes), name);
                }
            }
            for (List<String> keyTypes : KEY_TYPES) {
                assertEquals(made.candidates(null, keyTypes), changed.candidates(null, keyTypes));
            }
        }
    }

    /** Of few Secrets, in long lists that have much in common. */
    @Provide
    Arbitrary<List<List<ListenerCertificates>>> states() {
        List<TlsSecret> secrets = CERTIFICATES.stream().map(TlsSecret::of).toList();
        Arbitrary<List<Hostname>> hosts =
                Arbitraries.of(HOSTS).map(Hostname::new).list().uniqueElements().ofMaxSize(3);
        Arbitrary<CertificateEntry> entry = Combinators.combine(hosts, Arbitraries.of(secrets))
                .as((names, secret) -> new CertificateEntry(names, secret));
        Arbitrary<List<CertificateEntry>> common = entry.list().ofMinSize(4).ofMaxSize(12);
        return common.flatMap(entries -> Combinators.combine(
                        Arbitraries.of(HOSTS)
                                .map(Hostname::new)
                                .injectNull(0.5)
                                .list()
                                .uniqueElements()
                                .ofMaxSize(2),
                        Arbitraries.integers().between(0, entries.size()),
                        Arbitraries.integers().between(0, 2),
                        entry.list().ofMaxSize(2))
                .as((hostnames, at, without, more) -> {
                    List<CertificateEntry> changed = new ArrayList<>(entries.subList(0, at));
                    changed.addAll(more);
                    changed.addAll(entries.subList(Math.min(entries.size(), at + without), entries.size()));
                    return hostnames.stream()
                            .map(hostname -> new ListenerCertificates(hostname, changed))
                            .toList();
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(5));
    }

    private Optional<ServerCertificate> naive(
            List<ListenerCertificates> listeners,
            Optional<ServerCertificate> fallback,
            String name,
            List<String> keyTypes) {
        Optional<Hostname> owner = name == null
                ? Optional.empty()
                : listeners.stream()
                        .map(ListenerCertificates::hostname)
                        .filter(Objects::nonNull)
                        .filter(hostname -> hostname.covers(new Hostname(name)))
                        .min(Comparator.comparing(Hostname::isWildcard)
                                .thenComparing(hostname -> -hostname.text().split("\\.", -1).length));
        List<CertificateEntry> entries = listeners.stream()
                .filter(listener -> Objects.equals(listener.hostname(), owner.orElse(null)))
                .flatMap(listener -> listener.entries().stream())
                .filter(entry -> keyTypes.contains(certificate(entry).keyType()))
                .toList();
        List<ServerCertificate> step = having(entries, host -> host.equals(name));
        if (step.isEmpty() && name != null && name.contains(".")) {
            step = having(entries, host -> host.equals("*" + name.substring(name.indexOf('.'))));
        }
        if (step.isEmpty()) {
            step = valid(entries.stream()
                    .filter(entry -> entry.hosts().isEmpty())
                    .map(CertificateSelectorPropertyTest::certificate)
                    .toList());
            if (!step.isEmpty()) {
                ServerCertificate first = step.get(0);
                step = step.stream()
                        .filter(certificate -> certificate.names().equals(first.names()))
                        .toList();
            }
        }
        if (step.isEmpty() && owner.isEmpty()) {
            step = fallback.filter(certificate -> keyTypes.contains(certificate.keyType())).stream()
                    .toList();
        }
        return valid(step).stream().min(Comparator.comparing(certificate -> keyTypes.indexOf(certificate.keyType())));
    }

    private static List<ServerCertificate> having(List<CertificateEntry> entries, Predicate<String> host) {
        return entries.stream()
                .filter(entry -> hosts(entry).anyMatch(host))
                .map(CertificateSelectorPropertyTest::certificate)
                .toList();
    }

    private static ServerCertificate certificate(CertificateEntry entry) {
        return Objects.requireNonNull(entry.secret().certificate());
    }

    private static Stream<String> hosts(CertificateEntry entry) {
        return entry.hosts().isEmpty()
                ? entry.secret().names().stream()
                : entry.hosts().stream().map(Hostname::text);
    }

    private List<ServerCertificate> valid(List<ServerCertificate> certificates) {
        return certificates.stream().anyMatch(certificate -> certificate.isValidAt(now))
                ? certificates.stream()
                        .filter(certificate -> certificate.isValidAt(now))
                        .toList()
                : certificates;
    }

    @Provide
    Arbitrary<List<ListenerCertificates>> listeners() {
        Arbitrary<List<Hostname>> hosts =
                Arbitraries.of(HOSTS).map(Hostname::new).list().uniqueElements().ofMaxSize(3);
        Arbitrary<CertificateEntry> entry = Combinators.combine(
                        Arbitraries.oneOf(Arbitraries.just(List.<Hostname>of()), hosts), Arbitraries.of(CERTIFICATES))
                .as((names, certificate) -> new CertificateEntry(names, certificate));
        return Combinators.combine(
                        Arbitraries.of(HOSTS).map(Hostname::new).injectNull(0.3),
                        entry.list().ofMaxSize(5))
                .as(ListenerCertificates::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Optional<ServerCertificate>> fallbacks() {
        return Arbitraries.of(CERTIFICATES).optional(0.5);
    }

    @Provide
    Arbitrary<Optional<String>> names() {
        return Arbitraries.of(NAMES).optional(0.9);
    }

    @Provide
    Arbitrary<List<String>> keyTypes() {
        return Arbitraries.of(KEY_TYPES);
    }
}
