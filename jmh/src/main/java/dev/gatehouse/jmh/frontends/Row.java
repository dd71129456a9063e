package dev.gatehouse.jmh.frontends;

import java.util.Locale;

/**
 * One front end under one load.
 *
 * @param cpuSeconds for each 100,000 requests
 */
record Row(
        String frontEnd,
        String load,
        double perSecond,
        long failed,
        double p50,
        double p99,
        double cpuSeconds,
        long megabytes) {
    static final String HEAD = """
            | front end | load | requests/s | failed | p50 ms | p99 ms | CPU s for each 100,000 | MB resident |
            |---|---|---:|---:|---:|---:|---:|---:|
            """;

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %d | %.2f | %.2f | %.2f | %d |%n",
                frontEnd,
                load,
                perSecond,
                failed,
                p50 / 1000,
                p99 / 1000,
                cpuSeconds,
                megabytes);
    }
}
