package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.tck.HttpOutcome.Answered;
import dev.gatehouse.tck.HttpOutcome.Received;
import dev.gatehouse.tck.StatusExpectation.WantedCondition;
import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs one case. For one thread. */
final class CaseRun {
    /** How often in a row an answer must hold. */
    private static final int IN_A_ROW = 3;

    private static final String UUID_MARK = "${uuid}";

    private final Suite suite;
    private final Case script;
    private final FrontEndUnderTest frontEnd;
    private final Cluster cluster;
    private Pods pods;
    private String uuid = "";

    CaseRun(Suite suite, Case script, FrontEndUnderTest frontEnd) {
        this.suite = suite;
        this.script = script;
        this.frontEnd = frontEnd;
        this.cluster = suite.start(script);
        this.pods = new Pods(cluster, script.replicas());
    }

    List<StepResult> run() {
        List<StepResult> results = new ArrayList<>();
        Outcome start = serve();
        if (start instanceof Failed) {
            results.add(result(0, "manifests", start));
        }
        for (Step.Placed placed : script.steps()) {
            results.add(result(placed.position(), placed.title(), judged(placed.step())));
        }
        return results;
    }

    private StepResult result(int position, String step, Outcome outcome) {
        return new StepResult(suite.name(), script.test(), position, step, outcome);
    }

    /** Hands what there is now to the front end; fails where an object is refused that an API server would take. */
    private Outcome serve() {
        pods = new Pods(cluster, script.replicas());
        List<Document> documents = new ArrayList<>(cluster.documents());
        documents.addAll(pods.slices());
        Resources decoded = Resources.decode(documents);
        frontEnd.serve(Resources.EMPTY.with(decoded.all()), pods);
        List<Problem> errors = errors(decoded);
        return errors.isEmpty() ? new Passed() : new Failed("every object is accepted", errors.toString());
    }

    private static List<Problem> errors(Resources decoded) {
        return decoded.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
    }

    private Outcome judged(Step step) {
        try {
            return outcome(step);
        } catch (MalformedCase e) {
            return new Failed("a step that can be run", String.valueOf(e.getMessage()));
        }
    }

    private Outcome outcome(Step step) {
        String unable = unable(step);
        if (!unable.isEmpty()) {
            return new Skipped(unable);
        } else if (step instanceof Step.Http http) {
            return http(http);
        } else if (step instanceof Step.Distribution distribution) {
            return distribution(distribution);
        } else if (step instanceof Step.Pods spread) {
            return spread(spread);
        } else if (step instanceof Step.Tls tls) {
            return frontEnd.overConnections()
                    ? Handshakes.judge(tls, frontEnd.handshake(tls.gateway(), tls.port(), tls.serverName()), cluster)
                    : new Skipped("needs connections: tls");
        } else if (step instanceof Step.Apply apply) {
            return apply.rejected() ? rejected(apply) : apply(apply);
        } else if (step instanceof Step.Patch patch) {
            return patch(patch);
        } else if (step instanceof Step.Delete delete) {
            return cluster.delete(delete.object())
                    ? serve()
                    : new Failed("an object to delete", "there is no " + delete.object());
        } else if (step instanceof Step.Status status) {
            return status(List.of(status.expectation()));
        } else if (step instanceof Step.Ready ready) {
            return status(readiness(ready));
        }
        return new Skipped(((Step.Unsupported) step).reason());
    }

    /** Why the front end cannot be sent what a step sends; empty where it can. */
    private String unable(Step step) {
        if (step instanceof Step.Http http) {
            return frontEnd.unable(call(http.request()));
        } else if (step instanceof Step.Distribution distribution) {
            return unable(distribution.each());
        }
        return step instanceof Step.Pods spread ? unable(spread.each()) : "";
    }

    private Outcome status(List<StatusExpectation> expectations) {
        Statuses statuses = frontEnd.statuses();
        if (statuses == null) {
            return new Skipped("needs a status writer");
        }
        for (StatusExpectation expected : expectations) {
            StatusVerdict.Difference difference =
                    StatusVerdict.of(expected, cluster.generation(expected.object()), statuses);
            if (!difference.expected().isEmpty()) {
                return new Failed(expected.object() + ": " + difference.expected(), difference.actual());
            }
        }
        return new Passed();
    }

    private List<StatusExpectation> readiness(Step.Ready ready) {
        List<WantedCondition> conditions =
                List.of(new WantedCondition("Accepted", "True", null), new WantedCondition("Programmed", "True", null));
        List<StatusExpectation> gateways = new ArrayList<>();
        for (Body gateway : cluster.all("Gateway")) {
            ObjectName name = ObjectName.of(gateway.fields());
            Object skip = gateway.required("metadata")
                    .objectOrEmpty("annotations")
                    .fields()
                    .get("gateway-api/skip-this-for-readiness");
            if (ready.namespaces().contains(name.namespace()) && !"true".equals(skip)) {
                gateways.add(new StatusExpectation(
                        name, conditions, true, List.of(), false, null, List.of(), null, false, false));
            }
        }
        return gateways;
    }

    private Outcome http(Step.Http http) {
        Set<String> unseen = new TreeSet<>();
        for (int i = 0; i < IN_A_ROW; i++) {
            HttpCall call = call(http.request());
            HttpOutcome outcome = frontEnd.send(call);
            HttpVerdict verdict = verdict(http, call, outcome);
            if (http.never() == verdict.met()) {
                return http.never()
                        ? new Failed("the expectation stays unmet", describe(outcome))
                        : new Failed(verdict.expected(), verdict.actual());
            }
            unseen.addAll(verdict.unseen());
        }
        return passed(unseen);
    }

    /** Passed, as far as the front end could show. */
    private Outcome passed(Set<String> unseen) {
        String why = frontEnd.overConnections() ? "not judged: " : "needs connections: ";
        return unseen.isEmpty() ? new Passed() : new Skipped(why + String.join(", ", unseen));
    }

    private HttpVerdict verdict(Step.Http http, HttpCall call, HttpOutcome outcome) {
        return HttpVerdict.of(http.expectation().replacing(UUID_MARK, uuid), call, outcome, frontEnd.overConnections());
    }

    private static String describe(HttpOutcome outcome) {
        if (outcome instanceof Answered answered) {
            Received received = answered.received();
            return "status " + answered.status() + (received == null ? "" : " from " + received.pod());
        }
        return "no response";
    }

    /** The next call, with a UUID of its own. */
    private HttpCall call(HttpRequest request) {
        uuid = UUID.randomUUID().toString();
        List<HeaderLine> headers = new ArrayList<>(request.headers());
        for (HeaderLine own : List.of(
                new HeaderLine("User-Agent", "gatehouse-tck"),
                new HeaderLine("Accept-Encoding", "gzip"),
                new HeaderLine(Echo.SET_HEADER, ""))) {
            if (HeaderLine.values(request.headers(), own.name()).isEmpty()) {
                headers.add(own);
            }
        }
        return new HttpCall(
                request.gateway(),
                port(request),
                request.tls(),
                request.serverName(),
                request.http2(),
                request.method(),
                request.host(),
                request.path().replace(UUID_MARK, uuid),
                headers);
    }

    private int port(HttpRequest request) {
        Integer port = request.port();
        if (port != null) {
            return port;
        }
        String listener = request.listener();
        HttpCall.GatewayName gateway = request.gateway();
        if (listener != null && gateway != null) {
            Document found = cluster.find(new ObjectName("Gateway", gateway.namespace(), gateway.name()));
            for (Body each : found == null
                    ? List.<Body>of()
                    : Body.of(found.content(), "the Gateway")
                            .objectOrEmpty("spec")
                            .objects("listeners")) {
                if (listener.equals(each.textOrNull("name"))) {
                    return each.number("port", 0);
                }
            }
        }
        return request.tls() ? 443 : 80;
    }

    private Outcome distribution(Step.Distribution distribution) {
        Outcome last = new Passed();
        for (int attempt = 0; attempt < distribution.attempts(); attempt++) {
            last = once(distribution);
            if (!(last instanceof Failed)) {
                return last;
            }
        }
        return last;
    }

    private Outcome once(Step.Distribution distribution) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Set<String> unseen = new TreeSet<>();
        for (int i = 0; i < distribution.requests(); i++) {
            HttpCall call = call(distribution.each().request());
            if (distribution.jitter() && i % 2 == 1) {
                call = call.with(new HeaderLine("X-Jitter", String.valueOf(i)));
            }
            HttpOutcome outcome = frontEnd.send(call);
            HttpVerdict verdict = verdict(distribution.each(), call, outcome);
            if (!verdict.met()) {
                return new Failed(verdict.expected(), verdict.actual());
            }
            unseen.addAll(verdict.unseen());
            Received received = received(outcome);
            counts.merge(received == null ? "(none)" : received.deployment(), 1, Integer::sum);
        }
        Map<String, Double> shares = distribution.shares();
        boolean fits = shares.isEmpty() || shares.keySet().containsAll(counts.keySet());
        for (Map.Entry<String, Double> share : shares.entrySet()) {
            double came = counts.getOrDefault(share.getKey(), 0) / (double) distribution.requests();
            double wanted = share.getValue();
            fits &= wanted == 0 ? came == 0 : Math.abs(came - wanted) <= distribution.tolerance();
        }
        return fits
                ? passed(unseen)
                : new Failed(
                        "shares " + shares + " within " + distribution.tolerance(),
                        counts + " of " + distribution.requests());
    }

    private Outcome spread(Step.Pods spread) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Set<String> unseen = new TreeSet<>();
        for (int i = 0; i < spread.requests(); i++) {
            HttpCall call = call(spread.each().request());
            HttpOutcome outcome = frontEnd.send(call);
            HttpVerdict verdict = verdict(spread.each(), call, outcome);
            if (!verdict.met()) {
                return new Failed(verdict.expected(), verdict.actual());
            }
            unseen.addAll(verdict.unseen());
            Received received = received(outcome);
            if (received != null) {
                counts.merge(received.pod(), 1, Integer::sum);
            }
        }
        Integer perPod = spread.perPod();
        boolean even = perPod == null || counts.values().stream().allMatch(perPod::equals);
        boolean fits = counts.size() >= spread.least() && counts.size() <= spread.most() && even;
        return fits
                ? passed(unseen)
                : new Failed(
                        "answers from " + range(spread) + (perPod == null ? "" : ", " + perPod + " of each"),
                        counts.toString());
    }

    private static String range(Step.Pods spread) {
        if (spread.most() == Integer.MAX_VALUE) {
            return spread.least() + " pods or more";
        }
        return (spread.least() == spread.most() ? "" : spread.least() + " to ") + spread.most() + " pods";
    }

    private static @Nullable Received received(HttpOutcome outcome) {
        return outcome instanceof Answered answered ? answered.received() : null;
    }

    /** Each object alone must be refused, for the field that is wrong. */
    private static Outcome rejected(Step.Apply apply) {
        String field = apply.field() == null ? "" : apply.field();
        for (Map<String, Object> object : apply.objects()) {
            Resources decoded = Resources.decode(List.of(Document.of(object)));
            if (decoded.problems().stream().anyMatch(problem -> problem.name().equals("unknown-kind"))) {
                return new Skipped("not read: " + object.get("kind"));
            }
            List<Problem> errors = errors(decoded);
            if (errors.stream().noneMatch(error -> error.field().toString().startsWith(field))) {
                return new Failed("refused for " + field, errors.isEmpty() ? "accepted" : errors.toString());
            }
        }
        return new Passed();
    }

    private Outcome apply(Step.Apply apply) {
        References references = new References(cluster, pods);
        for (Map<String, Object> object : apply.objects()) {
            Map<?, ?> resolved = references.resolve(object);
            if (!references.missing().isEmpty()) {
                return new Skipped("nothing stands for " + references.missing());
            }
            cluster.put(Document.of(Body.of(resolved, "resources").fields()));
        }
        return serve();
    }

    private Outcome patch(Step.Patch patch) {
        References references = new References(cluster, pods);
        Map<?, ?> merge = references.resolve(patch.merge());
        if (!references.missing().isEmpty()) {
            return new Skipped("nothing stands for " + references.missing());
        }
        return cluster.patch(patch.object(), merge)
                ? serve()
                : new Failed("an object to patch", "there is no " + patch.object());
    }
}
