package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import dev.gatehouse.tck.echo.ReceptionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects of a case and the pods behind them, and the front end that is told of every change. For one thread. */
final class World {
    private final Cluster cluster;
    private final Pods pods;
    private final FrontEndUnderTest frontEnd;

    World(Cluster cluster, List<BackendScript> scripts, FrontEndUnderTest frontEnd) {
        this.cluster = cluster;
        this.pods = new Pods(scripts);
        this.frontEnd = frontEnd;
    }

    Cluster cluster() {
        return cluster;
    }

    /** What the pods received. */
    ReceptionLog log() {
        return pods.echo().log();
    }

    /** Hands what there is now to the front end; fails where an object is refused that an API server would take. */
    Outcome serve() {
        pods.follow(cluster);
        List<Document> documents = new ArrayList<>(cluster.documents());
        documents.addAll(pods.slices());
        Resources decoded = Resources.decode(documents);
        frontEnd.serve(Resources.EMPTY.with(decoded.all()), pods);
        List<Problem> errors = CaseRun.errors(decoded.problems());
        return errors.isEmpty() ? new Passed() : new Failed("every object is accepted", errors.toString());
    }

    Outcome apply(Step.Apply apply) {
        if (apply.rejected()) {
            return rejected(apply);
        }
        References references = references();
        for (Map<String, Object> object : apply.objects()) {
            Map<String, ?> resolved = references.resolve(object);
            if (!references.missing().isEmpty()) {
                return new Skipped("nothing stands for " + references.missing());
            }
            cluster.put(Document.of(resolved));
        }
        return serve();
    }

    /** Each object alone must be refused, for the field that is wrong. */
    private static Outcome rejected(Step.Apply apply) {
        String field = apply.field() == null ? "" : apply.field();
        for (Map<String, Object> object : apply.objects()) {
            Resources decoded = Resources.decode(List.of(Document.of(object)));
            if (decoded.problems().stream().anyMatch(problem -> problem.name().equals("unknown-kind"))) {
                return new Skipped("not read: " + object.get("kind"));
            }
            List<Problem> errors = CaseRun.errors(decoded.problems());
            if (errors.stream().noneMatch(error -> error.field().toString().startsWith(field))) {
                return new Failed("refused for " + field, errors.isEmpty() ? "accepted" : errors.toString());
            }
        }
        return new Passed();
    }

    Outcome patch(Step.Patch patch) {
        References references = references();
        Map<?, ?> merge = references.resolve(patch.merge());
        if (!references.missing().isEmpty()) {
            return new Skipped("nothing stands for " + references.missing());
        }
        return cluster.patch(patch.object(), merge)
                ? serve()
                : new Failed("an object to patch", "there is no " + patch.object());
    }

    Outcome delete(Step.Delete delete) {
        return cluster.delete(delete.object())
                ? serve()
                : new Failed("an object to delete", "there is no " + delete.object());
    }

    private References references() {
        return new References(cluster, pods, frontEnd);
    }
}
