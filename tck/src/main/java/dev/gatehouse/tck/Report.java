package dev.gatehouse.tck;

import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of every step. Immutable. */
public record Report(List<StepResult> results) {
    public Report {
        results = List.copyOf(results);
    }

    /** Those that failed, in order. */
    public List<StepResult> failed() {
        return results.stream()
                .filter(result -> result.outcome() instanceof Failed)
                .toList();
    }

    /** How many passed. */
    public long passed() {
        return results.stream()
                .filter(result -> result.outcome() instanceof Passed)
                .count();
    }

    /** Reason to the number of steps skipped for it, in the order of the alphabet. */
    public Map<String, Integer> skipped() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (StepResult result : results) {
            if (result.outcome() instanceof Skipped skipped) {
                reasons.merge(skipped.reason(), 1, Integer::sum);
            }
        }
        return reasons;
    }

    /** This report and another after it. */
    public Report and(Report other) {
        List<StepResult> all = new ArrayList<>(results);
        all.addAll(other.results);
        return new Report(all);
    }

    /** {@code N passed, N failed, N skipped}. */
    public String closingLine() {
        int skipped = skipped().values().stream().mapToInt(Integer::intValue).sum();
        return passed() + " passed, " + failed().size() + " failed, " + skipped + " skipped";
    }

    /** Every failure with what was expected and what came, why steps were skipped, and {@link #closingLine}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (StepResult result : results) {
            if (result.outcome() instanceof Failed failed) {
                text.append("FAILED ").append(result).append("\n  expected ");
                text.append(failed.expected())
                        .append("\n  actual   ")
                        .append(failed.actual())
                        .append('\n');
            }
        }
        skipped()
                .forEach((reason, count) -> text.append("skipped ")
                        .append(count)
                        .append(": ")
                        .append(reason)
                        .append('\n'));
        return text.append(closingLine()).append('\n').toString();
    }
}
