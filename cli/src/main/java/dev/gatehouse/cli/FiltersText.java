package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.CorsOrigin;
import dev.gatehouse.routing.attach.CorsPolicy;
import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.RequestFilters;
import dev.gatehouse.routing.attach.RetryPolicy;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.attach.SessionPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters and settings of a rule, each under its name: what is said of each request, wherever it goes. */
final class FiltersText {
    private FiltersText() {}

    /** Those that there are, in the order in which they act. */
    static Map<String, String> of(RequestFilters filters, @Nullable RuleAction action) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (filters.cors() != null) {
            texts.put("CORS", cors(filters.cors()));
        }
        if (filters.externalAuth() != null) {
            texts.put("auth", auth(filters.externalAuth()));
        }
        filters.extensions()
                .forEach(extension ->
                        texts.merge("extension", extension.ref().toString(), (one, other) -> one + ", " + other));
        if (action instanceof ForwardTo forward) {
            if (forward.requestTimeout() != null || forward.backendRequestTimeout() != null) {
                texts.put(
                        "timeouts",
                        "whole request " + timeout(forward.requestTimeout()) + ", each try "
                                + timeout(forward.backendRequestTimeout()));
            }
            if (forward.retry() != null) {
                texts.put("retry", retry(forward.retry()));
            }
            if (forward.session() != null) {
                texts.put("session", session(forward.session()));
            }
        }
        return texts;
    }

    private static String cors(CorsPolicy policy) {
        return "origins "
                + (policy.anyOrigin()
                        ? "*"
                        : joined(policy.origins().stream()
                                .map(FiltersText::origin)
                                .toList()))
                + (policy.credentials() ? " with credentials" : "")
                + ", methods " + joined(policy.methods())
                + ", headers " + joined(policy.headers())
                + (policy.exposed().isEmpty() ? "" : ", exposed " + joined(policy.exposed()))
                + ", for " + policy.maxAge() + " s";
    }

    static String origin(CorsOrigin origin) {
        int usual = origin.scheme().equals("https") ? 443 : 80;
        return origin.scheme() + "://" + origin.host() + (origin.port() == usual ? "" : ":" + origin.port());
    }

    private static String auth(ExternalAuth auth) {
        return auth.backend() + " is asked first, over "
                + (auth.protocol() == ExternalAuth.Protocol.GRPC ? "gRPC" : "HTTP")
                + (auth.path().isEmpty() ? "" : " at " + auth.path())
                + (auth.maxBodySize() == 0 ? "" : ", with up to " + auth.maxBodySize() + " bytes of the body");
    }

    private static String retry(RetryPolicy retry) {
        List<Integer> codes = retry.codes().stream().sorted().toList();
        return "up to " + retry.attempts() + " more where no connection is made"
                + (codes.isEmpty() ? "" : " or on " + joined(codes)) + ", after " + text(retry.backoff());
    }

    private static String session(SessionPolicy session) {
        return (session.cookie() ? "cookie " : "header ")
                + session.name()
                + (session.cookie() ? " for " + session.path() : "")
                + (session.absoluteTimeout() == null ? "" : ", ends after " + text(session.absoluteTimeout()));
    }

    private static String timeout(@Nullable Duration timeout) {
        return timeout == null ? "as the front end has it" : timeout.isZero() ? "none" : text(timeout);
    }

    /** Such as {@code 1m30s}, as the resources write it. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 != 0
                ? duration.toMillis() + "ms"
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String joined(List<?> parts) {
        return parts.isEmpty()
                ? "none"
                : String.join(", ", parts.stream().map(Object::toString).toList());
    }
}
