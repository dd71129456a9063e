package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpExpectation.BackendRequest;
import dev.gatehouse.tck.HttpExpectation.SideRequest;
import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares what a backend received with what it must have received. */
final class BackendVerdict {
    private static final String WHERE = "to the backend: ";

    private final Differences differences;
    private final Certificates certificates;
    private final boolean overConnections;

    /** What a Secret's certificate is; null where there is none. */
    interface Certificates {
        /** Whether this is, as PEM, the certificate of a Secret. */
        boolean isOf(String pem, NamespacedName secret);
    }

    BackendVerdict(Differences differences, Certificates certificates, boolean overConnections) {
        this.differences = differences;
        this.certificates = certificates;
        this.overConnections = overConnections;
    }

    /** The pod, and what it received. */
    void compare(
            @Nullable String backend,
            @Nullable String namespace,
            @Nullable BackendRequest wanted,
            @Nullable Received received) {
        if (received == null) {
            if (backend != null || namespace != null || wanted != null) {
                differences.add("an answer from a backend", "one of the front end itself");
            }
            return;
        }
        differences.pod(backend, namespace, received.namespace(), received.pod());
        if (wanted != null) {
            request(wanted, received);
        }
    }

    private void request(BackendRequest wanted, Received received) {
        Arrival arrival = received.request();
        differences.equal(WHERE + "method", wanted.method(), arrival.method());
        differences.equal(WHERE + "host", wanted.host(), arrival.host());
        differences.equal(WHERE + "path", wanted.path(), arrival.target());
        differences.headers(WHERE, wanted.headers(), wanted.absentHeaders(), name -> values(arrival, name), false);
        String naming = wanted.headerNamesBackend();
        if (naming != null) {
            List<String> values = HeaderLine.values(arrival.headers(), naming);
            if (values.size() != 1 || !received.pod().startsWith(values.get(0))) {
                differences.add(WHERE + naming + " names its pod", received.pod() + " got " + naming + ": " + values);
            }
        }
        protocol(wanted.protocol(), arrival.protocol());
        tls(wanted, arrival.tls());
    }

    /** A pseudo-header is one here too. */
    private static List<String> values(Arrival arrival, String name) {
        List<String> values = HeaderLine.values(arrival.headers(), name);
        boolean host = name.equalsIgnoreCase("host") || name.equals(":authority");
        return values.isEmpty() && host && !arrival.host().isEmpty() ? List.of(arrival.host()) : values;
    }

    private void protocol(@Nullable String wanted, @Nullable String came) {
        if (wanted == null) {
            return;
        } else if (came == null) {
            differences.notSeen("the HTTP version to the backend");
        } else {
            differences.equal(WHERE + "protocol", version(wanted), version(came));
        }
    }

    /** {@code h2} and {@code h2c} are HTTP/2.0. */
    static String version(String protocol) {
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "h2", "h2c", "http/2" -> "HTTP/2.0";
            default -> protocol;
        };
    }

    private void tls(BackendRequest wanted, @Nullable ArrivedTls tls) {
        NamespacedName certificate = wanted.clientCertificate();
        if (!overConnections) {
            if (wanted.serverName() != null) {
                differences.notSeen("the server name to the backend");
            }
            if (certificate != null) {
                differences.notSeen("the certificate to the backend");
            }
            return;
        }
        differences.equal(WHERE + "server name", wanted.serverName(), tls == null ? null : tls.serverName());
        List<String> shown = tls == null ? List.of() : tls.peerCertificates();
        if (certificate != null && (shown.isEmpty() || !certificates.isOf(shown.get(0), certificate))) {
            differences.add(
                    WHERE + "the certificate of " + certificate, shown.isEmpty() ? "none" : "another certificate");
        }
    }

    /** Whether this request is that which another backend must have received. */
    static boolean isMeant(SideRequest wanted, Received received) {
        Differences differences = new Differences();
        Arrival arrival = received.request();
        differences.pod(wanted.backend(), wanted.namespace(), received.namespace(), received.pod());
        differences.equal("method", wanted.method(), arrival.method());
        differences.equal("path", wanted.path(), arrival.target());
        differences.equal("host", wanted.host(), arrival.host());
        differences.headers("", wanted.headers(), wanted.absentHeaders(), name -> values(arrival, name), false);
        Integer size = wanted.bodySize();
        return differences.none() && (size == null || size == arrival.bodySize());
    }
}
