package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.resource.ObjectRef;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is counted of one listener's port. */
final class PortSeries {
    /** By the first digit of a status; 0 is for an exchange that had no answer. */
    private static final List<String> CODES = List.of("none", "1xx", "2xx", "3xx", "4xx", "5xx");

    private final Meters meters;
    private final String listener;
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder open = new LongAdder();
    private final ConcurrentMap<String, RouteSeries> routes = new ConcurrentHashMap<>();
    private volatile Meters.@Nullable Counter connections;

    PortSeries(Meters meters, String listener) {
        this.meters = meters;
        this.listener = listener;
        meters.gauge(Measure.REQUESTS_IN_FLIGHT, List.of(listener), inFlight::sum);
    }

    String listener() {
        return listener;
    }

    void begun() {
        inFlight.increment();
    }

    /** @param route null where no rule decided */
    void ended(@Nullable ObjectRef route, int status, long nanos) {
        inFlight.decrement();
        String text = route == null ? FrontEndMetrics.NONE : route.toString();
        FrontEndMetrics.bounded(routes, text, name -> new RouteSeries(name, name.equals(text) ? route : null))
                .ended(status, nanos);
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return inFlight.sum() == 0 && open.sum() == 0;
    }

    /** Shows no more what was counted of routes that are gone. */
    void forgetRoutes(Predicate<ObjectRef> gone) {
        routes.forEach((name, series) -> {
            if (series.source != null && gone.test(series.source)) {
                routes.remove(name);
                series.remove();
            }
        });
    }

    /** Shows nothing of this port any more. */
    void remove() {
        routes.values().forEach(RouteSeries::remove);
        List<Measure> plain = List.of(Measure.REQUESTS_IN_FLIGHT, Measure.CONNECTIONS, Measure.CONNECTIONS_OPEN);
        plain.forEach(measure -> meters.remove(measure, List.of(listener)));
        for (ConnectionRefusal refusal : ConnectionRefusal.values()) {
            meters.remove(Measure.CONNECTIONS_REFUSED, List.of(listener, FrontEndMetrics.text(refusal)));
        }
        for (HandshakeFault fault : HandshakeFault.values()) {
            meters.remove(Measure.TLS_HANDSHAKE_FAILURES, List.of(listener, FrontEndMetrics.text(fault)));
        }
    }

    /** Not every front end can see connections: where it cannot, none are shown. */
    void opened() {
        Meters.Counter counter = connections;
        if (counter == null) {
            counter = meters.counter(Measure.CONNECTIONS, List.of(listener));
            meters.gauge(Measure.CONNECTIONS_OPEN, List.of(listener), open::sum);
            connections = counter;
        }
        counter.increment();
        open.increment();
    }

    void closed() {
        open.decrement();
    }

    private final class RouteSeries {
        private final String route;
        /** Null where it is not of one route. */
        private final @Nullable ObjectRef source;

        private final Meters.Histogram duration;
        private final AtomicReferenceArray<Meters.@Nullable Counter> requests =
                new AtomicReferenceArray<>(CODES.size());

        RouteSeries(String route, @Nullable ObjectRef source) {
            this.route = route;
            this.source = source;
            this.duration = meters.histogram(Measure.REQUEST_DURATION, List.of(listener, route));
        }

        void remove() {
            meters.remove(Measure.REQUEST_DURATION, List.of(listener, route));
            CODES.forEach(code -> meters.remove(Measure.REQUESTS, List.of(listener, route, code)));
        }

        void ended(int status, long nanos) {
            duration.record(nanos);
            int digit = status >= 100 && status < 600 ? status / 100 : 0;
            Meters.Counter counter = requests.get(digit);
            if (counter == null) {
                counter = meters.counter(Measure.REQUESTS, List.of(listener, route, CODES.get(digit)));
                requests.set(digit, counter);
            }
            counter.increment();
        }
    }
}
