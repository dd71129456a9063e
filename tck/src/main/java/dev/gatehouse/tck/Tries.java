package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpExpectation.BackendRequest;
import dev.gatehouse.tck.HttpExpectation.SideRequest;
import dev.gatehouse.tck.Seen.PodName;
import dev.gatehouse.tck.echo.Echo;
import dev.gatehouse.tck.echo.ReceptionLog;
import dev.gatehouse.tck.exchange.Call;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.HttpOutcome.Answered;
import dev.gatehouse.tck.exchange.Received;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.StreamOutcome.Connected;
import dev.gatehouse.tck.exchange.WebSocketCall;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends what a step sends, once, and judges what comes. Safe for any number of threads while the objects do not change. */
final class Tries {
    /** How long a copy of a request may take to arrive after the answer. */
    private static final Duration COPIES = Duration.ofSeconds(5);

    private final FrontEndUnderTest frontEnd;
    private final Calls calls;
    private final ShownCertificates certificates;
    private final ReceptionLog log;

    Tries(FrontEndUnderTest frontEnd, Cluster cluster, ReceptionLog log) {
        this.frontEnd = frontEnd;
        this.calls = new Calls(cluster);
        this.certificates = new ShownCertificates(cluster);
        this.log = log;
    }

    /** Why the front end cannot be sent what a step sends; empty where it can. */
    String unable(Step.Exchange exchange) {
        return frontEnd.unable(call(exchange));
    }

    private Call call(Step.Exchange exchange) {
        if (exchange instanceof Step.Http http) {
            return calls.http(http.request(), "", List.of());
        } else if (exchange instanceof Step.Grpc grpc) {
            return calls.grpc(grpc.request(), 0, List.of());
        } else if (exchange instanceof Step.WebSocket socket) {
            return calls.webSocket(socket.request());
        } else if (exchange instanceof Step.Stream stream) {
            return calls.stream(stream);
        }
        return calls.datagram((Step.Datagram) exchange);
    }

    /**
     * Once.
     *
     * @param connection exchanges with the same number may share one, where they are of gRPC
     * @param further headers or metadata, where it has such
     */
    Seen once(Step.Exchange exchange, int connection, List<HeaderLine> further) {
        if (exchange instanceof Step.Http http) {
            return http(http, UUID.randomUUID().toString(), further);
        } else if (exchange instanceof Step.Grpc grpc) {
            return grpc(grpc, connection, further);
        } else if (exchange instanceof Step.WebSocket socket) {
            return webSocket(socket);
        } else if (exchange instanceof Step.Stream stream) {
            return stream(stream);
        }
        return datagram((Step.Datagram) exchange);
    }

    /** Once, with a UUID of the caller's. */
    Seen http(Step.Http http, String uuid, List<HeaderLine> further) {
        HttpCall call = calls.http(http.request(), uuid, further);
        int before = log.size();
        HttpOutcome outcome = frontEnd.send(call);
        Received received = outcome instanceof Answered answered ? received(answered) : null;
        if (outcome instanceof Answered answered) {
            calls.keep(http.request(), answered.headers());
        }
        HttpExpectation expectation = withUuid(http.expectation(), uuid);
        Differences differences = new Differences();
        new HttpVerdict(differences, certificates, frontEnd.overConnections())
                .compare(expectation, call, outcome, received);
        sideRequests(expectation, before, differences);
        int status = outcome instanceof Answered answered ? answered.status() : 0;
        return new Seen(differences, PodName.of(received), status, summary(outcome, received));
    }

    /** What a backend says that it received; where its answer says only which entry of the log that is, the entry. */
    private @Nullable Received received(Answered answered) {
        List<String> number = HeaderLine.values(answered.headers(), Echo.RECORD_NUMBER);
        if (number.size() == 1 && number.get(0).matches("[0-9]{1,9}")) {
            return log.entry(Integer.parseInt(number.get(0)));
        }
        return answered.received();
    }

    private static String summary(HttpOutcome outcome, @Nullable Received received) {
        if (outcome instanceof Answered answered) {
            return "status " + answered.status() + (received == null ? "" : " from " + received.pod());
        }
        return outcome instanceof HttpOutcome.Unanswered unanswered ? "no response: " + unanswered.reason() : "unseen";
    }

    private static HttpExpectation withUuid(HttpExpectation expectation, String uuid) {
        BackendRequest received = expectation.backendRequest();
        String path = received == null ? null : received.path();
        return path == null || !path.contains(Calls.UUID_MARK)
                ? expectation
                : expectation.withPath(path.replace(Calls.UUID_MARK, uuid));
    }

    private void sideRequests(HttpExpectation expectation, int before, Differences differences) {
        for (SideRequest wanted : expectation.sideRequests()) {
            boolean came =
                    Patience.until(frontEnd.overConnections() ? COPIES : Duration.ZERO, () -> arrived(wanted, before));
            if (!came) {
                List<Received> entries = log.since(before);
                differences.add("a request that came too: " + wanted, entries.isEmpty() ? "none" : entries.toString());
            }
        }
        for (SideRequest unwanted : expectation.absentSideRequests()) {
            if (arrived(unwanted, before)) {
                differences.add("no request besides: " + unwanted, "one came");
            }
        }
    }

    private boolean arrived(SideRequest wanted, int before) {
        return log.since(before).stream().anyMatch(entry -> BackendVerdict.isMeant(wanted, entry));
    }

    private Seen grpc(Step.Grpc grpc, int connection, List<HeaderLine> further) {
        GrpcCall call = calls.grpc(grpc.request(), connection, further);
        Differences differences = new Differences();
        Received received = null;
        String summary = "";
        for (int i = 0; i < grpc.request().count() && differences.none(); i++) {
            GrpcOutcome outcome = frontEnd.send(call);
            GrpcExpectation expectation = grpc.expectation();
            String wanted = expectation.code();
            if (outcome instanceof GrpcOutcome.Ended ended) {
                received = ended.received();
                summary = ended.code() + (ended.message().isEmpty() ? "" : " (" + ended.message() + ")");
                if (wanted != null && !wanted.equals(ended.code())) {
                    differences.add("code " + wanted, summary);
                } else if (ended.code().equals("OK")) {
                    new BackendVerdict(differences, certificates, frontEnd.overConnections())
                            .compare(
                                    expectation.backend(),
                                    expectation.namespace(),
                                    expectation.backendRequest(),
                                    received);
                }
            } else if (outcome instanceof GrpcOutcome.Unseen unseen) {
                differences.notSeen(unseen.reason());
            } else {
                summary = "no status: " + ((GrpcOutcome.Unanswered) outcome).reason();
                differences.add(wanted == null ? "a status" : "code " + wanted, summary);
            }
        }
        return new Seen(differences, PodName.of(received), 0, summary);
    }

    private Seen webSocket(Step.WebSocket step) {
        WebSocketCall call = calls.webSocket(step.request());
        int before = log.size();
        WebSocketOutcome outcome = frontEnd.send(call);
        Differences differences = new Differences();
        PodName pod = null;
        if (outcome instanceof WebSocketOutcome.Opened opened) {
            if (!opened.messages().equals(call.frames())) {
                differences.add("messages " + call.frames(), opened.messages().toString());
            }
            List<Received> entries = log.since(before);
            pod = entries.isEmpty() ? null : PodName.of(entries.get(entries.size() - 1));
            if (pod != null) {
                differences.pod(step.backend(), step.namespace(), pod.namespace(), pod.name());
            } else if (step.backend() != null || step.namespace() != null) {
                differences.add("backend " + step.backend(), "none");
            }
        } else {
            differences.add("a WebSocket", ((WebSocketOutcome.Failed) outcome).reason());
        }
        return new Seen(differences, pod, 0, outcome.toString());
    }

    private Seen stream(Step.Stream step) {
        StreamCall call = calls.stream(step);
        StreamOutcome outcome = frontEnd.send(call);
        PodLine pod = null;
        if (outcome instanceof Connected connected) {
            for (String line : connected.lines()) {
                PodLine told = PodLine.read(line);
                pod = told == null ? pod : told;
            }
            if (pod == null
                    && call.lines().isEmpty()
                    && call.tls() != null
                    && step.expectation().wantsPod()) {
                pod = askedByHttp(call);
            }
        }
        Differences differences = new Differences();
        new StreamVerdict(differences, certificates::secrets).compare(step.expectation(), outcome, pod);
        return new Seen(differences, pod == null ? null : pod.name(), 0, outcome.toString());
    }

    /** Which backend stands at the other end, where nothing is said by lines: a backend of HTTP is asked. */
    private @Nullable PodLine askedByHttp(StreamCall call) {
        String serverName = call.tls() == null ? null : call.tls().serverName();
        HttpOutcome outcome = frontEnd.send(HttpCall.of(call.target(), call.tls(), "GET", serverName, "/"));
        Received received = outcome instanceof Answered answered ? received(answered) : null;
        return received == null ? null : PodLine.of(received);
    }

    private Seen datagram(Step.Datagram step) {
        DatagramOutcome outcome = frontEnd.send(calls.datagram(step));
        DatagramExpectation expectation = step.expectation();
        Differences differences = new Differences();
        PodName pod = null;
        if (outcome instanceof DatagramOutcome.Replied replied) {
            PodLine told = PodLine.read(replied.text());
            pod = told == null ? null : told.name();
            if (expectation.rejected()) {
                differences.add("no datagram in answer", replied.text());
            } else if (step.query() != null && expectation.reply() && !replied.answersQuery()) {
                differences.add("the answer of a name server", replied.text());
            } else if (pod != null) {
                differences.pod(expectation.backend(), expectation.namespace(), pod.namespace(), pod.name());
            } else if (expectation.backend() != null || expectation.namespace() != null) {
                differences.add("backend " + expectation.backend(), replied.text());
            }
        } else if (!expectation.rejected()) {
            differences.add("a datagram in answer", ((DatagramOutcome.Silent) outcome).reason());
        }
        return new Seen(differences, pod, 0, outcome.toString());
    }
}
