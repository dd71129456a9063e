package dev.gatehouse.jmh;

import dev.gatehouse.routing.match.Matcher;
import dev.gatehouse.routing.request.Plain;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import dev.gatehouse.routing.table.RouteTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** Tables of unusual shapes, each beside its floor. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-Xmn1g", "-XX:+AlwaysPreTouch", "-Xbatch", "-XX:+UseParallelGC"})
public class RowBenchmark {
    /** The shape. */
    @Param
    public Row row = Row.HITS;

    private final Map<String, Map<String, String>> floor = new HashMap<>();
    private List<Lookup> lookups = List.of();
    private @Nullable RouteTable table;
    private int next;

    /** Builds the table, and checks every answer, often enough to be compiled before anything is measured. */
    @Setup
    public void build() {
        row.rules.clear();
        row.lookups.clear();
        row.fill();
        lookups = List.copyOf(row.lookups);
        table = Yardstick.table(row.rules);
        row.rules.forEach(rule -> floor.computeIfAbsent(rule.hosts().get(0).text(), host -> new HashMap<>())
                .put(
                        rule.matches().get(0).path().value(),
                        rule.matches().get(0).path().value()));
        for (Lookup lookup : lookups) {
            if (lookup.answer != null) {
                floor.computeIfAbsent(lookup.floorHost(), host -> new HashMap<>())
                        .put(lookup.floorPath(), lookup.answer);
            }
        }
        for (int i = 0; i < Math.max(100_000, lookups.size()); i++) {
            Lookup lookup = lookups.get(i % lookups.size());
            RouteEntry entry = find(lookup);
            String found = entry == null ? null : entry.match().path().value();
            if (!Objects.equals(found, lookup.answer)) {
                throw new IllegalStateException(
                        lookup.host() + lookup.path() + " finds " + found + ", not " + lookup.answer);
            }
        }
    }

    /** Two hash maps. */
    @Benchmark
    public @Nullable String floor(Cpu cpu) {
        cpu.operations++;
        Lookup lookup = nextLookup();
        Map<String, String> paths = floor.get(lookup.floorHost());
        return paths == null ? null : paths.get(lookup.floorPath());
    }

    /** The table. */
    @Benchmark
    public @Nullable RouteEntry match(Cpu cpu) {
        cpu.operations++;
        return find(nextLookup());
    }

    private Lookup nextLookup() {
        int at = next;
        next = at + 1 == lookups.size() ? 0 : at + 1;
        return lookups.get(at);
    }

    private @Nullable RouteEntry find(Lookup lookup) {
        RouteTable built = table;
        if (built == null) {
            throw new IllegalStateException("not set up");
        }
        String host = lookup.host();
        ListenerTable listener = built.listener(Yardstick.BIND, host);
        return listener == null ? null : Matcher.match(listener, Plain.of(host, lookup.path(), lookup.header));
    }
}
