package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.table.RouteTable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of a table, for each of 100,000 routes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx4g", "-Xbatch", "-XX:+UseParallelGC"})
public class CompileBenchmark {
    private static final int ROUTES = 100_000;

    private List<RoutingRule> rules = List.of();

    /** Makes the rules. */
    @Setup
    public void build() {
        rules = new Yardstick(ROUTES / 100, 100).rules();
    }

    /** One table. */
    @Benchmark
    @OperationsPerInvocation(ROUTES)
    public RouteTable compile(Cpu cpu) {
        cpu.operations += ROUTES;
        return Yardstick.table(rules);
    }
}
