package dev.gatehouse.routing.observe;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
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

    void begun() {
        inFlight.increment();
    }

    void ended(String route, int status, long nanos) {
        inFlight.decrement();
        FrontEndMetrics.bounded(routes, route, RouteSeries::new).ended(status, nanos);
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
        private final Meters.Histogram duration;
        private final AtomicReferenceArray<Meters.@Nullable Counter> requests =
                new AtomicReferenceArray<>(CODES.size());

        RouteSeries(String route) {
            this.route = route;
            this.duration = meters.histogram(Measure.REQUEST_DURATION, List.of(listener, route));
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
