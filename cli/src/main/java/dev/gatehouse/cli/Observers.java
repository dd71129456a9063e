package dev.gatehouse.cli;

import dev.gatehouse.prometheus.PrometheusMeters;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.observe.AccessLog;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.FrontEndMetrics;
import dev.gatehouse.routing.observe.Measure;
import dev.gatehouse.routing.plan.EjectionObserver;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.tls.live.ExpiryGauges;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is told what is served, for one run. */
final class Observers implements EjectionObserver, AutoCloseable {
    private final @Nullable AccessLog accessLog;
    private final @Nullable OperationsPort port;
    private final @Nullable PrometheusMeters meters;
    private final @Nullable FrontEndMetrics metrics;
    private volatile EjectionObserver reports = new EjectionObserver() {};

    private Observers(@Nullable AccessLog accessLog, @Nullable OperationsPort port, @Nullable PrometheusMeters meters) {
        this.accessLog = accessLog;
        this.port = port;
        this.meters = meters;
        this.metrics = meters == null ? null : new FrontEndMetrics(meters);
        if (meters != null && accessLog != null) {
            meters.counter(Measure.ACCESS_LOG_DROPPED, List.of(), accessLog::dropped);
        }
    }

    /**
     * Those that were asked for.
     *
     * @param accessLog null for none
     * @param operations where {@code /metrics} is; null for nowhere
     * @throws IOException where the system refuses the socket
     */
    static Observers open(@Nullable AccessLog accessLog, @Nullable InetSocketAddress operations) throws IOException {
        if (operations == null) {
            return new Observers(accessLog, null, null);
        }
        PrometheusRegistry registry = new PrometheusRegistry();
        return new Observers(accessLog, OperationsPort.open(operations, registry), new PrometheusMeters(registry));
    }

    /** Null where nobody listens: then the front end tells nothing. */
    @Nullable
    ExchangeObserver ofExchanges() {
        List<ExchangeObserver> all = Stream.of(accessLog, metrics)
                .<ExchangeObserver>mapMulti((observer, each) -> {
                    if (observer != null) {
                        each.accept(observer);
                    }
                })
                .toList();
        return all.isEmpty() ? null : ExchangeObserver.all(all);
    }

    /** Null where nobody listens. */
    @Nullable
    ConnectionObserver ofConnections() {
        return metrics;
    }

    /** Who tells of endpoints that fail. */
    void tellEjections(EjectionObserver reports) {
        this.reports = reports;
    }

    @Override
    public void leftOut(ServiceBackend backend, Endpoint endpoint, Duration pause) {
        if (metrics != null) {
            metrics.ejected(backend, endpoint);
        }
        reports.leftOut(backend, endpoint, pause);
    }

    @Override
    public void answering(ServiceBackend backend, Endpoint endpoint) {
        reports.answering(backend, endpoint);
    }

    void routes(LiveRoutes routes) {
        if (meters != null) {
            routes.measure(meters);
            new ExpiryGauges(meters).follow(routes);
        }
        HealthChecks checks = routes.healthChecks();
        if (checks != null && metrics != null) {
            checks.observe(metrics);
        }
    }

    /** Forgets from now on what was counted of what is gone; after the front end has taken a change over. */
    void follow(LiveRoutes routes) {
        if (metrics != null) {
            FrontEndMetrics told = metrics;
            routes.onChange(now -> told.forgetGone(now.binds(), now.resources()));
        }
    }

    /** Says whether requests are welcome. */
    void ready(boolean now) {
        if (port != null) {
            port.ready(now);
        }
    }

    /** Where {@code /metrics} is; null for nowhere. */
    @Nullable
    Integer port() {
        return port == null ? null : port.port();
    }

    @Override
    public void close() {
        if (port != null) {
            port.close();
        }
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
