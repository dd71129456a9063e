package dev.gatehouse.tck;

import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.RetryPolicy;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Decision.Redirect;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.plan.DownstreamHeaders;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.plan.Mirror;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import dev.gatehouse.tck.Backends.Reply;
import dev.gatehouse.tck.echo.GrpcCode;
import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.HttpOutcome.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a decision without a socket: backends are asked in place, and time is what they say that they wait. For one call and one thread.
 */
final class InPlace {
    static final String GRPC_STATUS = "grpc-status";

    private final Backends backends;
    private final HttpCall call;
    private final UpstreamHeaders.Client client;
    private Duration elapsed = Duration.ZERO;

    InPlace(Backends backends, HttpCall call, UpstreamHeaders.Client client) {
        this.backends = backends;
        this.call = call;
        this.client = client;
    }

    HttpOutcome outcome(Decision decision) {
        if (decision instanceof Forward forward) {
            return forward(forward);
        } else if (decision instanceof Redirect redirect) {
            List<HeaderLine> lines = new ArrayList<>(lines(redirect.fields()));
            lines.add(new HeaderLine("Location", redirect.location()));
            return Answered.of(redirect.status(), lines, null);
        } else if (decision instanceof Authorize authorize) {
            return authorize(authorize);
        }
        return answer((Respond) decision, "");
    }

    /** @param text where the answer has no body of its own */
    private static HttpOutcome answer(Respond respond, String text) {
        String body = respond.body();
        return new Answered(
                respond.status(), null, lines(respond.fields()), body == null ? text : body, null, null, false);
    }

    private HttpOutcome authorize(Authorize question) {
        ExternalAuth filter = question.filter();
        if (filter.protocol() == ExternalAuth.Protocol.GRPC) {
            return new HttpOutcome.Unseen("a question by gRPC");
        }
        int size = call.body().size();
        if (filter.maxBodySize() > 0 && size > filter.maxBodySize()) {
            return answer(question.failed(Failure.TOO_LARGE), "");
        }
        Reply reply = receive(
                question.endpoint(),
                false,
                Arrival.of(
                        call.method(),
                        question.host(),
                        question.target(),
                        lines(question.fields(fields(call.headers()), client)),
                        filter.maxBodySize() == 0 ? 0 : size));
        if (reply instanceof Reply.Unspoken unspoken) {
            return new HttpOutcome.Unseen(unspoken.reason());
        } else if (!(reply instanceof Reply.Answer answer)) {
            return answer(question.failed(Failure.REFUSED), "");
        } else if (answer.status() == 200) {
            return outcome(question.allowed(fields(answer.headers())));
        } else {
            return answer(question.refused(answer.status(), fields(answer.headers())), answer.body());
        }
    }

    private HttpOutcome forward(Forward first) {
        for (Mirror mirror : first.mirrors()) {
            receive(
                    mirror.endpoint(),
                    mirror.protocol() == UpstreamProtocol.GRPC,
                    arrival(
                            mirror.protocol(),
                            mirror.host(),
                            mirror.target(),
                            UpstreamHeaders.of(fields(call.headers()), client, mirror.requestEdits())));
        }
        RetryPolicy retry = first.retry();
        List<Endpoint> tried = new ArrayList<>();
        Forward forward = first;
        for (int again = retry == null ? 0 : retry.attempts(); ; again--) {
            Try result = attempt(forward);
            boolean late = exceeds(elapsed, forward.requestTimeout());
            if (result.outcome instanceof HttpOutcome.Unseen) {
                return result.outcome;
            } else if (late) {
                return answer(forward.failed(Failure.TIMEOUT), "");
            }
            boolean worthAnother =
                    retry != null && (result.failure != null || retry.codes().contains(result.status()));
            if (retry == null || again == 0 || !worthAnother) {
                return result.failure == null ? result.outcome : answer(forward.failed(result.failure), "");
            }
            tried.add(forward.endpoint());
            elapsed = elapsed.plus(retry.backoff());
            Forward next = forward.again(tried);
            if (exceeds(elapsed, forward.requestTimeout())) {
                return answer(forward.failed(Failure.TIMEOUT), "");
            } else if (next == null) {
                return answer(forward.failed(Failure.UNAVAILABLE), "");
            }
            forward = next;
        }
    }

    /** @param failure why there is no answer; null where there is one */
    private record Try(HttpOutcome outcome, @Nullable Failure failure) {
        int status() {
            return outcome instanceof Answered answered ? answered.status() : 0;
        }
    }

    private Try attempt(Forward forward) {
        if (forward.backend().tls() != null) {
            return new Try(new HttpOutcome.Unseen("the handshake with the backend"), null);
        }
        forward.began();
        List<Field> fields = UpstreamHeaders.of(fields(call.headers()), client, forward.requestEdits());
        Reply reply = receive(
                forward.endpoint(),
                forward.grpc(),
                arrival(forward.protocol(), forward.host(), forward.target(), fields));
        if (reply instanceof Reply.Unspoken unspoken) {
            forward.ended(LoadBalancer.Outcome.ABANDONED);
            return new Try(new HttpOutcome.Unseen(unspoken.reason()), null);
        }
        Duration delay = delay(reply);
        Duration limit = forward.backendRequestTimeout();
        if (exceeds(delay, limit) && limit != null) {
            elapsed = elapsed.plus(limit);
            return failed(forward, Failure.TIMEOUT, LoadBalancer.Outcome.TIMEOUT);
        }
        elapsed = elapsed.plus(delay);
        if (reply instanceof Reply.Answer answer) {
            forward.ended(answer.status() < 500 ? LoadBalancer.Outcome.ANSWERED : LoadBalancer.Outcome.ERROR);
            return new Try(
                    new Answered(
                            answer.status(),
                            null,
                            lines(DownstreamHeaders.of(fields(answer.headers()), forward.responseEdits())),
                            answer.body(),
                            answer.received(),
                            null,
                            false),
                    null);
        } else if (reply instanceof Reply.GrpcAnswer answer) {
            forward.ended(LoadBalancer.Outcome.ANSWERED);
            List<Field> told = List.of(
                    new Field(
                            GRPC_STATUS,
                            String.valueOf(GrpcCode.valueOf(answer.code()).number())),
                    new Field("grpc-message", answer.message()));
            return new Try(
                    Answered.of(200, lines(DownstreamHeaders.of(told, forward.responseEdits())), answer.received()),
                    null);
        }
        return failed(forward, Failure.UNREACHABLE, LoadBalancer.Outcome.UNREACHABLE);
    }

    private static Try failed(Forward forward, Failure failure, LoadBalancer.Outcome outcome) {
        forward.ended(outcome);
        return new Try(new HttpOutcome.Unanswered(failure.name()), failure);
    }

    private static Duration delay(Reply reply) {
        if (reply instanceof Reply.Answer answer) {
            return answer.delay();
        } else if (reply instanceof Reply.GrpcAnswer answer) {
            return answer.delay();
        }
        return reply instanceof Reply.Reset reset ? reset.delay() : Duration.ZERO;
    }

    private Arrival arrival(UpstreamProtocol protocol, String host, String target, List<Field> fields) {
        boolean http2 = protocol == UpstreamProtocol.HTTP_2 || protocol == UpstreamProtocol.GRPC;
        return new Arrival(
                call.method(),
                host,
                target,
                lines(fields),
                http2 ? "HTTP/2.0" : "HTTP/1.1",
                null,
                call.body().size());
    }

    private Reply receive(Endpoint endpoint, boolean grpc, Arrival arrival) {
        if (!(endpoint instanceof Endpoint.Address address)) {
            throw new IllegalStateException("an endpoint that the kit did not make: " + endpoint);
        }
        return grpc
                ? backends.receiveGrpc(address.host(), address.port(), arrival)
                : backends.receive(address.host(), address.port(), arrival);
    }

    private static boolean exceeds(Duration duration, @Nullable Duration limit) {
        return limit != null && !limit.isZero() && duration.compareTo(limit) > 0;
    }

    private static List<Field> fields(List<HeaderLine> lines) {
        return lines.stream().map(line -> new Field(line.name(), line.value())).toList();
    }

    private static List<HeaderLine> lines(List<Field> fields) {
        return fields.stream()
                .map(field -> new HeaderLine(field.name(), field.value()))
                .toList();
    }
}
