package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.observe.AccessLogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/operations.md} name what there is, and nothing else. */
class OperationsPageTest {
    @Test
    void theFieldsOfTheAccessLog() throws IOException {
        Set<String> fields = new TreeSet<>(AccessLogFormat.fieldNames());
        fields.add("header:NAME");
        assertEquals(fields, new TreeSet<>(rows("Fields").keySet()));
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
