package dev.gatehouse.micrometer;

import dev.gatehouse.routing.observe.Measure;
import dev.gatehouse.routing.observe.Meters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Measures into a {@link MeterRegistry}.
 *
 * <pre>{@code
 * FrontEndMetrics metrics = new FrontEndMetrics(new MicrometerMeters(registry));
 * }</pre>
 *
 * <p>Names are those of {@link Measure#text} with dots for underlines, without the unit: {@code gatehouse.request.duration}. Histograms are
 * timers that publish the bounds of {@link Measure#bounds}. Safe for any number of threads.
 */
public final class MicrometerMeters implements Meters {
    private final MeterRegistry registry;

    public MicrometerMeters(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    @Override
    public Meters.Counter counter(Measure measure, List<String> labels) {
        return io.micrometer.core.instrument.Counter.builder(name(measure))
                .description(measure.help())
                .tags(tags(measure, labels))
                .register(registry)::increment;
    }

    @Override
    public Meters.Histogram histogram(Measure measure, List<String> labels) {
        Timer timer = Timer.builder(name(measure))
                .description(measure.help())
                .tags(tags(measure, labels))
                .serviceLevelObjectives(measure.bounds().stream()
                        .map(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
                        .toArray(Duration[]::new))
                .register(registry);
        return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void counter(Measure measure, List<String> labels, LongSupplier value) {
        remove(measure, labels);
        FunctionCounter.builder(name(measure), value, LongSupplier::getAsLong)
                .description(measure.help())
                .tags(tags(measure, labels))
                .register(registry);
    }

    @Override
    public void gauge(Measure measure, List<String> labels, DoubleSupplier value) {
        remove(measure, labels);
        Gauge.builder(name(measure), value::getAsDouble)
                .description(measure.help())
                .tags(tags(measure, labels))
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void remove(Measure measure, List<String> labels) {
        for (Meter meter :
                registry.find(name(measure)).tags(tags(measure, labels)).meters()) {
            registry.remove(meter);
        }
    }

    private static String name(Measure measure) {
        return measure.text().replaceFirst("_seconds$", "").replace('_', '.');
    }

    private static List<Tag> tags(Measure measure, List<String> values) {
        List<Tag> tags = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(measure.labels().get(i), values.get(i)));
        }
        return tags;
    }
}
