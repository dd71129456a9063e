package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.CorsPolicy;
import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.RequestFilters;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.insight.ConnectionExplanation;
import dev.gatehouse.routing.insight.Explanation;
import dev.gatehouse.routing.insight.Nearby;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.table.RouteEntry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation for programs; {@code docs/explain.md} has its schema. */
final class ExplanationJson {
    private ExplanationJson() {}

    static String of(Explained explained) {
        return Json.indented(map(explained));
    }

    static Map<String, @Nullable Object> map(Explained explained) {
        Explanation explanation = explained.explanation();
        RouteEntry taken = explanation == null ? null : explanation.taken();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("request", request(explained.asked()));
        json.put("port", explained.bind() == null ? null : port(explained.bind()));
        json.put("connection", explained.connection() == null ? null : connection(explained.connection(), explained));
        json.put(
                "listener",
                explanation == null || explanation.listener() == null ? null : listener(explanation.listener()));
        json.put("taken", taken == null ? null : entry(taken));
        json.put("asked", explanation == null ? List.of() : asked(explanation));
        json.put("passedOver", explanation == null ? 0 : explanation.passedOver());
        json.put("decided", explanation == null ? null : explanation.decided());
        json.put("filters", taken == null ? null : filters(taken));
        json.put(
                "backends",
                explanation == null
                        ? List.of()
                        : Sight.of(explanation, explained.asked()).stream()
                                .map(ExplanationJson::sight)
                                .toList());
        json.put("answer", answer(explained));
        Nearby nearby = explanation != null ? explanation.near() : explained.nearby();
        json.put("near", nearby == null ? List.of() : near(nearby));
        json.put("fartherOff", nearby == null ? 0 : nearby.others());
        json.put("unserved", nearby == null ? List.of() : unserved(nearby));
        json.put("notes", explained.notes());
        return json;
    }

    private static Map<String, @Nullable Object> request(AskedRequest asked) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("scheme", asked.scheme().name());
        json.put("method", asked.method());
        json.put("host", Plain.bytes(asked.host()));
        json.put("target", Plain.bytes(asked.target()));
        json.put("http2", asked.http2());
        json.put("port", asked.port());
        return json;
    }

    private static Map<String, @Nullable Object> port(Bind bind) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(
                "owner",
                bind.owner().equals(Bind.INGRESS) ? "Ingress" : bind.owner().toString());
        json.put("port", bind.port());
        json.put("transport", bind.transport().name());
        return json;
    }

    private static Map<String, @Nullable Object> connection(ConnectionExplanation connection, Explained explained) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        AttachedListener listener = connection.listener();
        json.put("serverName", connection.serverName().isEmpty() ? null : connection.serverName());
        json.put("listener", listener == null ? null : listener(listener));
        json.put(
                "clientCertificate",
                listener == null || listener.clientValidation() == null
                        ? "none"
                        : listener.clientValidation().required() ? "required" : "asked");
        json.put(
                "certificates",
                explained.certificates().stream()
                        .map(ExplanationJson::certificate)
                        .toList());
        json.put(
                "outcome",
                explained.uncertified() || connection.decision() instanceof ConnectionDecision.Refuse
                        ? "refuse"
                        : connection.decision() instanceof ConnectionDecision.Forward ? "forward" : "serve");
        json.put(
                "taken",
                connection.taken() == null ? null : origin(connection.taken().origin()));
        json.put(
                "backends",
                connection.outcomes().stream()
                        .map(outcome -> {
                            Map<String, @Nullable Object> share = new LinkedHashMap<>();
                            share.put("percent", Sight.percent(outcome.fraction()));
                            share.put("backend", outcome.share().backend().toString());
                            share.put(
                                    "refused",
                                    outcome.decision() instanceof ConnectionDecision.Refuse refuse
                                            ? refuse.reason()
                                            : null);
                            return share;
                        })
                        .toList());
        json.put("near", connection.near());
        return json;
    }

    private static Map<String, @Nullable Object> certificate(CertificateSight certificate) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("secret", certificate.secret());
        json.put("inManifests", !certificate.madeUp());
        json.put("keyType", certificate.keyType());
        json.put("names", certificate.names());
        json.put("notAfter", certificate.until().toString());
        json.put("why", certificate.why());
        json.put("covers", certificate.trusted());
        return json;
    }

    private static Map<String, @Nullable Object> listener(AttachedListener listener) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", listener.name());
        json.put("protocol", listener.protocol().name());
        json.put(
                "hostname",
                listener.hostname() == null ? "*" : listener.hostname().text());
        return json;
    }

    private static List<Object> asked(Explanation explanation) {
        return explanation.asked().stream()
                .map(step -> {
                    Map<String, @Nullable Object> json = entry(step.entry());
                    json.put("failing", step.failing());
                    return (Object) json;
                })
                .toList();
    }

    private static List<Object> near(Nearby nearby) {
        return nearby.entries().stream()
                .map(near -> {
                    Map<String, @Nullable Object> json = entry(near.entry());
                    json.put("listener", listener(near.listener()));
                    json.put("differs", near.differs());
                    return (Object) json;
                })
                .toList();
    }

    private static List<Object> unserved(Nearby nearby) {
        return nearby.unserved().stream()
                .map(problem -> {
                    Map<String, @Nullable Object> json = new LinkedHashMap<>();
                    json.put("object", String.valueOf(problem.resource()));
                    json.put("name", problem.name());
                    json.put("message", problem.message());
                    return (Object) json;
                })
                .toList();
    }

    private static Map<String, @Nullable Object> entry(RouteEntry entry) {
        Map<String, @Nullable Object> json = origin(entry.rule().origin());
        json.put("matchIndex", entry.match().index());
        json.put("host", entry.host().toString());
        json.put("match", entry.match().toString());
        return json;
    }

    private static Map<String, @Nullable Object> origin(Origin origin) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", origin.route().kind());
        json.put("namespace", origin.route().namespace());
        json.put("name", origin.route().name());
        json.put("rule", origin.rule());
        json.put("ruleName", origin.name());
        json.put("source", origin.source().toString());
        return json;
    }

    private static Map<String, @Nullable Object> filters(RouteEntry entry) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        RequestFilters filters = entry.rule().filters();
        json.put("cors", filters.cors() == null ? null : cors(filters.cors()));
        json.put("externalAuth", filters.externalAuth() == null ? null : auth(filters.externalAuth()));
        json.put(
                "extensions",
                filters.extensions().stream()
                        .map(extension -> extension.ref().toString())
                        .toList());
        ForwardTo forward = entry.rule().action() instanceof ForwardTo to ? to : null;
        json.put("requestTimeoutMillis", forward == null ? null : millis(forward.requestTimeout()));
        json.put("backendRequestTimeoutMillis", forward == null ? null : millis(forward.backendRequestTimeout()));
        Map<String, @Nullable Object> retry = new LinkedHashMap<>();
        if (forward != null && forward.retry() != null) {
            retry.put("attempts", forward.retry().attempts());
            retry.put("codes", forward.retry().codes().stream().sorted().toList());
            retry.put("backoffMillis", forward.retry().backoff().toMillis());
        }
        json.put("retry", retry.isEmpty() ? null : retry);
        Map<String, @Nullable Object> session = new LinkedHashMap<>();
        if (forward != null && forward.session() != null) {
            session.put("kind", forward.session().cookie() ? "cookie" : "header");
            session.put("name", forward.session().name());
            session.put("absoluteTimeoutMillis", millis(forward.session().absoluteTimeout()));
        }
        json.put("session", session.isEmpty() ? null : session);
        return json;
    }

    private static Map<String, @Nullable Object> cors(CorsPolicy policy) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(
                "origins",
                policy.anyOrigin()
                        ? List.of("*")
                        : policy.origins().stream().map(FiltersText::origin).toList());
        json.put("credentials", policy.credentials());
        json.put("methods", policy.methods());
        json.put("headers", policy.headers());
        json.put("exposed", policy.exposed());
        json.put("maxAge", policy.maxAge());
        return json;
    }

    private static Map<String, @Nullable Object> auth(ExternalAuth auth) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("backend", auth.backend().toString());
        json.put("protocol", auth.protocol().name());
        json.put("path", auth.path());
        json.put("allowedHeaders", auth.allowedHeaders());
        json.put("allowedResponseHeaders", auth.allowedResponseHeaders());
        json.put("maxBodySize", auth.maxBodySize());
        return json;
    }

    private static Map<String, @Nullable Object> sight(Sight sight) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("percent", sight.percent());
        json.put("weight", sight.share().weight());
        json.put("backend", sight.share().backend().toString());
        json.put("inSession", sight.inSession());
        json.put(
                "cors",
                sight.share().filters().cors() == null
                        ? null
                        : cors(sight.share().filters().cors()));
        json.put("sees", sight.seen() == null ? null : head(sight.seen()));
        json.put("answerEdits", sight.answerEdits());
        json.put(
                "mirrors",
                sight.copies().stream()
                        .map(copy -> {
                            Map<String, @Nullable Object> mirror = new LinkedHashMap<>();
                            mirror.put("percent", copy.percent());
                            mirror.put("backend", copy.backend());
                            mirror.put("sees", copy.seen() == null ? null : head(copy.seen()));
                            return mirror;
                        })
                        .toList());
        json.put("answer", sight.answer() == null ? null : answer(sight.answer()));
        return json;
    }

    private static Map<String, @Nullable Object> head(Sight.Head head) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("protocol", head.protocol().name());
        json.put("tlsServerName", head.serverName());
        json.put("method", head.method());
        json.put("target", Plain.bytes(head.target()));
        json.put("host", Plain.bytes(head.host()));
        json.put("headers", fields(head.headers()));
        return json;
    }

    private static List<Object> fields(List<Field> fields) {
        return fields.stream()
                .map(field -> (Object) List.of(field.name(), Plain.bytes(field.value())))
                .toList();
    }

    private static @Nullable Map<String, @Nullable Object> answer(Explained explained) {
        if (explained.malformed() != null) {
            return answer(new Decision.Respond(null, 400, explained.malformed(), true));
        }
        Explanation explanation = explained.explanation();
        if (explanation == null) {
            return null;
        }
        Decision decision = explanation.outcomes().isEmpty()
                ? explanation.decision()
                : Sight.answer(Sight.of(explanation, explained.asked()));
        Map<String, @Nullable Object> answer = decision == null ? null : answer(decision);
        if (answer != null && explanation.unasked() != null) {
            answer.put("reason", explanation.unasked());
        }
        return answer;
    }

    private static @Nullable Map<String, @Nullable Object> answer(Decision decision) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (decision instanceof Decision.Authorize question) {
            return answer(question.then());
        } else if (decision instanceof Decision.Redirect redirect) {
            json.put("status", redirect.status());
            json.put("location", redirect.location());
            json.put("headers", fields(redirect.fields()));
            json.put("reason", null);
        } else if (decision instanceof Decision.Respond respond) {
            json.put("status", respond.status());
            json.put("location", null);
            json.put("headers", fields(respond.fields()));
            json.put("reason", respond.reason());
        } else {
            return null;
        }
        return json;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
