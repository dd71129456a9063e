package dev.gatehouse.routing;

import dev.gatehouse.routing.observe.Measure;
import dev.gatehouse.routing.observe.Meters;
import dev.gatehouse.routing.resource.Problem.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is measured of the configuration. */
final class RoutesMeasures {
    private final Supplier<Routes> current;
    private long counted;
    private Map<Severity, Long> problems = Map.of();

    private RoutesMeasures(Supplier<Routes> current) {
        this.current = current;
    }

    static void show(Supplier<Routes> current, LongSupplier refused, Meters meters) {
        RoutesMeasures measures = new RoutesMeasures(current);
        meters.gauge(
                Measure.CONFIGURATION_GENERATION, List.of(), () -> current.get().generation());
        for (Severity severity : Severity.values()) {
            meters.gauge(
                    Measure.CONFIGURATION_PROBLEMS,
                    List.of(severity.name().toLowerCase(Locale.ROOT)),
                    () -> measures.problems(severity));
        }
        meters.counter(
                Measure.CONFIGURATION_CHANGES,
                List.of("served"),
                () -> current.get().generation() - 1);
        meters.counter(Measure.CONFIGURATION_CHANGES, List.of("refused"), refused);
    }

    /** Counted once for each generation, for that may cost as much as to attach every route. */
    private synchronized double problems(Severity severity) {
        Routes routes = current.get();
        if (routes.generation() != counted) {
            Map<Severity, Long> found = new EnumMap<>(Severity.class);
            routes.problems().forEach(problem -> found.merge(problem.severity(), 1L, Long::sum));
            problems = found;
            counted = routes.generation();
        }
        return problems.getOrDefault(severity, 0L);
    }
}
