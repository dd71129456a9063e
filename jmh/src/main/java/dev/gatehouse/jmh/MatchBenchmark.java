package dev.gatehouse.jmh;

import dev.gatehouse.jmh.Yardstick.Lookup;
import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.request.Normalized;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.List;
import java.util.Map;
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
 * Matching beside its floor, two look-ups in hash maps that are asked for the right answer. Host and path are fresh strings for each
 * request, as they come off the wire, in both. Run it with
 *
 * <pre>{@code java -jar jmh/target/benchmarks.jar MatchBenchmark -prof gc}</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MatchBenchmark {
    /** Hosts × paths. */
    @Param({"2x5", "50x20", "1000x100"})
    public String size = "2x5";

    private @Nullable Yardstick yardstick;
    private int next;

    /** Builds the table, and checks every answer once. */
    @Setup
    public void build() {
        int x = size.indexOf('x');
        Yardstick built =
                new Yardstick(Integer.parseInt(size.substring(0, x)), Integer.parseInt(size.substring(x + 1)));
        for (Lookup lookup : built.lookups) {
            RouteEntry entry = Matcher.match(built.table, request(lookup));
            String found = entry == null ? "" : entry.match().path().value();
            boolean right = lookup.hit() ? lookup.path().startsWith(found) && entry != null : entry == null;
            if (!right) {
                throw new IllegalStateException(lookup.path() + " found " + found);
            }
        }
        yardstick = built;
    }

    /** What nothing that has to look at host and path can undercut. */
    @Benchmark
    public @Nullable String floor() {
        Yardstick built = yardstick();
        Lookup lookup = built.lookups.get(next++ & (built.lookups.size() - 1));
        Map<String, String> paths = built.floor.get(lookup.host());
        return paths == null ? null : paths.get(lookup.path());
    }

    /** The compiled table, full Gateway API semantics, with the normaliser before it. */
    @Benchmark
    public @Nullable RouteEntry normalizeAndMatch() {
        Yardstick built = yardstick();
        return Matcher.match(built.table, request(built.lookups.get(next++ & (built.lookups.size() - 1))));
    }

    private Yardstick yardstick() {
        Yardstick built = yardstick;
        if (built == null) {
            throw new IllegalStateException("not set up");
        }
        return built;
    }

    private static Request request(Lookup lookup) {
        return (Request) Normalized.of(new Head(lookup.host(), lookup.path()));
    }

    private record Head(String host, String target) implements RequestHead {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("host") ? List.of(host) : List.of();
        }
    }
}
