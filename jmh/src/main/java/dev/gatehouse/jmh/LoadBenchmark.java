package dev.gatehouse.jmh;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * From maps, as a parser or a client of the API server gives them, to routes that are served. What JMH prints is for all of them; the report tells it for
 * each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx4g", "-Xbatch", "-XX:+UseParallelGC"})
public class LoadBenchmark {
    /** How many HTTPRoutes. */
    @Param("100000")
    public int routes = 100_000;

    private final List<Document> documents = new ArrayList<>();
    private Resources resources = Resources.decode(List.of());

    /** Makes the maps. */
    @Setup
    public void build() {
        new ManyRoutes(routes).documents().forEach(documents::add);
        resources = Resources.decode(documents);
    }

    /** Decoded and validated. */
    @Benchmark
    public Resources decode(Cpu cpu) {
        cpu.operations += routes;
        return Resources.decode(documents);
    }

    /** Attached, compiled and published. */
    @Benchmark
    public Routes attach(Cpu cpu) {
        cpu.operations += routes;
        return LiveRoutes.of(resources).current();
    }
}
