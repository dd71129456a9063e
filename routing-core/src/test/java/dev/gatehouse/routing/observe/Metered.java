package dev.gatehouse.routing.observe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Keeps what it is given, by {@code measure[label, label]}. */
public final class Metered implements Meters {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> shown = new ConcurrentHashMap<>();

    private static String key(Measure measure, List<String> labels) {
        if (labels.size() != measure.labels().size()) {
            throw new IllegalArgumentException(measure + " has no labels like " + labels);
        }
        return measure + labels.toString();
    }

    @Override
    public Counter counter(Measure measure, List<String> labels) {
        return counts.computeIfAbsent(key(measure, labels), key -> new LongAdder())::increment;
    }

    @Override
    public Histogram histogram(Measure measure, List<String> labels) {
        LongAdder count = counts.computeIfAbsent(key(measure, labels), key -> new LongAdder());
        return nanos -> count.increment();
    }

    @Override
    public void counter(Measure measure, List<String> labels, LongSupplier value) {
        shown.put(key(measure, labels), value::getAsLong);
    }

    @Override
    public void gauge(Measure measure, List<String> labels, DoubleSupplier value) {
        shown.put(key(measure, labels), value);
    }

    @Override
    public void remove(Measure measure, List<String> labels) {
        shown.remove(key(measure, labels));
        counts.remove(key(measure, labels));
    }

    /** Everything that is not zero, in the order of its text. */
    public Map<String, Long> values() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((key, value) -> values.put(key, value.sum()));
        shown.forEach((key, value) -> values.put(key, (long) value.getAsDouble()));
        values.values().removeIf(value -> value == 0);
        return values;
    }
}
