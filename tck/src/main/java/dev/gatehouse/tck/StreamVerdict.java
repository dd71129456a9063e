package dev.gatehouse.tck;

import dev.gatehouse.tck.Seen.PodName;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.StreamOutcome.Connected;
import dev.gatehouse.tck.exchange.StreamOutcome.End;
import dev.gatehouse.tck.exchange.StreamOutcome.Refused;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a connection of TCP or TLS differs from what was expected. For one outcome and one thread. */
final class StreamVerdict {
    /** What stands for the certificate that is shown where no Secret fits. */
    private static final String DEFAULT = "default";

    private final Differences differences;
    private final Function<X509Certificate, List<String>> secrets;

    /** @param secrets the names of the Secrets that hold a certificate */
    StreamVerdict(Differences differences, Function<X509Certificate, List<String>> secrets) {
        this.differences = differences;
        this.secrets = secrets;
    }

    /** @param pod what the pod at the other end tells of itself; null where none does */
    void compare(StreamExpectation expectation, StreamOutcome outcome, @Nullable PodLine pod) {
        if (Boolean.TRUE.equals(expectation.rejected())) {
            rejected(expectation, outcome);
        } else if (outcome instanceof Refused refused) {
            differences.add("a connection", "none: " + refused.end().reason());
        } else if (outcome instanceof Connected connected) {
            handshake(expectation, connected);
            lines(expectation, connected);
            backend(expectation, pod);
        }
    }

    private void rejected(StreamExpectation expectation, StreamOutcome outcome) {
        String wanted = "a connection that is refused"
                + (expectation.rejectedBy().isEmpty() ? "" : " by " + expectation.rejectedBy());
        End end = outcome instanceof Refused refused ? refused.end() : ((Connected) outcome).end();
        if (outcome instanceof Connected connected
                && (connected.certificate() != null || !connected.lines().isEmpty())) {
            differences.add(
                    wanted, shown(connected) + (connected.lines().isEmpty() ? "" : ", then " + connected.lines()));
        } else if (end == null) {
            differences.add(wanted, "one that stays open");
        } else if (!expectation.rejectedBy().isEmpty()
                && !expectation.rejectedBy().contains(end.kind())) {
            differences.add(wanted, end.kind() + ": " + end.reason());
        }
    }

    private String shown(Connected connected) {
        X509Certificate certificate = connected.certificate();
        if (certificate == null) {
            return "one that stands";
        }
        List<String> names = secrets.apply(certificate);
        return names.isEmpty() ? "a certificate of no Secret" : "that of Secret " + names;
    }

    private void handshake(StreamExpectation expectation, Connected connected) {
        X509Certificate certificate = connected.certificate();
        List<String> names = certificate == null ? List.of() : secrets.apply(certificate);
        String wanted = expectation.certificate();
        String unwanted = expectation.certificateNot();
        if (wanted != null && !(wanted.equals(DEFAULT) ? names.isEmpty() : names.contains(wanted))) {
            differences.add("the certificate " + wanted, shown(connected));
        }
        if (unwanted != null && names.contains(unwanted)) {
            differences.add("a certificate other than " + unwanted, shown(connected));
        }
        differences.equal("application protocol", expectation.alpn(), connected.applicationProtocol());
        if (expectation.certificateRequested() && !connected.certificateRequested()) {
            differences.add("a client certificate is asked for", "none was");
        }
        End end = connected.end();
        boolean bare = expectation.receive().isEmpty() && !expectation.wantsPod();
        if (Boolean.FALSE.equals(expectation.rejected())
                && bare
                && end != null
                && connected.lines().isEmpty()) {
            differences.add("a handshake that holds", end.kind() + ": " + end.reason());
        }
    }

    private void lines(StreamExpectation expectation, Connected connected) {
        List<String> wanted = expectation.receive();
        List<String> came = connected.lines();
        if (came.size() < wanted.size() || !came.subList(0, wanted.size()).equals(wanted)) {
            End end = connected.end();
            differences.add(
                    "lines " + wanted, came + (end == null ? "" : ", then " + end.kind() + ": " + end.reason()));
        }
    }

    private void backend(StreamExpectation expectation, @Nullable PodLine pod) {
        if (!expectation.wantsPod()) {
            return;
        } else if (pod == null) {
            differences.add("an answer that names a pod", "none");
            return;
        }
        PodName name = pod.name();
        differences.pod(expectation.backend(), expectation.namespace(), name.namespace(), name.name());
        Boolean tls = expectation.backendTls();
        if (tls != null && tls != pod.tls()) {
            differences.add("TLS to the backend: " + tls, String.valueOf(pod.tls()));
        }
        differences.equal("server name to the backend", expectation.backendServerName(), pod.serverName());
        differences.equal("PROXY header to the backend", expectation.backendProxy(), pod.proxy());
    }
}
