package dev.gatehouse.jmh;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.Resources;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a raw head to the decision that is carried out, for rules without filters. With {@code -prof gc} it tells what that allocates; what
 * normalising allocates is told beside it, and the rest is the plan's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx4g", "-Xbatch", "-XX:+UseParallelGC"})
public class DecideBenchmark {
    private static final int ROUTES = 1_000;

    private final RequestHead[] heads = new RequestHead[1 << 10];
    private @Nullable Routes routes;
    private @Nullable Bind bind;
    private int next;

    /** Applies the manifests, and checks every answer. */
    @Setup
    public void build() {
        ManyRoutes many = new ManyRoutes(ROUTES);
        Routes built = LiveRoutes.of(Resources.decode(many.documents())).current();
        Random random = new Random(8);
        routes = built;
        bind = built.binds().get(0);
        for (int i = 0; i < heads.length; i++) {
            heads[i] = many.request(random);
            if (!(built.decide(built.binds().get(0), heads[i]) instanceof Decision.Forward)) {
                throw new IllegalStateException(heads[i] + " is not forwarded");
            }
        }
    }

    /** The decision. */
    @Benchmark
    public Decision decide(Cpu cpu) {
        cpu.operations++;
        if (routes == null || bind == null) {
            throw new IllegalStateException("not set up");
        }
        return routes.decide(bind, nextHead());
    }

    /** What comes before matching and planning. */
    @Benchmark
    public Normalized normalize(Cpu cpu) {
        cpu.operations++;
        return Normalized.of(nextHead());
    }

    private RequestHead nextHead() {
        return heads[next++ & (heads.length - 1)];
    }
}
