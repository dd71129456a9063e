package dev.gatehouse.prometheus;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a scraper is given.
 *
 * @param contentType of HTTP
 * @param text to be sent in UTF-8
 */
public record Exposition(String contentType, String text) {
    private static final OpenMetricsTextFormatWriter OPEN_METRICS =
            OpenMetricsTextFormatWriter.builder().build();
    private static final PrometheusTextFormatWriter TEXT =
            PrometheusTextFormatWriter.builder().build();

    /**
     * Everything in a registry as it is now: in the format of OpenMetrics for a scraper that accepts it, else in that of Prometheus (text,
     * version 0.0.4).
     *
     * @param accept the request's {@code Accept}; null where there is none
     */
    public static Exposition of(PrometheusRegistry registry, @Nullable String accept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (OPEN_METRICS.accepts(accept)) {
                OPEN_METRICS.write(out, registry.scrape());
                return new Exposition(OPEN_METRICS.getContentType(), out.toString(StandardCharsets.UTF_8));
            }
            TEXT.write(out, registry.scrape());
            return new Exposition(TEXT.getContentType(), out.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no device below
        }
    }
}
