package dev.gatehouse.jmh;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The ratio of each peer to the floor where other programs share the machine: all in one JVM and in turn, round after round, by the processor time of
 * the thread. The median of the rounds is told, and the median of the ratios within a
 * round, which what others do to the whole round does not move. Less exact than {@link MatchBenchmark} on a quiet machine, and more on a busy one.
 */
final class Ratios {
    private static final int ROUNDS = 51;
    private static final int WARM = 15;
    private static final int REPETITIONS = 12;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static int found;

    private Ratios() {}

    /** {@code SIZE PEER...}, such as {@code 50x20 FLOOR GATEHOUSE UNDERTOW}; the first peer is what the others are compared with. */
    public static void main(String[] arguments) {
        Yardstick yardstick = Yardstick.of(arguments[0]);
        List<Lookup> lookups = yardstick.lookups();
        Map<Peer, Finder> finders = new EnumMap<>(Peer.class);
        for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
            Peer peer = Peer.valueOf(name);
            finders.put(peer, peer.of(yardstick));
        }
        Map<Peer, double[]> rounds = new EnumMap<>(Peer.class);
        finders.keySet().forEach(peer -> rounds.put(peer, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<Peer, Finder> entry : finders.entrySet()) {
                long start = THREADS.getCurrentThreadCpuTime();
                for (int i = 0; i < REPETITIONS; i++) {
                    found += ask(entry.getValue(), lookups);
                }
                Objects.requireNonNull(rounds.get(entry.getKey()))[round] =
                        (THREADS.getCurrentThreadCpuTime() - start) / (double) REPETITIONS / lookups.size();
            }
        }
        double[] floor = Objects.requireNonNull(rounds.get(Peer.valueOf(arguments[1])));
        rounds.forEach((peer, values) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.0f | %.2f |%n",
                Runtime.version().feature(),
                arguments[0],
                peer.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                median(values),
                median(ratios(values, floor))));
        if (found == 0) {
            throw new IllegalStateException("nothing was found");
        }
    }

    private static int ask(Finder finder, List<Lookup> lookups) {
        int hits = 0;
        for (Lookup lookup : lookups) {
            hits += finder.find(lookup) == null ? 0 : 1;
        }
        return hits;
    }

    private static double[] ratios(double[] values, double[] floor) {
        double[] ratios = new double[values.length];
        Arrays.setAll(ratios, i -> values[i] / floor[i]);
        return ratios;
    }

    private static double median(double[] rounds) {
        double[] sorted = Arrays.copyOfRange(rounds, WARM, rounds.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
