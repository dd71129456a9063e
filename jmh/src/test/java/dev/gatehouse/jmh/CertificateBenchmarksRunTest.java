package dev.gatehouse.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs once, tiny, so that none rots; nothing is concluded from its time. */
class CertificateBenchmarksRunTest {
    @Test
    void eachBenchmarkRuns() throws RunnerException {
        // Another run on the same machine would spoil times, and none is taken here.
        System.setProperty("jmh.ignoreLock", "true");
        var results = new Runner(new OptionsBuilder()
                        .include("dev.gatehouse.jmh.(Certificate|Hello)")
                        .param("names", "10")
                        .param("secrets", "10")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertEquals(6, results.size());
    }
}
