package dev.gatehouse.jmh;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matchers beside each other and beside their floor. Host and path are fresh strings for each request, as they come off the wire, in all
 * of them. Run the whole yardstick with {@code jmh/yardstick short}, or this alone with
 *
 * <pre>{@code java -jar jmh/target/benchmarks.jar MatchBenchmark -p size=50x20 -p peer=FLOOR,GATEHOUSE}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-Xmn1g", "-XX:+AlwaysPreTouch", "-Xbatch", "-XX:+UseParallelGC"})
public class MatchBenchmark {
    /** Who is measured. */
    @Param
    public Peer peer = Peer.FLOOR;

    /** Hosts × paths. */
    @Param({"2x5", "50x20", "1000x100"})
    public String size = "2x5";

    private List<Lookup> lookups = List.of();
    private @Nullable Finder finder;
    private int next;

    /** Builds the table, and checks every answer, often enough to be compiled before anything is measured. */
    @Setup
    public void build() {
        Yardstick yardstick = Yardstick.of(size);
        lookups = yardstick.lookups();
        finder = peer.of(yardstick);
        for (int i = 0; i < 10 * lookups.size(); i++) {
            Lookup lookup = lookups.get(i % lookups.size());
            Object found = finder.find(lookup);
            boolean right = peer.sameSemantics()
                    ? Peer.path(found).equals(String.valueOf(lookup.answer))
                    : (found == null) == (lookup.answer == null);
            if (!right) {
                throw new IllegalStateException(
                        peer + " finds " + found + " for " + lookup.host() + lookup.path() + ", not " + lookup.answer);
            }
        }
    }

    /** One request. */
    @Benchmark
    public @Nullable Object match(Cpu cpu) {
        cpu.operations++;
        Finder built = finder;
        if (built == null) {
            throw new IllegalStateException("not set up");
        }
        return built.find(lookups.get(next++ & (lookups.size() - 1)));
    }
}
