package dev.gatehouse.tls.select;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.ServerCertificate;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate of a port by the name that a client asks for. It looks in this order:
 *
 * <ol>
 *   <li>The listener: the one whose hostname is the name; else the one whose wildcard has the most labels, a wildcard standing
 *       for one or more labels; else the one without a hostname. A client that sends no name, or an IP address for one, is the
 *       last's. No other listener is asked from here on.
 *   <li>Among its certificates: those that have the name itself; else a wildcard for its first label; else the first of those
 *       that go by their own names.
 *   <li>Among these: those of a key type that the client can use. A step that has none passes on to the next.
 *   <li>Among these: those that are valid now, where any is.
 *   <li>Among these: the key type that the client prefers; then the order in which they were given.
 *   <li>Where no listener with a hostname owns the name and none of the above was found: the port's default certificate.
 *   <li>Else none: the handshake must be refused, with {@code unrecognized_name}.
 * </ol>
 *
 * <p>{@code *.shop.example} as the name of a listener, or of a certificate:
 *
 * <table>
 * <caption>What a wildcard stands for</caption>
 * <tr><th>name</th><th>listener</th><th>certificate</th></tr>
 * <tr><td>{@code a.shop.example}</td><td>yes</td><td>yes</td></tr>
 * <tr><td>{@code a.b.shop.example}</td><td>yes</td><td>no</td></tr>
 * <tr><td>{@code shop.example}</td><td>no</td><td>no</td></tr>
 * </table>
 *
 * <p>The rules are those of {@code listeners[].tls} of the Gateway API, of RFC 6125 (6.4.3) for certificates, and of
 * {@code Ingress.spec.tls}. Names are compared in the form of {@link ServerName#canonical}; text that has none is refused, and
 * never gets the default certificate.
 *
 * <p>A selection takes one hash look-up for each label of the name, however many names there are. Immutable, without locks, safe
 * for use by several threads.
 */
public final class CertificateSelector {
    private static final List<String> KEY_TYPES = List.of("EC", "EdDSA", "RSA", "RSASSA-PSS");

    /** Refuses every handshake. */
    public static final CertificateSelector NONE = of(List.of(), null);

    private final ByName<Hosts> exact;
    private final ByName<Hosts> wildcards;
    private final Hosts hostless;
    private final @Nullable ServerCertificate fallback;
    private final InstantSource clock;

    private CertificateSelector(
            ByName<Hosts> exact,
            ByName<Hosts> wildcards,
            Hosts hostless,
            @Nullable ServerCertificate fallback,
            InstantSource clock) {
        this.exact = exact;
        this.wildcards = wildcards;
        this.hostless = hostless;
        this.fallback = fallback;
        this.clock = clock;
    }

    /**
     * The selector of one port.
     *
     * @param listeners those of the port that end TLS; where several have one hostname, their entries are taken together, in
     *     this order
     * @param fallback the port's default certificate, as Ingress controllers have it: for names that no listener with a hostname
     *     owns. Null to refuse them
     */
    public static CertificateSelector of(List<ListenerCertificates> listeners, @Nullable ServerCertificate fallback) {
        return of(listeners, fallback, Clock.systemUTC());
    }

    /** As {@link #of(List, ServerCertificate)}, with a clock of the caller's to tell which certificates are valid. */
    public static CertificateSelector of(
            List<ListenerCertificates> listeners, @Nullable ServerCertificate fallback, InstantSource clock) {
        Map<String, List<CertificateEntry>> entries = new HashMap<>();
        for (ListenerCertificates listener : listeners) {
            Hostname hostname = listener.hostname();
            List<CertificateEntry> more = listener.entries();
            entries.merge(hostname == null ? "" : hostname.text(), more, CertificateSelector::both);
        }
        List<CertificateEntry> unnamed = entries.remove("");
        Map<String, Hosts> exact = new HashMap<>();
        Map<String, Hosts> wildcards = new HashMap<>();
        entries.forEach((hostname, of) -> {
            if (hostname.startsWith("*.")) {
                wildcards.put(hostname.substring(2), Hosts.of(of));
            } else {
                exact.put(hostname, Hosts.of(of));
            }
        });
        return new CertificateSelector(
                ByName.of(exact),
                ByName.of(wildcards),
                unnamed == null ? Hosts.NOBODY : Hosts.of(unnamed),
                fallback,
                clock);
    }

    private static List<CertificateEntry> both(List<CertificateEntry> one, List<CertificateEntry> other) {
        List<CertificateEntry> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    /**
     * The same, but for the listeners with one hostname. Where most of their entries are equal to those that they had, it costs a
     * comparison for each of these, and what it costs to add the others; other listeners cost nothing.
     *
     * @param hostname null for those without one
     * @param entries of all that have this hostname, in order of preference; null where there is no such listener any more
     */
    public CertificateSelector with(@Nullable Hostname hostname, @Nullable List<CertificateEntry> entries) {
        if (hostname == null) {
            return new CertificateSelector(exact, wildcards, changed(hostless, entries), fallback, clock);
        }
        boolean wildcard = hostname.isWildcard();
        ByName<Hosts> of = wildcard ? wildcards : exact;
        Hosts before = of.get(hostname.suffix());
        ByName<Hosts> with = of.with(
                hostname.suffix(), entries == null ? null : changed(before == null ? Hosts.NOBODY : before, entries));
        return new CertificateSelector(wildcard ? exact : with, wildcard ? with : wildcards, hostless, fallback, clock);
    }

    private static Hosts changed(Hosts before, @Nullable List<CertificateEntry> entries) {
        return entries == null ? Hosts.NOBODY : before.with(List.copyOf(entries));
    }

    /**
     * The certificate to show, or null to refuse the handshake.
     *
     * @param serverName as the client sent it; null where it sent none
     * @param keyTypes those that the client can use, the preferred first, named as by {@link ServerCertificate#keyType}
     */
    public @Nullable ServerCertificate select(@Nullable String serverName, List<String> keyTypes) {
        List<ServerCertificate> candidates = candidates(serverName, keyTypes);
        for (String keyType : keyTypes) {
            for (ServerCertificate candidate : candidates) {
                if (candidate.keyType().equals(keyType)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    /**
     * All certificates that {@link #select} finds equally good but for the client's preference: they differ in the key type, or
     * follow each other in the order in which they were given. Empty to refuse the handshake.
     *
     * @param serverName as the client sent it; null where it sent none
     * @param keyTypes those that the client can use, in any order
     */
    public List<ServerCertificate> candidates(@Nullable String serverName, Collection<String> keyTypes) {
        String name = null;
        Hosts hosts = hostless;
        if (serverName != null && !ServerName.isAddress(serverName)) {
            name = ServerName.canonical(serverName);
            if (name == null) {
                return List.of();
            }
            hosts = owner(name);
        }
        List<ServerCertificate> candidates = hosts.candidates(name, keyTypes, clock);
        return candidates.isEmpty() && hosts == hostless && fallback != null && keyTypes.contains(fallback.keyType())
                ? List.of(fallback)
                : candidates;
    }

    private Hosts owner(String name) {
        Hosts hosts = exact.get(name);
        if (hosts == null && wildcards.isEmpty()) {
            return hostless;
        }
        // From the left, so that the wildcard with the most labels is met first.
        for (int dot = name.indexOf('.'); hosts == null && dot > 0; dot = name.indexOf('.', dot + 1)) {
            hosts = wildcards.get(name.substring(dot + 1));
        }
        return hosts == null ? hostless : hosts;
    }

    /** Whether there is a certificate for the name at all, for clients that can use every key type. */
    public boolean recognizes(@Nullable String serverName) {
        return !candidates(serverName, KEY_TYPES).isEmpty();
    }
}
