package dev.gatehouse.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** What a run of the yardstick found, as Markdown tables and SVG plots. */
final class Report {
    private final Map<String, Map<String, Double>> nanoseconds = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> bytes = new LinkedHashMap<>();

    /** @param results of which several may be of the same benchmark: they count as one with more forks */
    Report(Collection<RunResult> results) {
        Map<String, Map<String, List<Double>>> samples = new LinkedHashMap<>();
        for (RunResult result : results) {
            var params = result.getParams();
            String name = params.getBenchmark();
            name = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
            List<String> values = params.getParamsKeys().stream()
                    .sorted()
                    .map(params::getParam)
                    .toList();
            String line = values.isEmpty() ? "" : values.get(0);
            String column = values.size() > 1 ? values.get(1) : "";
            samples.computeIfAbsent(name + " " + line, key -> new LinkedHashMap<>())
                    .computeIfAbsent(column, key -> new ArrayList<>())
                    .addAll(iterations(result));
            var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            if (allocated != null) {
                bytes.computeIfAbsent(name + " " + line, key -> new LinkedHashMap<>())
                        .put(column, allocated.getScore());
            }
        }
        samples.forEach((key, columns) -> {
            Map<String, Double> quartiles = new LinkedHashMap<>();
            columns.forEach((column, values) -> quartiles.put(column, quartile(values)));
            nanoseconds.put(key, quartiles);
        });
    }

    /** Processor time for each operation, in each iteration. */
    private static List<Double> iterations(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> counter(iteration, "cpuNanoseconds") / counter(iteration, "operations"))
                .toList();
    }

    /** The lower quartile: on a machine that is shared, what others do only ever adds. */
    private static double quartile(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 4);
    }

    private static double counter(IterationResult iteration, String name) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(name), name)
                .getScore();
    }

    void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), markdown());
        Map<String, Map<String, Double>> peers = part("MatchBenchmark.match ");
        if (!peers.isEmpty()) {
            Files.writeString(
                    folder.resolve(name + "-match.svg"), Plot.of("ns for each request, by hosts × paths", peers));
        }
        Map<String, Map<String, Double>> changes = new LinkedHashMap<>();
        Map<String, Double> points = new LinkedHashMap<>();
        part("ChangeBenchmark.change ").forEach((size, value) -> points.put(size, value.getOrDefault("", 0.0)));
        if (!points.isEmpty()) {
            changes.put("one rule", points);
            Files.writeString(
                    folder.resolve(name + "-change.svg"),
                    Plot.of("ns for one changed rule, by hosts × paths", changes));
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        Map<String, Map<String, Double>> peers = part("MatchBenchmark.match ");
        if (!peers.isEmpty()) {
            List<String> sizes = peers.values().stream()
                    .flatMap(columns -> columns.keySet().stream())
                    .distinct()
                    .toList();
            Map<String, Double> floor = peers.getOrDefault("FLOOR", Map.of());
            text.append("| ns for each request | ")
                    .append(String.join(" | ", sizes))
                    .append(" |\n|---|");
            text.append("---:|".repeat(sizes.size())).append('\n');
            peers.forEach((peer, columns) -> text.append("| ")
                    .append(peer.toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" | ")
                    .append(sizes.stream()
                            .map(size -> cell(columns.get(size), floor.get(size)))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n"));
            text.append('\n');
        }
        Map<String, Map<String, Double>> rows = part("RowBenchmark.match ");
        if (!rows.isEmpty()) {
            text.append("| shape of the table | floor, ns | match, ns |\n|---|---:|---:|\n");
            Map<String, Map<String, Double>> floors = part("RowBenchmark.floor ");
            rows.forEach((row, columns) -> {
                Double floor = floors.getOrDefault(row, Map.of()).get("");
                text.append("| ").append(row.toLowerCase(Locale.ROOT).replace('_', ' '));
                text.append(" | ").append(cell(floor, null));
                text.append(" | ").append(cell(columns.get(""), floor)).append(" |\n");
            });
            text.append('\n');
        }
        Map<String, Map<String, Double>> changes = part("ChangeBenchmark.change ");
        if (!changes.isEmpty()) {
            text.append("| one rule changed among | ns | bytes allocated |\n|---|---:|---:|\n");
            changes.forEach((size, columns) -> text.append("| ")
                    .append(size)
                    .append(" | ")
                    .append(cell(columns.get(""), null))
                    .append(" | ")
                    .append(cell(
                            bytes.getOrDefault("ChangeBenchmark.change " + size, Map.of())
                                    .get(""),
                            null))
                    .append(" |\n"));
            text.append('\n');
        }
        Map<String, Map<String, Double>> decisions = part("DecideBenchmark.");
        if (!decisions.isEmpty()) {
            text.append("| from a raw head | ns | bytes allocated |\n|---|---:|---:|\n");
            decisions.forEach((key, columns) -> text.append("| ")
                    .append(key.trim())
                    .append(" | ")
                    .append(cell(columns.get(""), null))
                    .append(" | ")
                    .append(cell(
                            bytes.getOrDefault("DecideBenchmark." + key, Map.of())
                                    .get(""),
                            null))
                    .append(" |\n"));
            text.append('\n');
        }
        Map<String, Map<String, Double>> builds = new LinkedHashMap<>(part("CompileBenchmark."));
        part("LoadBenchmark.").forEach((key, columns) -> builds.put(key.substring(0, key.indexOf(' ')), columns));
        if (!builds.isEmpty()) {
            text.append("| 100,000 routes at once | ns for each |\n|---|---:|\n");
            builds.forEach((key, columns) -> text.append("| ")
                    .append(key.trim())
                    .append(" | ")
                    .append(cell(columns.get(""), null))
                    .append(" |\n"));
        }
        return text.toString();
    }

    private Map<String, Map<String, Double>> part(String prefix) {
        Map<String, Map<String, Double>> part = new LinkedHashMap<>();
        nanoseconds.forEach((key, columns) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), columns);
            }
        });
        return part;
    }

    private static String cell(@Nullable Double value, @Nullable Double floor) {
        if (value == null) {
            return "–";
        }
        String text = String.format(Locale.ROOT, "%,.0f", value);
        return floor == null ? text : text + String.format(Locale.ROOT, " (%.2f ×)", value / floor);
    }
}
