package dev.gatehouse.prometheus;

import dev.gatehouse.routing.observe.Measure;
import dev.gatehouse.routing.observe.Meters;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Measures into a {@link PrometheusRegistry}: one's own, or {@link PrometheusRegistry#defaultRegistry}, with whatever else is there.
 *
 * <pre>{@code
 * PrometheusRegistry registry = new PrometheusRegistry();
 * FrontEndMetrics metrics = new FrontEndMetrics(new PrometheusMeters(registry));
 * }</pre>
 *
 * <p>Each measure is registered when it is first used, under the name that {@link Measure#text} tells; counters end with {@code _total}. Not
 * more than one for a registry. Safe for any number of threads.
 */
public final class PrometheusMeters implements Meters {
    private final PrometheusRegistry registry;
    private final Map<Measure, io.prometheus.metrics.core.metrics.Counter> counters = new EnumMap<>(Measure.class);
    private final Map<Measure, io.prometheus.metrics.core.metrics.Histogram> histograms = new EnumMap<>(Measure.class);
    private final Map<Measure, Shown> shown = new EnumMap<>(Measure.class);

    public PrometheusMeters(PrometheusRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** What is asked for at each scrape, by label values. */
    private static final class Shown {
        private final Map<List<String>, DoubleSupplier> values = new ConcurrentHashMap<>();

        void each(Sink sink) {
            values.forEach((labels, value) -> sink.call(value.getAsDouble(), labels.toArray(String[]::new)));
        }

        private interface Sink {
            void call(double value, String... labels);
        }
    }

    @Override
    public Meters.Counter counter(Measure measure, List<String> labels) {
        CounterDataPoint point = counter(measure).labelValues(labels.toArray(String[]::new));
        return point::inc;
    }

    private synchronized io.prometheus.metrics.core.metrics.Counter counter(Measure measure) {
        return counters.computeIfAbsent(
                measure,
                key -> io.prometheus.metrics.core.metrics.Counter.builder()
                        .name(key.text())
                        .help(key.help())
                        .labelNames(names(key))
                        .register(registry));
    }

    @Override
    public Meters.Histogram histogram(Measure measure, List<String> labels) {
        DistributionDataPoint point = histogram(measure).labelValues(labels.toArray(String[]::new));
        return nanos -> point.observe(nanos / 1e9);
    }

    private synchronized io.prometheus.metrics.core.metrics.Histogram histogram(Measure measure) {
        return histograms.computeIfAbsent(
                measure,
                key -> io.prometheus.metrics.core.metrics.Histogram.builder()
                        .name(key.text())
                        .help(key.help())
                        .labelNames(names(key))
                        .classicOnly()
                        .classicUpperBounds(key.bounds().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray())
                        .register(registry));
    }

    @Override
    public synchronized void counter(Measure measure, List<String> labels, LongSupplier value) {
        show(
                measure,
                labels,
                value::getAsLong,
                fresh -> CounterWithCallback.builder()
                        .name(measure.text())
                        .help(measure.help())
                        .labelNames(names(measure))
                        .callback(sink -> fresh.each(sink::call))
                        .register(registry));
    }

    @Override
    public synchronized void gauge(Measure measure, List<String> labels, DoubleSupplier value) {
        show(
                measure,
                labels,
                value,
                fresh -> GaugeWithCallback.builder()
                        .name(measure.text())
                        .help(measure.help())
                        .labelNames(names(measure))
                        .callback(sink -> fresh.each(sink::call))
                        .register(registry));
    }

    /** @param register makes the measure known when its first value comes */
    private void show(Measure measure, List<String> labels, DoubleSupplier value, Consumer<Shown> register) {
        Shown of = shown.computeIfAbsent(measure, key -> {
            Shown fresh = new Shown();
            register.accept(fresh);
            return fresh;
        });
        of.values.put(List.copyOf(labels), value);
    }

    @Override
    public synchronized void remove(Measure measure, List<String> labels) {
        Shown of = shown.get(measure);
        if (of != null) {
            of.values.remove(labels);
        }
        String[] values = labels.toArray(String[]::new);
        if (counters.containsKey(measure)) {
            counters.get(measure).remove(values);
        }
        if (histograms.containsKey(measure)) {
            histograms.get(measure).remove(values);
        }
    }

    private static String[] names(Measure measure) {
        return measure.labels().toArray(String[]::new);
    }
}
