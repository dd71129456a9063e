package dev.gatehouse.tck;

import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Runs suites.
 *
 * <pre>{@code
 * Suite suite = Suite.read(Path.of("conformance/gateway-api"));
 * Report report = Conformance.check(suite, new CoreFrontEnd(suite.controllers()));
 * System.out.print(report.text());
 * }</pre>
 */
public final class Conformance {
    private Conformance() {}

    /** Runs every case of a suite that is about features that the front end has, one after the other, each from the same start. */
    public static Report check(Suite suite, FrontEndUnderTest frontEnd) {
        return check(suite, frontEnd, Claims.of(frontEnd));
    }

    /** Runs every case of a suite whose features are claimed, one after the other, each from the same start. */
    public static Report check(Suite suite, FrontEndUnderTest frontEnd, Claims claims) {
        List<StepResult> results = new ArrayList<>();
        new TreeMap<>(suite.unreadable())
                .forEach((file, why) -> results.add(
                        new StepResult(suite.name(), file, 0, "read", new Failed("a file that can be read", why))));
        for (Case each : suite.cases()) {
            String reason = claims.against(each);
            if (reason.isEmpty()) {
                reason = frontEnd.configure(each.controller());
            }
            if (reason.isEmpty()) {
                results.addAll(run(suite, each, frontEnd));
            } else {
                for (Step.Placed step : each.steps()) {
                    results.add(new StepResult(
                            suite.name(), each.test(), step.position(), step.title(), new Skipped(reason)));
                }
            }
        }
        return new Report(results);
    }

    private static List<StepResult> run(Suite suite, Case each, FrontEndUnderTest frontEnd) {
        try {
            return new CaseRun(suite, each, frontEnd).run();
        } catch (MalformedCase e) {
            Failed failed = new Failed("a case that can be run", String.valueOf(e.getMessage()));
            return List.of(new StepResult(suite.name(), each.test(), 0, "read", failed));
        }
    }
}
