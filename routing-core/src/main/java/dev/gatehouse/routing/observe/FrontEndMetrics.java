package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthObserver;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a front end does.
 *
 * <pre>{@code
 * FrontEndMetrics metrics = new FrontEndMetrics(meters);
 * NettyFrontEnd.builder(routes).observer(metrics).connections(metrics).start();
 * routes.onChange(now -> metrics.forgetGone(now.binds(), now.resources()));
 * }</pre>
 *
 * <p>Routes and backends come and go with the resources, and what was counted of them stays until {@link #forgetGone}. At
 * most {@value #MOST} routes of a listener and {@value #MOST} backends are told apart; what comes after them is counted under
 * {@code other}. An exchange that no rule decided has the route {@code none}. Safe for any number of threads.
 */
public final class FrontEndMetrics implements ExchangeObserver, ConnectionObserver, HealthObserver {
    /** How many values a label has at most. */
    static final int MOST = 1000;

    static final String NONE = "none";
    private static final String OTHER = "other";
    private static final String PASSED = "passed";
    private static final String FAILED = "failed";

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
                        origin == null ? null : origin.route(),
                        exchange.status(),
                        exchange.duration().toNanos());
    }

    @Override
    public void checked(ServiceBackend backend, Endpoint.Address endpoint, @Nullable String failure) {
        BackendSeries series = backend(backend);
        meters.counter(Measure.UPSTREAM_HEALTH_CHECKS, List.of(series.name, failure == null ? PASSED : FAILED))
                .increment();
        series.showFailing();
    }

    @Override
    public void failing(ServiceBackend backend, Endpoint.Address endpoint, String failure) {
        backend(backend).failing.increment();
    }

    @Override
    public void passing(ServiceBackend backend, Endpoint.Address endpoint) {
        backend(backend).failing.decrement();
    }

    @Override
    public void forgotten(ServiceBackend backend, Endpoint.Address endpoint) {
        backend(backend).failing.decrement();
    }

    /**
     * Shows no more what was counted of listeners, routes and Services that are gone: to be called after a change, when the front end has taken it
     * over. What is still under way for them is counted anew when it ends, and forgotten with the next change. Costs time in proportion to
     * what is shown.
     *
     * @param binds the ports that are served
     * @param resources that are served
     */
    public void forgetGone(Collection<Bind> binds, Resources resources) {
        for (Map.Entry<Bind, PortSeries> each : ports.entrySet()) {
            PortSeries port = each.getValue();
            if (!binds.contains(each.getKey()) && port.isIdle()) {
                ports.remove(each.getKey());
                port.remove();
            } else {
                port.forgetRoutes(route -> resources.find(route) == null);
            }
        }
        backends.forEach((name, series) -> {
            if (series.service != null && resources.find(series.service) == null) {
                backends.remove(name);
                series.remove();
            }
        });
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
    public void refused(Bind bind, ConnectionRefusal refusal) {
        meters.counter(Measure.CONNECTIONS_REFUSED, List.of(port(bind).listener(), text(refusal)))
                .increment();
    }

    @Override
    public void handshakeFailed(Bind bind, HandshakeFault fault) {
        meters.counter(Measure.TLS_HANDSHAKE_FAILURES, List.of(port(bind).listener(), text(fault)))
                .increment();
    }

    static String text(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private PortSeries port(Bind bind) {
        PortSeries known = ports.get(bind);
        return known != null ? known : ports.computeIfAbsent(bind, key -> new PortSeries(meters, key.toString()));
    }

    private BackendSeries backend(ServiceBackend backend) {
        return bounded(backends, backend.toString(), name -> new BackendSeries(name, backend));
    }

    /** What is counted of one Service's port. */
    private final class BackendSeries {
        private final String name;
        /** Null where it is not of one Service. */
        private final @Nullable ObjectRef service;

        private final Meters.Counter tries;
        private final Meters.Counter retries;
        private final LongAdder failing = new LongAdder();
        private final AtomicBoolean showsFailing = new AtomicBoolean();

        BackendSeries(String name, ServiceBackend backend) {
            this.name = name;
            this.service = name.equals(backend.toString()) && backend.port() != 0
                    ? new ObjectRef("", "Service", backend.namespace(), backend.name())
                    : null;
            this.tries = meters.counter(Measure.UPSTREAM_TRIES, List.of(name));
            this.retries = meters.counter(Measure.UPSTREAM_RETRIES, List.of(name));
        }

        /** Not every Service is checked: where it is not, nothing is shown of that. */
        void showFailing() {
            if (!showsFailing.get() && showsFailing.compareAndSet(false, true)) {
                meters.gauge(Measure.UPSTREAM_ENDPOINTS_FAILING, List.of(name), failing::sum);
            }
        }

        void remove() {
            List<Measure> plain = List.of(
                    Measure.UPSTREAM_TRIES,
                    Measure.UPSTREAM_RETRIES,
                    Measure.UPSTREAM_EJECTIONS,
                    Measure.UPSTREAM_ENDPOINTS_FAILING);
            plain.forEach(measure -> meters.remove(measure, List.of(name)));
            for (TryFault fault : TryFault.values()) {
                meters.remove(Measure.UPSTREAM_FAILURES, List.of(name, text(fault)));
            }
            List.of(PASSED, FAILED)
                    .forEach(result -> meters.remove(Measure.UPSTREAM_HEALTH_CHECKS, List.of(name, result)));
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
