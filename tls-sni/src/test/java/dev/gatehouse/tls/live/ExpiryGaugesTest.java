package dev.gatehouse.tls.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.Measure;
import dev.gatehouse.routing.observe.Meters;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many days each certificate has left. */
class ExpiryGaugesTest {
    private static final Bind GATEWAY = new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "d", "g"), 443);
    private static final Instant FROM = Instant.parse("2026-04-01T00:00:00Z");

    private final Gauges shown = new Gauges();
    private final AtomicReference<Instant> now = new AtomicReference<>(FROM);
    private final ExpiryGauges gauges = new ExpiryGauges(shown, now::get);

    @Test
    void daysPassAndEndBelowZero() {
        gauges.show(listeners(secret("shop", 30)));
        assertEquals(Map.of("Secret d/shop", 30.0), shown.values());
        now.set(FROM.plus(Duration.ofHours(12)));
        assertEquals(Map.of("Secret d/shop", 29.5), shown.values());
        now.set(FROM.plus(Duration.ofDays(31)));
        assertEquals(Map.of("Secret d/shop", -1.0), shown.values());
    }

    @Test
    void aRotationCountsAnewAndWhatIsGoneIsShownNoMore() {
        Secret other = secret("other", 10);
        gauges.show(listeners(secret("shop", 30), other));
        assertEquals(Map.of("Secret d/shop", 30.0, "Secret d/other", 10.0), shown.values());
        gauges.show(listeners(secret("shop", 90), other));
        assertEquals(Map.of("Secret d/shop", 90.0, "Secret d/other", 10.0), shown.values());
        gauges.show(listeners(other));
        assertEquals(Map.of("Secret d/other", 10.0), shown.values());
    }

    private static Secret secret(String name, int days) {
        return MintedCertificate.builder("a.example")
                .notBefore(FROM)
                .validity(Duration.ofDays(days))
                .mint()
                .toSecret("d", name);
    }

    private static List<AttachedListener> listeners(Secret... secrets) {
        return List.of(new AttachedListener(
                GATEWAY,
                "https",
                new Hostname("a.example"),
                true,
                Style.GATEWAY,
                Stream.of(secrets)
                        .map(secret -> new CertificateUse(List.of(), secret))
                        .toList(),
                List.of()));
    }

    /** Keeps the gauges. */
    private static final class Gauges implements Meters {
        private final Map<List<String>, DoubleSupplier> gauges = new HashMap<>();

        @Override
        public Counter counter(Measure measure, List<String> labels) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Histogram histogram(Measure measure, List<String> labels) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void counter(Measure measure, List<String> labels, LongSupplier value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void gauge(Measure measure, List<String> labels, DoubleSupplier value) {
            assertEquals(Measure.CERTIFICATE_EXPIRY, measure);
            gauges.put(labels, value);
        }

        @Override
        public void remove(Measure measure, List<String> labels) {
            gauges.remove(labels);
        }

        Map<String, Double> values() {
            Map<String, Double> values = new TreeMap<>();
            gauges.forEach((labels, value) -> values.put(String.join(",", labels), value.getAsDouble()));
            return values;
        }
    }
}
