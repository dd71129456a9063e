package dev.gatehouse.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A very large table that is asked by one thread while another changes it a thousand times a second: percentiles of what a change and a match take and
 * allocate, and by how much a match is dearer than when nothing changes, and than when the other thread changes what this one does not see: what is left
 * is the changes' doing, and not that of a neighbour on the processor. Each answer is checked. Ends after the time that it is given, and that to warm up.
 */
final class ScaleRun<S, Q, A, C> {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long PERIOD = 1_000_000;
    private static final int TOGETHER = 512;

    private final Scaled<S, Q, A, C> scaled;

    private ScaleRun(Scaled<S, Q, A, C> scaled) {
        this.scaled = scaled;
    }

    /** {@code WHAT SECONDS}; the first is hosts and paths of a table, such as {@code 10000x100}, or a number of HTTPRoutes. */
    public static void main(String[] arguments) throws InterruptedException {
        String what = arguments[0];
        Duration time = Duration.ofSeconds(Integer.parseInt(arguments[1]));
        Supplier<Scaled<?, ?, ?, ?>> scaled = what.indexOf('x') > 0
                ? () -> new ScaledTable(Yardstick.of(what))
                : () -> new ScaledRoutes(Integer.parseInt(what));
        report(scaled, time).forEach(System.out::println);
    }

    /** Measures without changes for a sixth of the time, with changes that readers do not see for as long, and then with them for all of it; before that, a sixth to warm up. */
    static List<String> report(Supplier<Scaled<?, ?, ?, ?>> made, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        Scaled<?, ?, ?, ?> scaled = made.get();
        double built = (System.nanoTime() - start) / 1e9;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, made in %.1f s; with what they are made of %d MB are kept.",
                scaled.title(),
                built,
                used() >> 20));
        lines.addAll(new ScaleRun<>(scaled).measured(time.toNanos()));
        return lines;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private List<String> measured(long time) throws InterruptedException {
        busy(time / 6, scaled::state);
        Costs quiet = readers(time / 6, scaled::state);
        S first = scaled.state();
        Costs beside = busy(time / 6, () -> first).matches;
        Busy busy = busy(time, scaled::state);
        List<String> lines = new ArrayList<>(List.of(
                "",
                "| | count | p50 | p90 | p99 | p99.9 | worst | allocated p50 | p99 | worst |",
                "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"));
        lines.add(busy.changes.line("a change", 1e3, "µs"));
        lines.add(quiet.line("a match, quiet", 1, "ns"));
        lines.add(beside.line("a match while something else changes", 1, "ns"));
        lines.add(busy.matches.line("a match while it changes", 1, "ns"));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%.0f changes a second. Medians of processor time: %d ns for a match when it is quiet, %d ns while something else changes, %d ns while it changes: %.2f and %.2f ×.",
                busy.changes.times.count() * 1e9 / busy.nanoseconds,
                quiet.cpu.at(0.5),
                beside.cpu.at(0.5),
                busy.matches.cpu.at(0.5),
                beside.cpu.at(0.5) / (double) Math.max(1, quiet.cpu.at(0.5)),
                busy.matches.cpu.at(0.5) / (double) Math.max(1, quiet.cpu.at(0.5))));
        return lines;
    }

    /** What was measured of one thing that is done again and again. */
    private static final class Costs {
        private final Percentiles times = new Percentiles();
        private final Percentiles bytes = new Percentiles();
        private final Percentiles cpu = new Percentiles();

        String line(String what, double divisor, String unit) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s | %s | %s | %s | %s | %,d B | %,d B | %,d B |",
                    what,
                    times.count(),
                    time(times.at(0.5), divisor, unit),
                    time(times.at(0.9), divisor, unit),
                    time(times.at(0.99), divisor, unit),
                    time(times.at(0.999), divisor, unit),
                    time(times.largest(), divisor, unit),
                    bytes.at(0.5),
                    bytes.at(0.99),
                    bytes.largest());
        }

        private static String time(long nanoseconds, double divisor, String unit) {
            return String.format(Locale.ROOT, divisor == 1 ? "%,.0f %s" : "%,.1f %s", nanoseconds / divisor, unit);
        }
    }

    /** @param nanoseconds for which it was changed */
    private record Busy(Costs changes, Costs matches, long nanoseconds) {}

    /** Both at once. The thread that changes ends by itself, and the JVM does not wait for it. */
    private Busy busy(long time, Supplier<S> asked) throws InterruptedException {
        long start = System.nanoTime();
        FutureTask<Costs> changing = new FutureTask<>(() -> changes(time));
        Thread thread = new Thread(changing, "changes");
        thread.setDaemon(true);
        thread.start();
        Costs matches = readers(time, asked);
        try {
            return new Busy(changing.get(), matches, System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a change failed", e.getCause());
        }
    }

    /** One at least. */
    private Costs changes(long time) {
        Costs costs = new Costs();
        long start = System.nanoTime();
        long due = start;
        do {
            LockSupport.parkNanos(due - System.nanoTime());
            due += PERIOD;
            C next = scaled.next();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            scaled.change(next);
            costs.times.add(System.nanoTime() - begun);
            costs.bytes.add(THREADS.getCurrentThreadAllocatedBytes() - allocated);
            scaled.checkChange(next);
        } while (System.nanoTime() - start < time);
        return costs;
    }

    /** Some at least. */
    private Costs readers(long time, Supplier<S> asked) {
        Costs costs = new Costs();
        List<Q> requests = new ArrayList<>();
        List<@Nullable A> answers = new ArrayList<>();
        long start = System.nanoTime();
        do {
            for (boolean each : new boolean[] {true, false}) {
                requests.clear();
                answers.clear();
                for (int i = 0; i < TOGETHER; i++) {
                    requests.add(scaled.request());
                }
                if (each) {
                    timed(requests, answers, asked, costs);
                } else {
                    together(requests, answers, asked, costs);
                }
                for (int i = 0; i < TOGETHER; i++) {
                    scaled.check(requests.get(i), answers.get(i));
                }
            }
        } while (System.nanoTime() - start < time);
        return costs;
    }

    /** Each by the clock, which takes its time too. */
    private void timed(List<Q> requests, List<@Nullable A> answers, Supplier<S> asked, Costs costs) {
        for (Q request : requests) {
            long begun = System.nanoTime();
            answers.add(scaled.ask(asked.get(), request));
            costs.times.add(System.nanoTime() - begun);
        }
    }

    /** Their processor time, and what they allocate on the average. */
    private void together(List<Q> requests, List<@Nullable A> answers, Supplier<S> asked, Costs costs) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (Q request : requests) {
            answers.add(scaled.ask(asked.get(), request));
        }
        costs.cpu.add((THREADS.getCurrentThreadCpuTime() - cpu) / requests.size());
        costs.bytes.add((THREADS.getCurrentThreadAllocatedBytes() - allocated) / requests.size());
    }
}
