package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Decodes documents in flow style and shows problems as short lines. */
final class Decoding {
    private Decoding() {}

    static Resources decode(String... documents) {
        return Resources.decode(
                Stream.of(documents).map(text -> Document.of(Flow.object(text))).toList());
    }

    /** The one resource of the document, which must have no problem at all. */
    static <T extends Resource> T clean(Class<T> kind, String document) {
        Resources resources = decode(document);
        assertEquals(List.of(), resources.problems());
        assertEquals(1, resources.size());
        return resources.all(kind).get(0);
    }

    /**
     * At {@code max} elements the list has no error, and with one more it has these and no others.
     *
     * @param document with {@code @@} where the fragment belongs
     * @param fragment with {@code %} where the elements belong
     */
    static void assertLimit(int max, IntFunction<String> element, String document, String fragment, String... names) {
        for (int count : new int[] {max, max + 1}) {
            String elements = IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(", "));
            List<String> expected = count == max
                    ? List.of()
                    : Stream.of(names).map(name -> "E " + name).toList();
            Resources found = decode(document.replace("@@", fragment.replace("%", elements)));
            assertEquals(
                    expected,
                    lines(found.problems()).stream()
                            .filter(line -> line.startsWith("E "))
                            .toList());
        }
    }

    /** Each as {@code E name field}, with the first letter of the severity. */
    static List<String> lines(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.severity().name().charAt(0) + " " + problem.name() + " " + problem.field())
                .map(String::strip)
                .toList();
    }

    /**
     * Rows of a table: {@code fragment => problem; problem}. A row with nothing right of the arrow has no problem. A fragment may
     * take several lines.
     */
    static Stream<Arguments> rows(String table) {
        List<Arguments> rows = new ArrayList<>();
        StringBuilder fragment = new StringBuilder();
        for (String line : table.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int arrow = line.lastIndexOf("=>");
            if (arrow < 0) {
                fragment.append(line);
                continue;
            }
            fragment.append(line, 0, arrow);
            List<String> problems = Stream.of(line.substring(arrow + 2).split(";"))
                    .map(String::strip)
                    .filter(problem -> !problem.isEmpty())
                    .toList();
            rows.add(Arguments.of(fragment.toString().strip(), problems));
            fragment.setLength(0);
        }
        return rows.stream();
    }

    /**
     * Puts the fragment into the document at {@code @@} and compares the problems, each field relative to {@code prefix} where it
     * lies below it; the document has a resource if and only if no problem is an error.
     */
    static void check(String document, String prefix, String fragment, List<String> expected) {
        Resources resources = decode(document.replace("@@", fragment));
        List<String> found = lines(resources.problems()).stream()
                .map(line -> prefix.isEmpty()
                        ? line
                        : line.replace(" " + prefix + ".", " ").replace(" " + prefix + "[", " ["))
                .toList();
        assertEquals(expected, found, () -> fragment + "\n" + resources.problems());
        boolean refused = expected.stream().anyMatch(line -> line.startsWith("E "));
        assertEquals(refused ? 0 : 1, resources.size(), fragment);
    }
}
