package dev.gatehouse.tls.select;

import dev.gatehouse.routing.persistent.ListChange;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The certificates of one listener by the names that they answer. Immutable once built. */
final class Hosts {
    /** As many as a listener may refer to. Without an end, one client with an odd key type could have every certificate read. */
    private static final int MAX_STAND_INS = 64;

    /** Of no listener. */
    static final Hosts NOBODY = of(List.of());

    private final List<CertificateEntry> entries;
    private final ByName<List<TlsSecret>> exact;
    private final ByName<List<TlsSecret>> wildcards;
    private final List<TlsSecret> standIns;

    private Hosts(
            List<CertificateEntry> entries,
            ByName<List<TlsSecret>> exact,
            ByName<List<TlsSecret>> wildcards,
            List<TlsSecret> standIns) {
        this.entries = entries;
        this.exact = exact;
        this.wildcards = wildcards;
        this.standIns = standIns;
    }

    static Hosts of(List<CertificateEntry> entries) {
        // As large as it will be, for most have one name.
        Map<String, List<TlsSecret>> exact = new HashMap<>(entries.size() + entries.size() / 2);
        Map<String, List<TlsSecret>> wildcards = new HashMap<>();
        for (CertificateEntry entry : entries) {
            for (String host : names(entry)) {
                add(host, entry.secret(), exact, wildcards);
            }
        }
        return new Hosts(entries, ByName.of(exact), ByName.of(wildcards), standIns(entries));
    }

    /**
     * Those of other entries. Where these are nearly the same, it costs a look at which of them are, and an index of those that are
     * not.
     */
    Hosts with(List<CertificateEntry> after) {
        ListChange<CertificateEntry> change = ListChange.between(entries, after, CertificateEntry::equals);
        if (change.removed().size() + change.added().size() > after.size() / 2) {
            return of(after);
        }
        Hosts removed = of(List.copyOf(change.removed()));
        Hosts added = of(List.copyOf(change.added()));
        Set<String> names = new LinkedHashSet<>();
        change.removed().forEach(entry -> names.addAll(names(entry)));
        change.added().forEach(entry -> names.addAll(names(entry)));
        ByName<List<TlsSecret>> exactAfter = exact;
        ByName<List<TlsSecret>> wildcardsAfter = wildcards;
        for (String host : names) {
            List<TlsSecret> answering =
                    isOnly(removed.answering(host), answering(host)) ? added.answering(host) : answering(host, after);
            if (host.startsWith("*.")) {
                wildcardsAfter = wildcardsAfter.with(host.substring(2), answering);
            } else {
                exactAfter = exactAfter.with(host, answering);
            }
        }
        boolean sameStandIns = Stream.concat(change.removed().stream(), change.added().stream())
                .noneMatch(entry -> entry.hosts().isEmpty());
        return new Hosts(after, exactAfter, wildcardsAfter, sameStandIns ? standIns : standIns(after));
    }

    private @Nullable List<TlsSecret> answering(String host) {
        return host.startsWith("*.") ? wildcards.get(host.substring(2)) : exact.get(host);
    }

    /** Whether nothing is left of those that answer when these are removed. */
    private static boolean isOnly(@Nullable List<TlsSecret> removed, @Nullable List<TlsSecret> answering) {
        return answering == null
                || (removed != null
                        && removed.containsAll(answering)
                        && new HashSet<>(answering).size() == answering.size());
    }

    /** Found by a look at every entry, for only all of them tell the order. */
    private static @Nullable List<TlsSecret> answering(String host, List<CertificateEntry> entries) {
        List<TlsSecret> answering = null;
        for (CertificateEntry entry : entries) {
            if (names(entry).contains(host)) {
                answering = with(answering, entry.secret());
            }
        }
        return answering;
    }

    private static List<String> names(CertificateEntry entry) {
        return entry.hosts().isEmpty()
                ? entry.secret().names()
                : entry.hosts().stream().map(Hostname::text).toList();
    }

    private static List<TlsSecret> standIns(List<CertificateEntry> entries) {
        List<TlsSecret> standIns = new ArrayList<>();
        for (int i = 0; i < entries.size() && standIns.size() < MAX_STAND_INS; i++) {
            if (entries.get(i).hosts().isEmpty()) {
                standIns.add(entries.get(i).secret());
            }
        }
        return standIns;
    }

    private static void add(
            String host, TlsSecret secret, Map<String, List<TlsSecret>> exact, Map<String, List<TlsSecret>> wildcards) {
        boolean wildcard = host.startsWith("*.");
        Map<String, List<TlsSecret>> same = wildcard ? wildcards : exact;
        String name = wildcard ? host.substring(2) : host;
        List<TlsSecret> before = same.put(name, List.of(secret));
        if (before != null) {
            same.put(name, with(before, secret));
        }
    }

    /** One that several entries have is there twice, and no more often: so it is known that not all of them go when one does. */
    private static List<TlsSecret> with(@Nullable List<TlsSecret> before, TlsSecret secret) {
        if (before == null) {
            return List.of(secret);
        }
        if (Collections.frequency(before, secret) > 1) {
            return before;
        }
        List<TlsSecret> more = new ArrayList<>(before);
        more.add(secret);
        return List.copyOf(more);
    }

    /** The certificates that answer the name equally well: those of the first step that has any of these key types. */
    List<ServerCertificate> candidates(@Nullable String name, Collection<String> keyTypes, InstantSource clock) {
        if (name != null) {
            List<ServerCertificate> named = usable(exact.get(name), keyTypes, clock);
            int dot = named.isEmpty() && !wildcards.isEmpty() ? name.indexOf('.') : -1;
            if (dot > 0) {
                named = usable(wildcards.get(name.substring(dot + 1)), keyTypes, clock);
            }
            if (!named.isEmpty()) {
                return named;
            }
        }
        // The first, and with it those that differ from it in the key only.
        List<ServerCertificate> others = usable(standIns, keyTypes, clock);
        return others.size() < 2
                ? others
                : others.stream()
                        .filter(certificate ->
                                certificate.names().equals(others.get(0).names()))
                        .toList();
    }

    /** Those that can be read and signed with, without those that are not valid now unless none is. */
    private static List<ServerCertificate> usable(
            @Nullable List<TlsSecret> secrets, Collection<String> keyTypes, InstantSource clock) {
        if (secrets == null) {
            return List.of();
        }
        if (secrets.size() == 1) {
            ServerCertificate certificate = secrets.get(0).certificate();
            return certificate != null && keyTypes.contains(certificate.keyType()) ? List.of(certificate) : List.of();
        }
        Instant now = clock.instant();
        List<ServerCertificate> usable = new ArrayList<>(secrets.size());
        List<ServerCertificate> valid = new ArrayList<>(secrets.size());
        for (TlsSecret secret : secrets) {
            ServerCertificate certificate = secret.certificate();
            if (certificate != null && keyTypes.contains(certificate.keyType()) && !usable.contains(certificate)) {
                usable.add(certificate);
                if (certificate.isValidAt(now)) {
                    valid.add(certificate);
                }
            }
        }
        return valid.isEmpty() ? usable : valid;
    }
}
