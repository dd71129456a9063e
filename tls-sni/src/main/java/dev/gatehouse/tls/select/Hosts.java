package dev.gatehouse.tls.select;

import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.tls.certificate.ServerCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The certificates of one listener by the names that they answer. Immutable once built. */
final class Hosts {
    private final Map<String, List<ServerCertificate>> exact = new HashMap<>();
    private final Map<String, List<ServerCertificate>> wildcards = new HashMap<>();
    private final List<ServerCertificate> others = new ArrayList<>();

    Hosts(List<CertificateEntry> entries) {
        for (CertificateEntry entry : entries) {
            ServerCertificate certificate = entry.certificate();
            for (Hostname host : entry.hosts()) {
                add(host.text(), certificate);
            }
            if (entry.hosts().isEmpty()) {
                certificate.names().forEach(name -> add(name, certificate));
                others.add(certificate);
            }
        }
    }

    private void add(String host, ServerCertificate certificate) {
        boolean wildcard = host.startsWith("*.");
        List<ServerCertificate> same = (wildcard ? wildcards : exact)
                .computeIfAbsent(wildcard ? host.substring(2) : host, name -> new ArrayList<>(1));
        if (!same.contains(certificate)) {
            same.add(certificate);
        }
    }

    /** The certificates that answer the name equally well: those of the first step that has any of these key types. */
    List<ServerCertificate> candidates(@Nullable String name, Collection<String> keyTypes, Instant now) {
        if (name != null) {
            List<ServerCertificate> named = usable(exact.get(name), keyTypes, now);
            int dot = name.indexOf('.');
            if (named.isEmpty() && dot > 0) {
                named = usable(wildcards.get(name.substring(dot + 1)), keyTypes, now);
            }
            if (!named.isEmpty()) {
                return named;
            }
        }
        // The first, and with it those that differ from it in the key only.
        List<ServerCertificate> other = usable(others, keyTypes, now);
        return other.stream()
                .filter(certificate -> certificate.names().equals(other.get(0).names()))
                .toList();
    }

    private static List<ServerCertificate> usable(
            @Nullable List<ServerCertificate> certificates, Collection<String> keyTypes, Instant now) {
        if (certificates == null) {
            return List.of();
        }
        List<ServerCertificate> usable = certificates.stream()
                .filter(certificate -> keyTypes.contains(certificate.keyType()))
                .toList();
        List<ServerCertificate> valid = usable.stream()
                .filter(certificate -> certificate.isValidAt(now))
                .toList();
        return valid.isEmpty() ? usable : valid;
    }
}
