package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.table.RouteTable;
import java.util.List;
import java.util.Random;
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

/** The cost of one changed rule among many: a random one goes, and one with another path comes in its stead. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx4g", "-Xbatch", "-XX:+UseParallelGC"})
public class ChangeBenchmark {
    /** Hosts × paths. */
    @Param({"10x100", "1000x100", "10000x100", "1x100000"})
    public String size = "10x100";

    private final Random random = new Random(1);
    private final AttachedListener listener = Yardstick.listener(List.of());
    private RoutingRule[] rules = {};
    private volatile @Nullable RouteTable table;

    /** Compiles the first table. */
    @Setup
    public void build() {
        List<RoutingRule> all = Yardstick.of(size).rules();
        rules = all.toArray(new RoutingRule[0]);
        table = Yardstick.table(all);
    }

    /** One change, published. */
    @Benchmark
    public RouteTable change(Cpu cpu) {
        cpu.operations++;
        RouteTable before = table;
        if (before == null) {
            throw new IllegalStateException("not set up");
        }
        int i = random.nextInt(rules.length);
        RoutingRule old = rules[i];
        Origin origin = old.origin();
        RoutingRule changed = Yardstick.rule(
                origin.rule(),
                old.hosts().get(0),
                RuleMatch.of(0, new PathMatch(PathMatch.Kind.PREFIX, "/changed" + random.nextInt(1 << 20))));
        rules[i] = changed;
        RouteTable after = before.with(listener, List.of(old), List.of(changed));
        table = after;
        return after;
    }
}
