package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tck.Many.Verdict;
import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Runs one case. For one thread. */
final class CaseRun {
    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(30);
    private static final Duration FOR_A_DATAGRAM = Duration.ofSeconds(60);

    private final Suite suite;
    private final Case script;
    private final FrontEndUnderTest frontEnd;
    private final World world;
    private final Tries tries;
    private final Many many;
    private final StatusSteps statuses;
    private int connection;

    CaseRun(Suite suite, Case script, FrontEndUnderTest frontEnd) {
        this.suite = suite;
        this.script = script;
        this.frontEnd = frontEnd;
        this.world = new World(suite.start(script, frontEnd), script.backends(), frontEnd);
        this.tries = new Tries(frontEnd, world.cluster(), world.log());
        this.many = new Many(tries, world.log(), frontEnd.overConnections());
        this.statuses = new StatusSteps(frontEnd, world.cluster());
    }

    List<StepResult> run() {
        List<StepResult> results = new ArrayList<>();
        Outcome start = guarded(world::serve);
        if (start instanceof Failed) {
            results.add(result(0, "manifests", start));
        }
        for (Step.Placed placed : script.steps()) {
            results.add(result(placed.position(), placed.title(), guarded(() -> outcome(placed.step()))));
        }
        return results;
    }

    private StepResult result(int position, String step, Outcome outcome) {
        return new StepResult(suite.name(), script.test(), position, step, outcome);
    }

    /** A front end that throws has failed, and the run goes on. */
    private static Outcome guarded(Supplier<Outcome> step) {
        try {
            return step.get();
        } catch (MalformedCase e) {
            return new Failed("a step that can be run", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Failed("a front end that does not fail", e.toString());
        }
    }

    private Outcome outcome(Step step) {
        String unable = unable(step);
        if (!unable.isEmpty()) {
            return new Skipped(unable);
        } else if (step instanceof Step.Exchange exchange) {
            return repeated(exchange);
        } else if (step instanceof Step.Distribution distribution) {
            return judged(many.distribution(distribution, ++connection));
        } else if (step instanceof Step.Mirror mirror) {
            return judged(many.mirror(mirror));
        } else if (step instanceof Step.Pods pods) {
            return judged(many.pods(pods));
        } else if (step instanceof Step.Burst burst) {
            return judged(many.burst(burst));
        } else if (step instanceof Step.Wait wait) {
            Patience.pause(wait.duration());
            return new Passed();
        } else if (step instanceof Step.Apply apply) {
            return world.apply(apply);
        } else if (step instanceof Step.Patch patch) {
            return world.patch(patch);
        } else if (step instanceof Step.Delete delete) {
            return world.delete(delete);
        } else if (step instanceof Step.Status status) {
            return statuses.status(status);
        } else if (step instanceof Step.Ready ready) {
            return statuses.ready(ready);
        } else if (step instanceof Step.Generated generated) {
            return MadeObjects.judge(generated, frontEnd.made(generated.namespace()));
        } else if (step instanceof Step.Malformed malformed) {
            return new Failed("a step that can be read", malformed.reason());
        }
        return new Skipped(((Step.Unsupported) step).reason());
    }

    /** Why the front end cannot be sent what a step sends; empty where it can. */
    private String unable(Step step) {
        if (step instanceof Step.Exchange exchange) {
            return tries.unable(exchange);
        } else if (step instanceof Step.Distribution distribution) {
            return tries.unable(distribution.each());
        } else if (step instanceof Step.Mirror mirror) {
            return tries.unable(mirror.each());
        } else if (step instanceof Step.Pods pods) {
            return tries.unable(pods.each());
        }
        return step instanceof Step.Burst burst ? tries.unable(burst.each()) : "";
    }

    /** Until it has held as often in a row as it must, or the time for it is over. */
    private Outcome repeated(Step.Exchange exchange) {
        connection++;
        Set<String> unseen = new TreeSet<>();
        int wanted = inARow(exchange);
        Patience patience = Patience.of(
                shorter(frontEnd.settling(), exchange instanceof Step.Datagram ? FOR_A_DATAGRAM : FOR_AN_ANSWER));
        int held = 0;
        while (held < wanted) {
            Seen seen = tries.once(exchange, connection, List.of());
            unseen.addAll(seen.differences().unseen());
            if (exchange.never() && seen.met() && seen.differences().unseen().isEmpty()) {
                return new Failed("the expectation stays unmet", seen.summary());
            } else if (exchange.never() || seen.met()) {
                held++;
            } else if (patience.another()) {
                held = 0;
            } else {
                return new Failed(
                        seen.differences().expected(), seen.differences().actual());
            }
        }
        return passed(unseen);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static int inARow(Step.Exchange exchange) {
        if (exchange instanceof Step.Http http) {
            HttpExpectation expectation = http.expectation();
            return expectation.rejected() ? 1 : expectation.statusesNot().isEmpty() ? 3 : 5;
        }
        return exchange instanceof Step.Grpc ? 3 : 1;
    }

    private Outcome judged(Verdict verdict) {
        return verdict.failed() ? verdict.outcome() : passed(verdict.unseen());
    }

    /** Passed, as far as the front end could show. */
    private Outcome passed(Set<String> unseen) {
        String why = frontEnd.overConnections() ? "not judged: " : "needs connections: ";
        return unseen.isEmpty() ? new Passed() : new Skipped(why + String.join(", ", unseen));
    }

    /** The errors among problems. */
    static List<Problem> errors(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
    }
}
