package dev.gatehouse.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the yardstick and writes what it found: {@code short} takes some five minutes, {@code full} an hour. Results as JSON, as a Markdown
 * table, and as plots, in the folder that is the second argument.
 */
final class RunYardstick {
    private RunYardstick() {}

    /** {@code short|full FOLDER}. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        if (arguments.length != 2 || !List.of("short", "full").contains(arguments[0])) {
            throw new IllegalArgumentException("usage: short|full FOLDER");
        }
        boolean full = arguments[0].equals("full");
        List<RunResult> results = new ArrayList<>();
        String[] peers = Stream.of(Peer.values()).map(Peer::name).toArray(String[]::new);
        results.addAll(
                run(full, options("MatchBenchmark").param("peer", peers).param("size", "2x5", "50x20", "1000x100")));
        String[] fast = {"FLOOR", "GATEHOUSE", "GATEHOUSE_NORMALIZED", "UNDERTOW", "ARMERIA"};
        results.addAll(run(
                full,
                options("MatchBenchmark")
                        .param("peer", full ? fast : new String[] {"FLOOR", "GATEHOUSE", "GATEHOUSE_NORMALIZED"})
                        .param("size", "10000x100")));
        results.addAll(run(full, options("RowBenchmark")));
        results.addAll(run(full, options("ChangeBenchmark").addProfiler(GCProfiler.class)));
        results.addAll(run(full, options("DecideBenchmark").addProfiler(GCProfiler.class)));
        results.addAll(run(full, options("CompileBenchmark")));
        Path folder = Path.of(arguments[1]);
        String name = arguments[0] + "-jdk" + Runtime.version().feature();
        new Report(results).write(folder, name);
        try (var out = Files.newOutputStream(folder.resolve(name + ".json"));
                var print = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, print).writeOut(results);
        }
    }

    private static ChainedOptionsBuilder options(String include) {
        return new OptionsBuilder().include("\\." + include + "\\.").shouldFailOnError(true);
    }

    private static Collection<RunResult> run(boolean full, ChainedOptionsBuilder options) throws RunnerException {
        if (!full) {
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(300))
                    .measurementIterations(12)
                    .measurementTime(TimeValue.milliseconds(100));
        }
        return new Runner(options.build()).run();
    }
}
