package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program that the pods of a case run, and what they remember. An answer is 200 with a record of what was received, but for
 *
 * <ul>
 *   <li>{@code X-Echo-Set-Header: name:value,name:value}, which sets headers on the answer;
 *   <li>a query parameter {@code delay}, which is waited for;
 *   <li>{@code /status/NNN}, {@code /health}, {@code /retry/}: see {@link Retries}. Not where HTTP/2 in cleartext is spoken.
 * </ul>
 *
 * <p>Safe for any number of threads.
 */
public final class Echo {
    /** Names the headers that the answer must carry. */
    public static final String SET_HEADER = "X-Echo-Set-Header";

    /** On an answer that is no record: the number of the entry in the log. */
    public static final String RECORD_NUMBER = "X-Echo-Record";

    private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");
    private static final HeaderLine JSON = new HeaderLine("Content-Type", EchoRecord.CONTENT_TYPE);
    private static final HeaderLine NO_SNIFF = new HeaderLine("X-Content-Type-Options", "nosniff");

    private static final String GRPC_SERVICE = "/gateway_api_conformance.echo_basic.grpcecho.GrpcEcho/";
    private static final Set<String> GRPC_METHODS = Set.of(GRPC_SERVICE + "Echo", GRPC_SERVICE + "EchoTwo");

    /** Metadata: how long to wait before the answer. */
    private static final String GRPC_DELAY = "x-delay";

    private final ReceptionLog log = new ReceptionLog();
    private final Retries retries = new Retries();
    private volatile Map<String, Pod> pods = Map.of();

    /** Puts these pods in place of all before, by their addresses. */
    public void place(Map<String, Pod> byAddress) {
        pods = Map.copyOf(byAddress);
    }

    /** The pod at an address; null where there is none. */
    public @Nullable Pod at(String address) {
        return pods.get(address);
    }

    /** What the pods received. */
    public ReceptionLog log() {
        return log;
    }

    /** What a pod answers to a request that arrives on a port. */
    public Reply answer(Pod pod, int port, Arrival arrival) {
        Received received = new Received(pod.namespace(), pod.name(), arrival);
        int number = log.add(received);
        for (ScriptedAnswer answer : pod.answers()) {
            if (answer.fits(arrival, pod.number())) {
                return scripted(answer, received, number);
            }
        }
        String path = arrival.path();
        boolean plainEcho = pod.protocol(port) == PodProtocol.H2C;
        if (!plainEcho && path.startsWith("/status/")) {
            String status = path.substring("/status/".length());
            return Reply.bare(received, STATUS.matcher(status).matches() ? Integer.parseInt(status) : 400);
        } else if (!plainEcho && path.equals("/health")) {
            return Reply.of(received, 200, List.of(), "OK", Duration.ZERO);
        } else if (!plainEcho && path.startsWith("/retry/")) {
            Reply failure = retries.failure(pod, received);
            if (failure != null) {
                return failure;
            }
        }
        String delay = Query.parameter(arrival.target(), "delay");
        Duration wait = delay == null ? Duration.ZERO : GoDuration.parse(delay);
        return wait == null ? Reply.bare(received, 500) : Reply.of(received, 200, headers(arrival), null, wait);
    }

    /** What a pod answers to a gRPC call: methods of the echo program, or of any service where it is not that. */
    public GrpcReply answerGrpc(Pod pod, Arrival arrival) {
        Received received = new Received(pod.namespace(), pod.name(), arrival);
        log.add(received);
        String method = arrival.path();
        boolean known = pod.answersAnyService() || GRPC_METHODS.contains(method);
        if (!known || method.endsWith("/EchoThree")) {
            return new GrpcReply(received, GrpcCode.UNIMPLEMENTED, "no such method: " + method, Duration.ZERO);
        }
        List<String> delay = HeaderLine.values(arrival.headers(), GRPC_DELAY);
        Duration wait = delay.isEmpty() ? Duration.ZERO : GoDuration.parse(delay.get(0));
        return wait == null
                ? new GrpcReply(received, GrpcCode.INVALID_ARGUMENT, "not a duration: " + delay, Duration.ZERO)
                : new GrpcReply(received, GrpcCode.OK, "", wait);
    }

    private static Reply scripted(ScriptedAnswer answer, Received received, int number) {
        List<HeaderLine> headers = new ArrayList<>(answer.headers());
        headers.add(new HeaderLine(RECORD_NUMBER, String.valueOf(number)));
        if (!answer.admits(received.request())) {
            return Reply.of(received, 401, headers, "", answer.delay());
        }
        if (answer.body() == null && HeaderLine.values(headers, JSON.name()).isEmpty()) {
            headers.add(JSON);
        }
        return new Reply(
                received,
                answer.status(),
                headers,
                answer.body(),
                answer.delay(),
                false,
                answer.chunks(),
                answer.every());
    }

    private static List<HeaderLine> headers(Arrival arrival) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String line : HeaderLine.values(arrival.headers(), SET_HEADER)) {
            for (String header : line.split(",", -1)) {
                int colon = header.indexOf(':');
                String name = colon < 0 ? "" : header.substring(0, colon).strip();
                if (!name.isEmpty() && !JSON.named(name) && !NO_SNIFF.named(name)) {
                    set.merge(name, header.substring(colon + 1).strip(), (one, other) -> one + "," + other);
                }
            }
        }
        List<HeaderLine> lines = new ArrayList<>();
        set.forEach((name, value) -> lines.add(new HeaderLine(name, value)));
        lines.add(JSON);
        lines.add(NO_SNIFF);
        return lines;
    }
}
