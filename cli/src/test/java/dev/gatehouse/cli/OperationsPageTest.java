package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.observe.AccessLogFormat;
import dev.gatehouse.routing.observe.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
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
        told.addAll(rows("Following a request").keySet());
        told.removeIf(name -> !name.startsWith("--"));
        assertEquals(names, told);
    }

    @Test
    void theEventsOfFlightRecordings() throws Exception {
        Map<String, String> events = new TreeMap<>();
        for (Class<? extends Event> type : eventClasses()) {
            EventType event = EventType.getEventType(type);
            String fields = event.getFields().stream()
                    .map(ValueDescriptor::getName)
                    .filter(name -> !Set.of("startTime", "duration", "eventThread", "stackTrace")
                            .contains(name))
                    .map(name -> "`" + name + "`")
                    .collect(Collectors.joining(", "));
            Enabled enabled = type.getAnnotation(Enabled.class);
            String on = enabled == null || enabled.value() ? "on" : "off";
            events.put(event.getName(), "| " + on + " | " + event.getDescription() + " | " + fields + " |");
        }
        assertEquals(events, rows("Flight recordings"));
    }

    /** As they stand in the sources, so that a new one is not forgotten. */
    private static List<Class<? extends Event>> eventClasses() throws Exception {
        List<Class<? extends Event>> classes = new ArrayList<>();
        Path sources = Repository.root().resolve("routing-core/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith("Event.java"))::iterator) {
                String name =
                        sources.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
                classes.add(Class.forName(name).asSubclass(Event.class));
            }
        }
        return classes;
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
