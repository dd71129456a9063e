package dev.gatehouse.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.observe.Measure;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scraper reads of each kind of measure. */
class PrometheusMetersTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeters meters = new PrometheusMeters(registry);

    private List<String> lines() {
        return Exposition.of(registry, null).text().lines().toList();
    }

    private void assertLine(String line) {
        assertTrue(lines().contains(line), () -> line + " in\n" + String.join("\n", lines()));
    }

    @Test
    void aCounterGrows() {
        List<String> labels = List.of("Gateway default/shop:80", "HTTPRoute default/shop", "2xx");
        meters.counter(Measure.REQUESTS, labels).increment();
        meters.counter(Measure.REQUESTS, labels).increment();
        assertLine("# TYPE gatehouse_requests_total counter");
        assertLine("# HELP gatehouse_requests_total " + Measure.REQUESTS.help());
        assertLine("gatehouse_requests_total{code=\"2xx\",listener=\"Gateway default/shop:80\","
                + "route=\"HTTPRoute default/shop\"} 2.0");
    }

    @Test
    void aHistogramHasTheBoundsOfItsMeasure() {
        meters.histogram(Measure.REQUEST_DURATION, List.of("l", "r")).record(2_000_000);
        meters.histogram(Measure.REQUEST_DURATION, List.of("l", "r")).record(4_000_000_000L);
        assertLine("# TYPE gatehouse_request_duration_seconds histogram");
        assertLine("gatehouse_request_duration_seconds_bucket{listener=\"l\",route=\"r\",le=\"0.001\"} 0");
        assertLine("gatehouse_request_duration_seconds_bucket{listener=\"l\",route=\"r\",le=\"0.0025\"} 1");
        assertLine("gatehouse_request_duration_seconds_bucket{listener=\"l\",route=\"r\",le=\"+Inf\"} 2");
        assertLine("gatehouse_request_duration_seconds_count{listener=\"l\",route=\"r\"} 2");
        assertLine("gatehouse_request_duration_seconds_sum{listener=\"l\",route=\"r\"} 4.002");
    }

    @Test
    void whatIsShownIsAskedForAtEachScrapeAndCanGo() {
        AtomicLong value = new AtomicLong(1);
        meters.gauge(Measure.CERTIFICATE_EXPIRY, List.of("Secret default/a"), value::get);
        meters.gauge(Measure.CERTIFICATE_EXPIRY, List.of("Secret default/b"), () -> -0.5);
        meters.counter(Measure.ACCESS_LOG_DROPPED, List.of(), value::get);
        assertLine("gatehouse_certificate_expiry_days{secret=\"Secret default/a\"} 1.0");
        assertLine("gatehouse_access_log_dropped_lines_total 1.0");
        value.set(7);
        meters.remove(Measure.CERTIFICATE_EXPIRY, List.of("Secret default/b"));
        assertLine("gatehouse_certificate_expiry_days{secret=\"Secret default/a\"} 7.0");
        assertLine("gatehouse_access_log_dropped_lines_total 7.0");
        assertFalse(String.join("\n", lines()).contains("default/b"));
    }

    @Test
    void whatWasCountedCanGoAndBeginsAnew() {
        meters.counter(Measure.UPSTREAM_TRIES, List.of("default/a:80")).increment();
        meters.counter(Measure.UPSTREAM_TRIES, List.of("default/b:80")).increment();
        meters.histogram(Measure.REQUEST_DURATION, List.of("l", "r")).record(1);
        meters.remove(Measure.UPSTREAM_TRIES, List.of("default/a:80"));
        meters.remove(Measure.UPSTREAM_TRIES, List.of("default/none:80"));
        meters.remove(Measure.REQUEST_DURATION, List.of("l", "r"));
        String shown = String.join("\n", lines());
        assertFalse(shown.contains("default/a"), shown);
        assertFalse(shown.contains("listener=\"l\""), shown);
        assertLine("gatehouse_upstream_tries_total{backend=\"default/b:80\"} 1.0");
        meters.counter(Measure.UPSTREAM_TRIES, List.of("default/a:80")).increment();
        assertLine("gatehouse_upstream_tries_total{backend=\"default/a:80\"} 1.0");
    }

    /** RFC 9110 section 12.5.1, as far as scrapers use it. */
    @ParameterizedTest
    @CsvSource({
        ", text/plain; version=0.0.4; charset=utf-8",
        "text/plain, text/plain; version=0.0.4; charset=utf-8",
        "*/*, text/plain; version=0.0.4; charset=utf-8",
        "application/openmetrics-text; version=1.0.0, application/openmetrics-text; version=1.0.0; charset=utf-8",
    })
    void aScraperGetsTheFormatThatItReads(String accept, String type) {
        meters.counter(Measure.UPSTREAM_TRIES, List.of("default/shop:80")).increment();
        Exposition exposition = Exposition.of(registry, accept);
        assertEquals(type, exposition.contentType());
        assertEquals(type.startsWith("application"), exposition.text().endsWith("# EOF\n"));
    }

    @Test
    void everyMeasureHasANameThatPrometheusTakes() {
        for (Measure measure : Measure.values()) {
            List<String> labels = measure.labels().stream().map(name -> "value").toList();
            switch (measure.type()) {
                case COUNTER -> meters.counter(measure, labels).increment();
                case GAUGE -> meters.gauge(measure, labels, () -> 1);
                case HISTOGRAM -> meters.histogram(measure, labels).record(1);
            }
            assertTrue(
                    lines().stream().anyMatch(line -> line.startsWith("# TYPE " + measure.text())), measure.toString());
        }
    }
}
