package dev.gatehouse.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.observe.Measure;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a registry holds of each kind of measure. */
class MicrometerMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMeters meters = new MicrometerMeters(registry);

    @Test
    void aCounterGrows() {
        List<String> labels = List.of("Gateway default/shop:80", "HTTPRoute default/shop", "2xx");
        meters.counter(Measure.REQUESTS, labels).increment();
        meters.counter(Measure.REQUESTS, labels).increment();
        assertEquals(
                2,
                registry.get("gatehouse.requests")
                        .tag("listener", "Gateway default/shop:80")
                        .tag("route", "HTTPRoute default/shop")
                        .tag("code", "2xx")
                        .counter()
                        .count());
    }

    @Test
    void aHistogramIsATimerWithTheBoundsOfItsMeasure() {
        meters.histogram(Measure.REQUEST_DURATION, List.of("l", "r")).record(2_000_000);
        meters.histogram(Measure.REQUEST_DURATION, List.of("l", "r")).record(4_000_000_000L);
        Timer timer =
                registry.get("gatehouse.request.duration").tag("route", "r").timer();
        assertEquals(2, timer.count());
        assertEquals(4002, timer.totalTime(TimeUnit.MILLISECONDS), 0.001);
        assertEquals(
                Measure.REQUEST_DURATION.bounds().size(), timer.takeSnapshot().histogramCounts().length);
        assertEquals(0, timer.takeSnapshot().histogramCounts()[0].count());
        assertEquals(1, timer.takeSnapshot().histogramCounts()[1].count());
    }

    @Test
    void whatIsShownIsAskedForAgainAndCanGo() {
        AtomicLong value = new AtomicLong(1);
        meters.gauge(Measure.CERTIFICATE_EXPIRY, List.of("Secret default/a"), () -> -1);
        meters.gauge(Measure.CERTIFICATE_EXPIRY, List.of("Secret default/a"), value::get);
        meters.gauge(Measure.CERTIFICATE_EXPIRY, List.of("Secret default/b"), () -> -0.5);
        meters.counter(Measure.ACCESS_LOG_DROPPED, List.of(), value::get);
        value.set(7);
        meters.remove(Measure.CERTIFICATE_EXPIRY, List.of("Secret default/b"));
        assertEquals(
                7,
                registry.get("gatehouse.certificate.expiry.days")
                        .tag("secret", "Secret default/a")
                        .gauge()
                        .value());
        assertNull(registry.find("gatehouse.certificate.expiry.days")
                .tag("secret", "Secret default/b")
                .gauge());
        assertEquals(
                7,
                registry.get("gatehouse.access.log.dropped.lines")
                        .functionCounter()
                        .count());
    }

    @Test
    void everyMeasureHasItsLabels() {
        for (Measure measure : Measure.values()) {
            List<String> labels = measure.labels().stream().map(name -> "value").toList();
            switch (measure.type()) {
                case COUNTER -> meters.counter(measure, labels).increment();
                case GAUGE -> meters.gauge(measure, labels, () -> 1);
                case HISTOGRAM -> meters.histogram(measure, labels).record(1);
            }
        }
        // This registry shows the bounds of a histogram as gauges beside it.
        List<Meter> all = registry.getMeters().stream()
                .filter(meter -> meter.getId().getTag("le") == null)
                .toList();
        assertEquals(Measure.values().length, all.size());
        for (Meter meter : all) {
            Set<String> names =
                    meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
            Measure of = List.of(Measure.values()).stream()
                    .filter(measure -> measure.help().equals(meter.getId().getDescription()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(Set.copyOf(of.labels()), names, meter.getId().getName());
        }
    }
}
