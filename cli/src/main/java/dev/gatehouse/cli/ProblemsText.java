package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Problems for people: grouped by file, each with its line. */
final class ProblemsText {
    private ProblemsText() {}

    /**
     * A line {@code file:line: severity: resource: field: message [name]} for each problem, by file and line; problems of no file come
     * last.
     */
    static List<String> lines(Collection<Problem> problems, Styles styles) {
        return byFile(problems).values().stream()
                .flatMap(List::stream)
                .map(problem -> "  " + line(problem, styles))
                .toList();
    }

    /** Such as {@code 2 errors, 1 warning}; {@code no problems} where there is none. */
    static String count(Collection<Problem> problems) {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = problems.stream()
                    .filter(problem -> problem.severity() == severity)
                    .count();
            if (count > 0) {
                counts.add(count + " " + word(severity) + (count == 1 ? "" : "s"));
            }
        }
        return counts.isEmpty() ? "no problems" : String.join(", ", counts);
    }

    /** The severity in lower case. */
    static String word(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case HINT -> "hint";
        };
    }

    /** The problems of each file, files in the order of their names, problems in the order of their lines. */
    static Map<String, List<Problem>> byFile(Collection<Problem> problems) {
        Map<String, List<Problem>> byFile = new TreeMap<>();
        List<Problem> elsewhere = new ArrayList<>();
        for (Problem problem : problems) {
            if (problem.source().line() == 0) {
                elsewhere.add(problem);
            } else {
                byFile.computeIfAbsent(problem.source().file(), file -> new ArrayList<>())
                        .add(problem);
            }
        }
        byFile.values()
                .forEach(group -> group.sort(
                        Comparator.comparingInt(problem -> problem.source().line())));
        Map<String, List<Problem>> inOrder = new LinkedHashMap<>(byFile);
        for (Problem problem : elsewhere) {
            inOrder.computeIfAbsent(problem.source().file(), file -> new ArrayList<>())
                    .add(problem);
        }
        return inOrder;
    }

    /** {@code file:line: severity: resource: field: message [name]}. */
    static String line(Problem problem, Styles styles) {
        StringBuilder text = new StringBuilder()
                .append(problem.source())
                .append(": ")
                .append(styles.severity(problem.severity(), word(problem.severity())))
                .append(": ");
        if (problem.resource() != null) {
            text.append(problem.resource()).append(": ");
        }
        if (!problem.field().equals(FieldPath.ROOT)) {
            text.append(problem.field()).append(": ");
        }
        return text.append(problem.message())
                .append(styles.dim(" [" + problem.name() + "]"))
                .toString();
    }
}
