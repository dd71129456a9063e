package dev.gatehouse.jmh;

import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.table.RouteTable;
import java.util.List;
import java.util.Locale;

/** What a table keeps beside the rules that it is compiled of: the heap after a collection, with it and without. */
final class Footprint {
    private Footprint() {}

    /** {@code SIZE}, such as {@code 1000x100}. */
    public static void main(String[] arguments) {
        List<RoutingRule> rules = Yardstick.of(arguments[0]).rules();
        long without = used();
        RouteTable table = Yardstick.table(rules);
        long with = used();
        System.out.printf(
                Locale.ROOT,
                "%d bytes a route (%d routes, %d listeners)%n",
                (with - without) / rules.size(),
                rules.size(),
                table.listeners().size());
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
