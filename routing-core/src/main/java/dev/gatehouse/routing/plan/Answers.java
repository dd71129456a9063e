package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.CorsPolicy;
import dev.gatehouse.routing.attach.ExtensionFilter.Verdict;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.request.Request;

/** Answers that a plan gives in the place of a backend. */
final class Answers {
    private static final int NO_CONTENT = 204;

    private Answers() {}

    static Respond preflight(Origin origin, CorsPolicy policy, Request request) {
        return new Respond(
                origin, NO_CONTENT, Cors.preflight(policy, request), "", "a preflight of CORS is answered", false);
    }

    static Respond extension(Origin origin, Verdict.Answer answer) {
        return new Respond(origin, answer.status(), answer.fields(), answer.body(), "an extension answers", false);
    }

    /** For a request that the rule cannot send anywhere. The reason is the operator's: a client gets no word of it. */
    static Respond error(Origin origin, int status, String reason, boolean grpc, Applied applied, Request request) {
        return grpc
                ? GrpcAnswers.of(origin, Failure.UNAVAILABLE.grpcStatus(), text(Failure.UNAVAILABLE), reason)
                : new Respond(origin, status, Cors.fields(applied.cors(), request), null, reason, false);
    }

    static Respond failed(Origin origin, Failure failure, boolean grpc) {
        String text = text(failure);
        return grpc
                ? GrpcAnswers.of(origin, failure.grpcStatus(), text, text)
                : new Respond(origin, failure.status(), text, false);
    }

    private static String text(Failure failure) {
        return switch (failure) {
            case MALFORMED -> "the request is malformed";
            case REFUSED -> "refused";
            case TOO_LARGE -> "the body is too large";
            case INTERNAL -> "internal error";
            case UNREACHABLE -> "the backend cannot be reached";
            case UNAVAILABLE -> "no backend is available";
            case TIMEOUT -> "the backend took too long";
        };
    }
}
