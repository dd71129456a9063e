package dev.gatehouse.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Runs the yardstick and writes what it found. Those that are compared are measured one after the other, and all of it in rounds, so that what else the
 * machine does comes to all of them: {@code short} takes some ten minutes, {@code full} an hour. Results as JSON, as Markdown tables, and as plots.
 */
final class RunYardstick {
    private static final List<String> SIZES = List.of("2x5", "50x20", "1000x100", "10000x100");

    /** Those whose table of a million routes takes no longer to make than everything else to measure. */
    private static final List<String> LARGE = List.of("FLOOR", "GATEHOUSE", "GATEHOUSE_NORMALIZED", "UNDERTOW");

    private final boolean full;
    private final List<RunResult> results = new ArrayList<>();

    private RunYardstick(boolean full) {
        this.full = full;
    }

    /** {@code short|full FOLDER [PEER...]}; of matching alone where peers are named, and of those. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        if (arguments.length < 2 || !List.of("short", "full").contains(arguments[0])) {
            throw new IllegalArgumentException("usage: short|full FOLDER [PEER...]");
        }
        List<String> named = List.of(arguments).subList(2, arguments.length);
        RunYardstick yardstick = new RunYardstick(arguments[0].equals("full"));
        yardstick.matches(
                named.isEmpty() ? Stream.of(Peer.values()).map(Peer::name).toList() : named);
        if (named.isEmpty()) {
            yardstick.others();
        }
        yardstick.write(
                Path.of(arguments[1]), arguments[0] + "-jdk" + Runtime.version().feature());
    }

    private void matches(List<String> peers) throws RunnerException {
        for (int round = 0; round < (full ? 4 : 2); round++) {
            for (String size : SIZES) {
                String[] measured = peers.stream()
                        .filter(peer -> !size.equals("10000x100") || LARGE.contains(peer))
                        .toArray(String[]::new);
                run(options("MatchBenchmark").param("peer", measured).param("size", size));
            }
        }
    }

    private void others() throws RunnerException {
        for (Row row : Row.values()) {
            run(options("RowBenchmark").param("row", row.name()));
        }
        run(options("ChangeBenchmark").addProfiler(GCProfiler.class));
        run(options("DecideBenchmark").addProfiler(GCProfiler.class));
        run(options("CompileBenchmark"));
        run(options("LoadBenchmark"));
    }

    private static ChainedOptionsBuilder options(String include) {
        return new OptionsBuilder().include("\\." + include + "\\.").shouldFailOnError(true);
    }

    private void run(ChainedOptionsBuilder options) throws RunnerException {
        options.forks(1);
        if (!full) {
            options.warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(300))
                    .measurementIterations(12)
                    .measurementTime(TimeValue.milliseconds(100));
        }
        results.addAll(new Runner(options.build()).run());
    }

    private void write(Path folder, String name) throws IOException {
        new Report(results).write(folder, name);
        try (var out = Files.newOutputStream(folder.resolve(name + ".json"));
                var print = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, print).writeOut(results);
        }
    }
}
