package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.observe.AccessLogFormat;
import dev.gatehouse.routing.observe.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** The tables of {@code docs/operations.md} name what there is, and nothing else. */
class OperationsPageTest {
    @Test
    void theFieldsOfTheAccessLog() throws IOException {
        Set<String> fields = new TreeSet<>(AccessLogFormat.fieldNames());
        fields.add("header:NAME");
        assertEquals(fields, new TreeSet<>(rows("Fields").keySet()));
    }

    @Test
    void theMeasures() throws IOException {
        Map<String, String> measures = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            String labels =
                    measure.labels().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            measures.put(
                    measure.text() + (measure.type() == Measure.Type.COUNTER ? "_total" : ""),
                    "| " + measure.type().name().toLowerCase(Locale.ROOT) + " | " + labels + " | " + measure.help()
                            + " |");
        }
        assertEquals(measures, rows("Measures"));
    }

    /** Each option of {@code serve} that has to do with watching stands on the page. */
    @Test
    void theOptions() throws IOException {
        CommandSpec options = CommandSpec.forAnnotatedObject(new ObservingOptions());
        Set<String> names = new TreeSet<>();
        options.options().forEach(option -> names.add(option.longestName()));
        Set<String> told = new TreeSet<>(rows("Access log").keySet());
        told.addAll(rows("Metrics").keySet());
        told.removeIf(name -> !name.startsWith("--"));
        assertEquals(names, told);
    }

    /** The cells after the first of each row in the table under a heading, by what is in the first, which is code. */
    private static Map<String, String> rows(String heading) throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        boolean within = false;
        for (String line : Files.readAllLines(Repository.root().resolve("docs/operations.md"))) {
            if (line.startsWith("#")) {
                within = line.replaceFirst("#+ ", "").equals(heading);
            } else if (within && line.startsWith("| `")) {
                int end = line.indexOf('`', 3);
                rows.put(line.substring(3, end), line.substring(end + 1).strip());
            }
        }
        return rows;
    }
}
