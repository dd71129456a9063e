package dev.gatehouse.routing.observe;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * A monitoring system, as far as measurements need it: to be implemented for each such system, and given to {@link FrontEndMetrics}. Label
 * values are always in the order of {@link Measure#labels}. Safe for any number of threads.
 */
public interface Meters {
    /** Something that is counted. */
    @FunctionalInterface
    interface Counter {
        /** One more; quick, and never blocks. */
        void increment();
    }

    /** Values whose spread is of interest. */
    @FunctionalInterface
    interface Histogram {
        /** One more, in nanoseconds; quick, and never blocks. */
        void record(long nanos);
    }

    /** The counter with these label values: the same one each time. */
    Counter counter(Measure measure, List<String> labels);

    /** The histogram with these label values: the same one each time. */
    Histogram histogram(Measure measure, List<String> labels);

    /** Shows what is counted elsewhere, asked whenever somebody looks; instead of what was shown before for these label values. */
    void counter(Measure measure, List<String> labels, LongSupplier value);

    /** Shows a value that is asked for whenever somebody looks; instead of what was shown before for these label values. */
    void gauge(Measure measure, List<String> labels, DoubleSupplier value);

    /**
     * Shows what has these label values no more, whatever it is; nothing where nothing has. A counter or a histogram that is asked for again
     * begins anew.
     */
    void remove(Measure measure, List<String> labels);
}
