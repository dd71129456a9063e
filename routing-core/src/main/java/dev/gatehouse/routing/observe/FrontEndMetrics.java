package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a front end does.
 *
 * <pre>{@code
 * FrontEndMetrics metrics = new FrontEndMetrics(meters);
 * NettyFrontEnd.builder(routes).observer(metrics).connections(metrics).start();
 * }</pre>
 *
 * <p>Routes and backends come and go with the resources, and what was counted of them stays. So that no number of changes fills the memory, at
 * most {@value #MOST} routes of a listener and {@value #MOST} backends are told apart; what comes after them is counted under
 * {@code other}. An exchange that no rule decided has the route {@code none}. Safe for any number of threads.
 */
public final class FrontEndMetrics implements ExchangeObserver, ConnectionObserver {
    /** How many values a label has at most. */
    static final int MOST = 1000;

    private static final String NONE = "none";
    private static final String OTHER = "other";

    private final Meters meters;
    private final ConcurrentMap<Bind, PortSeries> ports = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, BackendSeries> backends = new ConcurrentHashMap<>();

    public FrontEndMetrics(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void begun(ObservedExchange exchange) {
        port(exchange.bind()).begun();
    }

    @Override
    public void tried(ObservedExchange exchange, Forward forward) {
        BackendSeries backend = backend(forward.backend());
        backend.tries.increment();
        if (exchange.tries() > 1) {
            backend.retries.increment();
        }
    }

    @Override
    public void failed(ObservedExchange exchange, Forward forward, TryFault fault) {
        String backend = backend(forward.backend()).name;
        meters.counter(Measure.UPSTREAM_FAILURES, List.of(backend, text(fault))).increment();
    }

    @Override
    public void ended(ObservedExchange exchange) {
        Origin origin = exchange.origin();
        port(exchange.bind())
                .ended(
                        origin == null ? NONE : origin.route().toString(),
                        exchange.status(),
                        exchange.duration().toNanos());
    }

    /** An endpoint is left out for a while: for {@link dev.gatehouse.routing.plan.LoadBalancer#ejecting}. */
    public void ejected(ServiceBackend backend, Endpoint endpoint) {
        meters.counter(Measure.UPSTREAM_EJECTIONS, List.of(backend(backend).name))
                .increment();
    }

    @Override
    public void opened(Bind bind) {
        port(bind).opened();
    }

    @Override
    public void closed(Bind bind) {
        port(bind).closed();
    }

    @Override
    public void handshakeFailed(Bind bind, HandshakeFault fault) {
        meters.counter(Measure.TLS_HANDSHAKE_FAILURES, List.of(bind.toString(), text(fault)))
                .increment();
    }

    private static String text(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private PortSeries port(Bind bind) {
        PortSeries known = ports.get(bind);
        return known != null ? known : ports.computeIfAbsent(bind, key -> new PortSeries(meters, key.toString()));
    }

    private BackendSeries backend(ServiceBackend backend) {
        return bounded(backends, backend.toString(), name -> new BackendSeries(meters, name));
    }

    /** What is counted of one Service's port. */
    private static final class BackendSeries {
        private final String name;
        private final Meters.Counter tries;
        private final Meters.Counter retries;

        BackendSeries(Meters meters, String name) {
            this.name = name;
            this.tries = meters.counter(Measure.UPSTREAM_TRIES, List.of(name));
            this.retries = meters.counter(Measure.UPSTREAM_RETRIES, List.of(name));
        }
    }

    /** That of a name, or of all that come when there are too many. */
    static <T> T bounded(ConcurrentMap<String, T> known, String name, Function<String, T> make) {
        @Nullable T found = known.get(name);
        if (found != null) {
            return found;
        }
        return known.computeIfAbsent(known.size() < MOST ? name : OTHER, make);
    }
}
