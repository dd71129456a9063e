package dev.gatehouse.jmh;

import com.sun.management.ThreadMXBean;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a change costs from the changed resource to the state that serves it, among so many HTTPRoutes: percentiles of the wall clock's time and of
 * what the thread allocates, each answer checked. And what decisions cost while a thousand routes a second change, and while they change elsewhere, which takes
 * as much of the processor.
 */
final class LiveChanges {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM = 20_000;
    private static final int MEASURED = 20_000;
    private static final int DECISIONS = 2_000_000;

    private final ManyRoutes many;
    private final LiveRoutes live;
    private final Bind bind;
    private final Random random = new Random(3);

    private LiveChanges(ManyRoutes many, LiveRoutes live) {
        this.many = many;
        this.live = live;
        this.bind = live.current().binds().get(0);
    }

    /** {@code ROUTES...}, such as {@code 1000 100000}. */
    public static void main(String[] arguments) {
        System.out.println("| routes | of | p50 | p99 | p99.9 | allocated p50 | p99 |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|");
        for (String argument : arguments) {
            int routes = Integer.parseInt(argument);
            ManyRoutes many = new ManyRoutes(routes);
            long start = System.nanoTime();
            Resources resources = Resources.decode(many.documents());
            long decoded = System.nanoTime();
            LiveRoutes live = LiveRoutes.of(resources);
            long compiled = System.nanoTime();
            if (!live.current().problems().isEmpty()) {
                throw new IllegalStateException(live.current().problems().get(0).toString());
            }
            LiveChanges changes = new LiveChanges(many, live);
            changes.measure("one HTTPRoute", many::route);
            changes.measure("one EndpointSlice", many::slice);
            changes.measure("one Secret", many::secret);
            System.out.printf(
                    Locale.ROOT,
                    "%d routes: decoded and validated in %.1f µs each, attached, compiled and published in %.1f µs each%n",
                    routes,
                    (decoded - start) / 1e3 / routes,
                    (compiled - decoded) / 1e3 / routes);
            changes.readers();
        }
    }

    private void measure(String what, Function<Random, Resource> change) {
        long[] nanoseconds = new long[MEASURED];
        long[] bytes = new long[MEASURED];
        for (int i = -WARM; i < MEASURED; i++) {
            Resource resource = change.apply(random);
            List<Resource> put = List.of(resource);
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            Routes routes = live.change(put, List.of());
            long end = System.nanoTime();
            if (i >= 0) {
                nanoseconds[i] = end - start;
                bytes[i] = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            }
            many.check(routes, bind, resource);
        }
        System.out.printf(
                Locale.ROOT,
                "| %,d | %s | %.1f µs | %.1f µs | %.1f µs | %.1f kB | %.1f kB |%n",
                many.size(),
                what,
                percentile(nanoseconds, 0.5) / 1e3,
                percentile(nanoseconds, 0.99) / 1e3,
                percentile(nanoseconds, 0.999) / 1e3,
                percentile(bytes, 0.5) / 1e3,
                percentile(bytes, 0.99) / 1e3);
    }

    private void readers() {
        Routes first = live.current();
        decide(() -> first);
        decide(live::current);
        double quiet = decide(live::current);
        AtomicBoolean end = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            Random drawn = new Random(5);
            for (long next = System.nanoTime(); !end.get(); next += 1_000_000) {
                live.change(List.of(many.route(drawn)), List.of());
                LockSupport.parkNanos(next - System.nanoTime());
            }
        });
        long generation = live.current().generation();
        long start = System.nanoTime();
        writer.start();
        double busy = decide(live::current);
        double rate = (live.current().generation() - generation) * 1e9 / (System.nanoTime() - start);
        double beside = decide(() -> first);
        end.set(true);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.printf(
                Locale.ROOT,
                "a decision costs %.0f ns of processor time, %.0f ns (%.2f ×) while %.0f routes a second change, and %.0f ns (%.2f ×) while they change elsewhere%n",
                quiet,
                busy,
                busy / quiet,
                rate,
                beside,
                beside / quiet);
    }

    /** Nanoseconds of the thread's processor time for one. */
    private double decide(Supplier<Routes> routes) {
        Random drawn = new Random(9);
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < DECISIONS; i++) {
            Decision decision = routes.get().decide(bind, many.request(drawn));
            if (!(decision instanceof Decision.Forward)) {
                throw new IllegalStateException(String.valueOf(decision));
            }
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) DECISIONS;
    }

    private static double percentile(long[] values, double part) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }
}
