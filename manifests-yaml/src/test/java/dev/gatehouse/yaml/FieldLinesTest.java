package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.FieldPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldLinesTest {
    private static final String ROUTE = """
            kind: HTTPRoute
            metadata: {name: %s}
            spec:
              hostnames:
              - %s
              rules:
              - matches: [{path: {value: /a}},
                          {path: {value: /b}}]
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1",
                "\n\n# first\na: {b: [1, 2,\n 3]}\nc:\n- d: [[], {}]\n- - e\n  - f: g\n",
                "a: &x\n  b: 1\n  c: [1,\n 2]\nd: *x\ne:\n  <<: *x\n  f: 3\n",
                """
                a: [{b: 1}, 2, {c: {d: e}}]
                long: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
                 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58,
                 59, 60, 61, 62, {x: y,
                 z: 1}]
                """
            })
    void everyValueHasTheLineThatTheDocumentHasForIt(String text) {
        Document document = read(text);
        each(document, FieldPath.ROOT, document.source().line(), document.content());
    }

    private static void each(Document document, FieldPath path, int line, @Nullable Object value) {
        assertEquals(line, document.positions().line(path), path::toString);
        assertEquals(line, document.positions().line(path.field("absent").index(3)), path::toString);
        assertEquals(line, document.positions().line(path.index(1_000)), path::toString);
        if (value instanceof Fields fields) {
            for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
                each(document, path.field(field.getKey()), fields.line(field.getKey()), field.getValue());
            }
        } else if (value instanceof Items items) {
            for (int i = 0; i < items.size(); i++) {
                each(document, path.index(i), items.line(i), items.get(i));
            }
        }
    }

    @Test
    void documentsThatLieAlikeAreKeptOnce() {
        FieldLines one = lines(read(ROUTE.formatted("one", "a.example.com")));
        FieldLines other = lines(read("\n\n" + ROUTE.formatted("other", "b.example.com")));
        assertSame(one.layout(), other.layout());
        assertEquals(one.line() + 2, other.line());
        assertNotSame(
                one.layout(),
                lines(read(ROUTE.formatted("one\n", "a.example.com"))).layout());
    }

    @Test
    void aWordIsKeptOnce() {
        Document one = read(ROUTE.formatted("one", "a.example.com"));
        Document other = read(ROUTE.formatted("other", "a.example.com"));
        assertSame(
                one.content().keySet().iterator().next(),
                other.content().keySet().iterator().next());
        assertSame(one.content().get("kind"), other.content().get("kind"));
        String longer = "a".repeat(65);
        assertNotSame(
                read("kind: " + longer).content().get("kind"),
                read("kind: " + longer).content().get("kind"));
    }

    private static Document read(String text) {
        return Manifests.documents(text, "a.yaml").documents().get(0);
    }

    private static FieldLines lines(Document document) {
        return (FieldLines) document.positions();
    }
}
