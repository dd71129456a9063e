package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentReaderTest {
    static Stream<Arguments> readings() {
        return Stream.of(
                reads("a: 1", map("a", 1)),
                reads("{\"a\": [1, 2.5, true, null, \"x\"]}", map("a", Arrays.asList(1, 2.5, true, null, "x"))),
                reads(
                        "{\n\t\"a\":\t1,\n\t\"b\":{\"c\":\"\\ud83d\\ude00 \\/ \\u00e9\"}}",
                        map("a", 1, "b", map("c", "😀 / é"))),
                reads("a: \"yes\"\nb: 'no'\nc: |\n  on\n", map("a", "yes", "b", "no", "c", "on\n")),
                reads(
                        "a: !!str 1\nb: ! 2\nc: !!int \"3\"\nd: !!float 4\ne: !!bool 'true'\nf: !!null ''",
                        map("a", "1", "b", "2", "c", 3, "d", 4, "e", true, "f", null)),
                reads("a: !!map {b: !!seq [1]}", map("a", map("b", List.of(1)))),
                reads("a:\nb: ~", map("a", null, "b", null)),
                reads("a:\n- b: 1\n  c: 2\n- - 3", map("a", List.of(map("b", 1, "c", 2), List.of(3)))),
                reads("a: 2024-01-02", map("a", "2024-01-02")),
                reads("a: !!timestamp 2024-01-02", map("a", "2024-01-02")),
                reads("%YAML 1.1\n---\na: 1", map("a", 1)),
                reads("\uFEFFa: 1", map("a", 1)),
                // Keys become text as in kubectl; a ConfigMap of ports is written like this.
                reads("9000: x\n\"9001\": b\ntrue: c", map("9000", "x", "9001", "b", "true", "c")),
                // Anchors, aliases and merges
                reads("a: &x [1]\nb: *x", map("a", List.of(1), "b", List.of(1))),
                reads("a: &x k\n*x : 1", map("a", "k", "k", 1)),
                reads("a: &x 1\nb: &x 2\nc: *x", map("a", 1, "b", 2, "c", 2)),
                reads(
                        "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3",
                        map("a", map("p", 1, "q", 2), "b", map("p", 1, "q", 3))),
                reads("a: {<<: [{p: 1}, {p: 2, q: 3}]}", map("a", map("p", 1, "q", 3))),
                reads("a: {\"<<\": 1}", map("a", map("<<", 1))));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void aDocumentReads(String text, Map<String, ?> expected) {
        ManifestDocuments read = Manifests.documents(text, "a.yaml");
        assertEquals(List.of(), read.problems());
        assertEquals(expected, read.documents().get(0).content());
        assertEquals(
                List.copyOf(expected.keySet()),
                List.copyOf(read.documents().get(0).content().keySet()),
                "in the order of the text");
        assertEquals(1, read.documents().size());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refuses("a: 1\nb: [", 2, "yaml-syntax", "flow"),
                refuses("a: 1\n b: 2", 2, "yaml-syntax", "mapping values are not allowed here"),
                refuses("a:\n\tb: 1", 2, "yaml-syntax", "TAB"),
                refuses("a: \"x", 1, "yaml-syntax", "quoted scalar"),
                refuses("a: x\u0007y", 1, "yaml-syntax", "U+0007"),
                refuses("a: 1\r\nb: \u0001", 2, "yaml-syntax", "U+0001"),
                refuses("a: \"\\Uffffffff\"", 1, "yaml-syntax", ""),
                refuses("%YAML 2.0\n---\na: 1", 1, "yaml-syntax", "ersion"),
                refuses("a: *x", 1, "yaml-unknown-alias", "*x"),
                refuses("a: 1\nb: &x\n  c: *x", 3, "yaml-cyclic-alias", "*x stands inside"),
                refuses("a: &x [*x]", 1, "yaml-cyclic-alias", "*x"),
                refuses("a: &x\n  b: 1\n  <<: *x", 3, "yaml-cyclic-alias", "*x"),
                refuses("a: 1\nb: 2\na: 3", 3, "yaml-duplicate-key", "a is set on line 1 and again on line 3"),
                refuses("a: {b: 1,\n b: 2}", 2, "yaml-duplicate-key", "b is set on line 1 and again on line 2"),
                refuses("\"1\": a\n1: b", 2, "yaml-duplicate-key", "1 is set on line 1"),
                refuses("a: {\"b\":1,\"b\":1}", 1, "yaml-duplicate-key", "b is set on line 1 and again on line 1"),
                refuses("x:\n  <<: {a: 1}\n  <<: {b: 1}", 3, "yaml-duplicate-key", "<< is set on line 2"),
                refuses("a: {p: 1}\nb:\n  p: 2\n  <<: {p: 3}", 4, "yaml-merge", "p, which line 3 has set already"),
                refuses("a:\n  <<: 1", 2, "yaml-merge", "the number 1"),
                refuses("a: {<<: [1]}", 1, "yaml-merge", "the number 1"),
                refuses("a: 1\n? [b]\n: 2", 2, "yaml-key", "a list"),
                refuses("a: {{ .Values.a }}", 1, "yaml-key", "template"),
                refuses("1.5: x", 1, "yaml-key", "the number 1.5"),
                refuses("~: x", 1, "yaml-key", "null"),
                refuses("? \n: x", 1, "yaml-key", "null"),
                refuses("a: !foo 1", 1, "yaml-tag", "!foo"),
                refuses("a: !foo {}", 1, "yaml-tag", "!foo"),
                refuses("a: !!binary aGk=", 1, "yaml-tag", "!!binary"),
                refuses("a: !!set {x}", 1, "yaml-tag", "!!set"),
                refuses("a: !!seq {}", 1, "yaml-tag", "!!seq"),
                refuses("a: !!java.net.URL [x]", 1, "yaml-tag", "!!java.net.URL"),
                refuses("a: !!int x", 1, "yaml-tag", "!!int does not fit the string \"x\""),
                refuses("a: 18446744073709551616", 1, "yaml-number", "64 bits"),
                refuses("a: " + "9".repeat(100_000), 1, "yaml-number", "64 bits"),
                refuses("a: .nan", 1, "yaml-number", "NaN"),
                refuses("{a: 1} b", 1, "yaml-syntax", "document start"),
                refuses("a: 1\nb", 2, "yaml-syntax", ":"),
                refuses("- a", 1, "not-an-object", "a list"),
                refuses("\n\nplain", 3, "not-an-object", "the string \"plain\""),
                refuses("42", 1, "not-an-object", "the number 42"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aDocumentIsRefused(String text, int line, String name, String message) {
        ManifestDocuments read = Manifests.documents(text, "a.yaml");
        assertEquals(List.of(), read.documents());
        assertEquals(1, read.problems().size(), read.problems()::toString);
        Problem problem = read.problems().get(0);
        assertEquals(name, problem.name());
        assertEquals(Problem.Severity.ERROR, problem.severity());
        assertEquals("a.yaml:" + line, problem.source().toString(), problem::message);
        assertTrue(problem.message().contains(message), problem::message);
        assertFalse(problem.message().contains("\n"), problem::message);
    }

    @Test
    void everyProblemOfADocumentIsTold() {
        ManifestDocuments read = Manifests.documents("a: 1\na: 2\nb: !x 1\nc: {d: .inf}\n", "a.yaml");
        assertEquals(
                List.of(
                        "a.yaml:2: a: the key a is set on line 1 and again on line 2",
                        "a.yaml:3: b: has the tag !x, expected none, or one of the plain types of JSON",
                        "a.yaml:4: c.d: the value is Infinity, which Kubernetes has no way to write"),
                read.problems().stream().map(Problem::toString).toList());
    }

    static Stream<Arguments> hints() {
        return Stream.of(
                Arguments.of(
                        "a: yes",
                        "HINT a.yaml:1: a: yes reads as the boolean true, as kubectl reads it; in YAML 1.2 it is the string \"yes\""),
                Arguments.of(
                        "m:\n- 0644",
                        "HINT a.yaml:2: m[0]: 0644 reads as the number 420, as kubectl reads it; in YAML 1.2 it is the number 644"),
                Arguments.of(
                        "a: 1\non: 1",
                        "WARNING a.yaml:2: true: the key on reads as \"true\", as kubectl reads it; write it in quotes"),
                Arguments.of(
                        "0x10: 1",
                        "WARNING a.yaml:1: 16: the key 0x10 reads as \"16\", as kubectl reads it; write it in quotes"));
    }

    @ParameterizedTest
    @MethodSource("hints")
    void aScalarThatReadersReadDifferentlyIsTold(String text, String expected) {
        ManifestDocuments read = Manifests.documents(text, "a.yaml");
        assertEquals(1, read.documents().size());
        assertEquals(
                List.of(expected),
                read.problems().stream().map(p -> p.severity() + " " + p).toList());
        assertEquals("yaml-1.1-scalar", read.problems().get(0).name());
    }

    @Test
    void hintsAreBounded() {
        ManifestDocuments read = Manifests.documents("a:\n" + "- yes\n".repeat(5_000), "a.yaml");
        assertEquals(Limits.DEFAULT.hints() + 1, read.problems().size());
    }

    @Test
    void emptyDocumentsAreNoDocuments() {
        ManifestDocuments read =
                Manifests.documents("---\n---\n# nothing\n---\nnull\n---\n~\n---\na: 1\n---\n", "a.yaml");
        assertEquals(List.of(), read.problems());
        assertEquals(List.of(map("a", 1)), contents(read));
    }

    @Test
    void aBrokenDocumentDoesNotTakeTheOthersAlong() {
        ManifestDocuments read = Manifests.documents("a: 1\n---\nb: [\n---\nc: \"x\n---\nd: 4\n", "a.yaml");
        assertEquals(List.of(map("a", 1), map("d", 4)), contents(read));
        assertEquals(
                List.of("yaml-syntax", "yaml-syntax"),
                read.problems().stream().map(Problem::name).toList());
    }

    @Test
    void jsonObjectsAfterOneAnotherAreDocuments() {
        ManifestDocuments read = Manifests.documents("{\"a\":1}\n{\n\"b\":2\n}\n{\"c\":3}\n", "a.json");
        assertEquals(List.of(map("a", 1), map("b", 2), map("c", 3)), contents(read));
        assertEquals(
                List.of("a.json:1", "a.json:2", "a.json:5"),
                read.documents().stream().map(d -> d.source().toString()).toList());
    }

    private static final String TWO = """
            # a comment
            ---
            # another
            apiVersion: v1
            kind: List
            items:
            - kind: Service
              metadata:
                name: a
              spec: &spec
                ports:
                - port: 80
                - {port: 81,
                   name: x}
            -
              kind: Service
              spec: *spec
              other:
                <<: *spec
                more: |
                  one
                  two
                last: 1
            ---
            kind: Gateway
            """;

    static Stream<Arguments> lines() {
        FieldPath root = FieldPath.ROOT;
        FieldPath first = root.field("items").index(0);
        FieldPath second = root.field("items").index(1);
        return Stream.of(
                Arguments.of(root, 4),
                Arguments.of(root.field("kind"), 5),
                Arguments.of(root.field("items"), 6),
                Arguments.of(first, 7),
                Arguments.of(first.field("metadata"), 8),
                Arguments.of(first.field("metadata").field("name"), 9),
                Arguments.of(first.field("spec").field("ports").index(0).field("port"), 12),
                Arguments.of(first.field("spec").field("ports").index(1).field("name"), 14),
                Arguments.of(second, 16),
                Arguments.of(second.field("spec"), 17),
                // What an alias stands for is where it is written.
                Arguments.of(second.field("spec").field("ports").index(0).field("port"), 12),
                Arguments.of(second.field("other").field("ports"), 11),
                Arguments.of(second.field("other").field("last"), 23),
                // What is absent, or cannot be, has the line of what is around it.
                Arguments.of(first.field("metadata").field("namespace"), 8),
                Arguments.of(first.field("metadata").field("labels").field("x"), 8),
                Arguments.of(root.field("items").index(2).field("kind"), 6),
                Arguments.of(root.field("items").field("kind"), 6),
                Arguments.of(root.index(0), 4),
                Arguments.of(first.field("kind").field("x"), 7));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aFieldHasALine(FieldPath path, int line) {
        Document document = Manifests.documents(TWO, "a.yaml").documents().get(0);
        assertEquals(line, document.positions().line(path));
    }

    @Test
    void aDocumentHasTheLineOfItsFirstKey() {
        assertEquals(
                List.of("a.yaml:4", "a.yaml:25"),
                Manifests.documents(TWO, "a.yaml").documents().stream()
                        .map(d -> d.source().toString())
                        .toList());
    }

    @Test
    void largeObjectsFindTheirKeysToo() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 100)
                .forEach(i -> text.append("k").append(i).append(": ").append(i).append('\n'));
        Document document =
                Manifests.documents(text.toString(), "a.yaml").documents().get(0);
        assertEquals(57, document.content().get("k57"));
        assertEquals(58, document.positions().line(FieldPath.ROOT.field("k57")));
        assertNull(document.content().get("k100"));
        assertFalse(document.content().containsKey("k100"));
        assertEquals(100, document.content().size());
    }

    @Test
    void documentsAreImmutable() {
        Map<String, ?> content =
                Manifests.documents("a: [1]", "a.yaml").documents().get(0).content();
        assertThrows(UnsupportedOperationException.class, content::clear);
        assertThrows(UnsupportedOperationException.class, () -> ((List<?>) content.get("a")).clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> content.entrySet().iterator().next().setValue(null));
    }

    private static List<Map<String, ?>> contents(ManifestDocuments read) {
        return read.documents().stream().<Map<String, ?>>map(Document::content).toList();
    }

    private static Arguments reads(String text, Map<String, ?> expected) {
        return Arguments.of(text, expected);
    }

    private static Arguments refuses(String text, int line, String name, String message) {
        return Arguments.of(text, line, name, message);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
