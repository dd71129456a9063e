package dev.gatehouse.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs once, tiny, so that none rots; nothing is concluded from its time. */
class BenchmarksRunTest {
    @Test
    void eachBenchmarkRunsAndIsReported() throws RunnerException {
        Collection<RunResult> matches = run(options("MatchBenchmark").param("size", "2x5"));
        Collection<RunResult> rows = run(options("RowBenchmark")
                .param("row", "WILDCARDS", "ADVERSARY", "THOUSAND_HEADERS", "A_THIRD_WITH_PREDICATES"));
        Collection<RunResult> changes = run(options("ChangeBenchmark").param("size", "10x100"));
        assertEquals(Peer.values().length, matches.size());
        assertEquals(8, rows.size());
        assertEquals(1, changes.size());
        assertEquals(2, run(options("DecideBenchmark")).size());
        Collection<RunResult> loads = run(options("LoadBenchmark").param("routes", "1000"));
        assertEquals(2, loads.size());

        List<RunResult> all = new ArrayList<>(matches);
        all.addAll(rows);
        all.addAll(changes);
        all.addAll(loads);
        String report = new Report(all).markdown();

        assertTrue(report.contains("| gatehouse | "), report);
        assertTrue(report.contains("| thousand headers | "), report);
        assertTrue(report.contains("| 10x100 | "), report);
        assertTrue(report.contains("| decode | "), report);
    }

    private static ChainedOptionsBuilder options(String benchmark) {
        return new OptionsBuilder().include("\\." + benchmark + "\\.");
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        // Another run on the same machine would spoil times, and none is taken here.
        System.setProperty("jmh.ignoreLock", "true");
        return new Runner(options.forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(5))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }
}
