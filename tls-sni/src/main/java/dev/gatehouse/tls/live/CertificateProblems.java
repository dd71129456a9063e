package dev.gatehouse.tls.live;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is wrong between certificates and the listeners that they are for. All of it is reported and none keeps a certificate from being
 * served.
 *
 * <table>
 * <caption>What is reported, with the Secret's name</caption>
 * <tr><th>name</th><th>severity</th><th>when</th></tr>
 * <tr><td>{@code certificate-host-not-covered}</td><td>ERROR</td><td>clients will ask for a host that no certificate of its listener
 *     names: the listener's own host name, a host of its routes, or one of an Ingress' {@code tls} entry</td></tr>
 * <tr><td>{@code certificate-wildcard-depth}</td><td>ERROR</td><td>the same, and yet there is a wildcard, which stands for one label
 *     only</td></tr>
 * <tr><td>{@code duplicate-certificate}</td><td>WARNING</td><td>two Secrets have a certificate with the same kind of key for one host of
 *     a listener; the first is served</td></tr>
 * </table>
 */
public final class CertificateProblems {
    private final Function<Secret, TlsSecret> secrets;
    private final List<Problem> problems = new ArrayList<>();

    /** Which certificate answers a host on a port, by the kind of its key. */
    private final Map<String, Secret> answering = new HashMap<>();

    private CertificateProblems(Function<Secret, TlsSecret> secrets) {
        this.secrets = secrets;
    }

    /** All of the above, and all that is wrong with each Secret by itself. Reads all Secrets. */
    public static List<Problem> of(List<AttachedListener> listeners, Instant now) {
        Map<Secret, TlsSecret> read = new HashMap<>();
        List<Problem> between = between(listeners, secret -> read.computeIfAbsent(secret, TlsSecret::of));
        List<Problem> problems = new ArrayList<>();
        read.values().forEach(secret -> problems.addAll(secret.problems(now)));
        problems.addAll(between);
        return problems;
    }

    static List<Problem> between(List<AttachedListener> listeners, Function<Secret, TlsSecret> secrets) {
        CertificateProblems found = new CertificateProblems(secrets);
        for (AttachedListener listener : listeners) {
            if (listener.tls()) {
                found.coverage(listener);
                found.duplicates(listener);
            }
        }
        return List.copyOf(found.problems);
    }

    private void coverage(AttachedListener listener) {
        List<CertificateUse> general = new ArrayList<>();
        for (CertificateUse use : listener.certificates()) {
            if (use.hosts().isEmpty()) {
                general.add(use);
            }
            for (Hostname host : use.hosts()) {
                requireCovered(host.text(), List.of(use));
            }
        }
        if (!listener.bind().owner().equals(Bind.INGRESS)) {
            hosts(listener).forEach(host -> requireCovered(host, general));
        }
    }

    /** What clients of a Gateway's listener can ask for, as far as it is written anywhere. */
    private static Set<String> hosts(AttachedListener listener) {
        Set<String> hosts = new LinkedHashSet<>();
        Hostname own = listener.hostname();
        if (own != null && !own.isWildcard()) {
            hosts.add(own.text());
            return hosts;
        }
        for (RoutingRule rule : listener.rules()) {
            for (HostPattern host : rule.hosts()) {
                if (host.kind() != HostPattern.Kind.ANY) {
                    hosts.add(host.toString());
                }
            }
        }
        if (own != null && hosts.isEmpty()) {
            hosts.add(own.text());
        }
        return hosts;
    }

    /** @param host may be a wildcard, which only the same wildcard covers */
    private void requireCovered(String host, List<CertificateUse> uses) {
        boolean deeper = false;
        Secret unfit = null;
        List<String> names = List.of();
        for (CertificateUse use : uses) {
            TlsSecret secret = secrets.apply(use.secret());
            if (covers(secret.names(), host)) {
                return;
            }
            if (!secret.names().isEmpty()) {
                unfit = unfit == null ? use.secret() : unfit;
                names = names.isEmpty() ? secret.names() : names;
                deeper |= secret.names().stream()
                        .anyMatch(name -> name.startsWith("*.") && host.endsWith(name.substring(1)));
            }
        }
        // One that has no names cannot be read, or has none at all; either is reported of the Secret itself.
        if (unfit != null) {
            report(
                    Severity.ERROR,
                    deeper ? "certificate-wildcard-depth" : "certificate-host-not-covered",
                    unfit,
                    "the certificate does not cover " + host + (deeper ? ", for a wildcard stands for one label" : "")
                            + " (found: " + String.join(", ", names) + ")");
        }
    }

    private static boolean covers(List<String> names, String host) {
        int dot = host.indexOf('.');
        return names.contains(host) || (dot > 0 && names.contains("*" + host.substring(dot)));
    }

    private void duplicates(AttachedListener listener) {
        for (CertificateUse use : listener.certificates()) {
            TlsSecret secret = secrets.apply(use.secret());
            ServerCertificate certificate = secret.certificate();
            if (certificate == null) {
                continue;
            }
            List<String> hosts = use.hosts().isEmpty()
                    ? secret.names()
                    : use.hosts().stream().map(Hostname::text).toList();
            for (String host : hosts) {
                String place = listener.bind() + " " + listener.hostname() + " " + certificate.keyType() + " " + host;
                Secret other = answering.putIfAbsent(place, use.secret());
                if (other != null && !other.ref().equals(use.secret().ref())) {
                    report(
                            Severity.WARNING,
                            "duplicate-certificate",
                            use.secret(),
                            "the certificate is not served for " + host + ", for which " + other.ref()
                                    + " has one as well, and comes first");
                    break;
                }
            }
        }
    }

    private void report(Severity severity, String name, Secret secret, String message) {
        FieldPath field = FieldPath.ROOT.field("data").field("tls.crt");
        problems.add(new Problem(severity, name, secret.metadata().source().at(field), secret.ref(), field, message));
    }
}
