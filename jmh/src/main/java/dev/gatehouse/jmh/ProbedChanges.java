package dev.gatehouse.jmh;

import dev.gatehouse.netty.FrontEndLimits;
import dev.gatehouse.netty.NettyFrontEnd;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a change costs with a front end of Netty that checks the endpoints of every Service, among so many HTTPRoutes, with ten routes for a Service: the median of the wall
 * clock's time until {@link LiveRoutes#change} returns, beside that with a front end that checks none, and that of a change there and a look at all Services. The three take turns. No
 * endpoint is asked while it is measured.
 */
final class ProbedChanges {
    private static final HealthCheck SELDOM =
            new HealthCheck(new HealthCheck.Tcp(), Duration.ofDays(1_000), Duration.ofSeconds(1), 1, 1);

    private static final FrontEndLimits ONE_THREAD =
            FrontEndLimits.defaults().toBuilder().threads(1).build();

    private final ManyRoutes many;
    private final Resources resources;

    private ProbedChanges(int routes) {
        this.many = new ManyRoutes(routes, Math.max(1, routes / 10));
        this.resources = Resources.decode(many.documents());
    }

    /** {@code ROUNDS ROUTES...}, such as {@code 4000 1000 1000 100000}. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("| routes | Services | of | no checks | checks | ratio | all Services looked at | ratio |");
        System.out.println("|---:|---:|---|---:|---:|---:|---:|---:|");
        for (int i = 1; i < arguments.length; i++) {
            report(Integer.parseInt(arguments[i]), Integer.parseInt(arguments[0]))
                    .forEach(System.out::println);
        }
    }

    static List<String> report(int routes, int rounds) throws IOException {
        ProbedChanges changes = new ProbedChanges(routes);
        return List.of(
                changes.line("one HTTPRoute", rounds, changes.many::route),
                changes.line("one EndpointSlice", rounds, changes.many::slice));
    }

    private String line(String what, int rounds, Function<Random, Resource> change) throws IOException {
        LiveRoutes.Builder checking = LiveRoutes.builder()
                .healthChecks(HealthChecks.builder().all(SELDOM).build());
        Random random = new Random(7);
        try (Served unchecked = new Served(LiveRoutes.of(resources), routes -> {});
                Served checked = new Served(checking.build(resources), routes -> {});
                Served looked = new Served(LiveRoutes.of(resources), Routes::upstreams)) {
            for (int i = -rounds; i < rounds; i++) {
                Resource resource = change.apply(random);
                for (Served served : List.of(unchecked, checked, looked)) {
                    long nanoseconds = served.change(resource);
                    if (i >= 0) {
                        served.times.add(nanoseconds);
                    }
                }
            }
            return String.format(
                    Locale.ROOT,
                    "| %,d | %,d | %s | %.1f µs | %.1f µs | %.2f × | %.1f µs | %.2f × |",
                    many.size(),
                    many.services(),
                    what,
                    unchecked.median(),
                    checked.median(),
                    checked.median() / unchecked.median(),
                    looked.median(),
                    looked.median() / unchecked.median());
        }
    }

    /** A front end, and what else is done after each change. */
    private final class Served implements AutoCloseable {
        private final LiveRoutes live;
        private final Consumer<Routes> also;
        private final NettyFrontEnd front;
        private final Percentiles times = new Percentiles();

        Served(LiveRoutes live, Consumer<Routes> also) throws IOException {
            this.live = live;
            this.also = also;
            this.front = NettyFrontEnd.builder(live)
                    .ports(port -> 0)
                    .limits(ONE_THREAD)
                    .start();
        }

        long change(Resource resource) {
            long start = System.nanoTime();
            Routes routes = live.change(List.of(resource), List.of());
            also.accept(routes);
            long end = System.nanoTime();
            many.check(routes, front.binds().get(0), resource);
            return end - start;
        }

        double median() {
            return times.at(0.5) / 1e3;
        }

        @Override
        public void close() {
            front.close();
        }
    }
}
