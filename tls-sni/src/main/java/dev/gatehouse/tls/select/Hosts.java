package dev.gatehouse.tls.select;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The certificates of one listener by the names that they answer. Immutable once built. */
final class Hosts {
    /** As many as a listener may refer to. Without an end, one client with an odd key type could have every certificate read. */
    private static final int MAX_STAND_INS = 64;

    private final Map<String, List<TlsSecret>> exact;
    private final Map<String, List<TlsSecret>> wildcards = new HashMap<>();
    private final List<TlsSecret> standIns = new ArrayList<>();

    Hosts(List<CertificateEntry> entries) {
        // As large as it will be, for most have one name.
        exact = new HashMap<>(entries.size() + entries.size() / 2);
        for (CertificateEntry entry : entries) {
            TlsSecret secret = entry.secret();
            for (Hostname host : entry.hosts()) {
                add(host.text(), secret);
            }
            if (entry.hosts().isEmpty()) {
                secret.names().forEach(name -> add(name, secret));
                if (standIns.size() < MAX_STAND_INS) {
                    standIns.add(secret);
                }
            }
        }
    }

    private void add(String host, TlsSecret secret) {
        boolean wildcard = host.startsWith("*.");
        Map<String, List<TlsSecret>> same = wildcard ? wildcards : exact;
        String name = wildcard ? host.substring(2) : host;
        List<TlsSecret> before = same.put(name, List.of(secret));
        if (before != null) {
            same.put(name, with(before, secret));
        }
    }

    private static List<TlsSecret> with(List<TlsSecret> before, TlsSecret secret) {
        if (before.contains(secret)) {
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
            if (certificate != null && keyTypes.contains(certificate.keyType())) {
                usable.add(certificate);
                if (certificate.isValidAt(now)) {
                    valid.add(certificate);
                }
            }
        }
        return valid.isEmpty() ? usable : valid;
    }
}
