package dev.gatehouse.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.FieldPath;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever is written reads back, and whatever comes in ends in documents and problems. */
class ManifestPropertiesTest {
    private static final String VALID = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: shop, annotations: {"a/b": 'yes', mode: 0644}}
            spec: &s
              hostnames: [ "*.example.com" ]
              rules:
              - matches:
                - path: { type: PathPrefix, value: / }
              - <<: {x: !!str 1}
                text: |
                  two
                  lines
            ---
            other: *s
            """;

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenAsYamlReadsBack(@ForAll("objects") Map<String, Object> object) {
        StringBuilder text = new StringBuilder();
        yaml(object, 0, text);
        readsBack(object, text.toString());
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenAsJsonReadsBack(@ForAll("objects") Map<String, Object> object) {
        StringBuilder text = new StringBuilder();
        json(object, text);
        readsBack(object, text.toString());
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void documentsKeepTheirOrder(@ForAll @Size(max = 6) List<@net.jqwik.api.From("objects") Map<String, Object>> all) {
        StringBuilder yaml = new StringBuilder();
        StringBuilder json = new StringBuilder();
        for (Map<String, Object> object : all) {
            yaml.append("---\n");
            yaml(object, 0, yaml);
            json(object, json);
        }
        assertEquals(all, contents(Manifests.documents(yaml.toString(), "a.yaml")));
        assertEquals(all, contents(Manifests.documents(json.toString(), "a.json")));
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void everyKeyHasTheLineOnWhichItIsWritten(@ForAll("objects") Map<String, Object> object) {
        StringBuilder text = new StringBuilder("# head\n---\n");
        yaml(object, 0, text);
        Document document =
                Manifests.documents(text.toString(), "a.yaml").documents().get(0);
        String[] lines = text.toString().split("\n", -1);
        for (String key : object.keySet()) {
            int line = document.positions().line(FieldPath.ROOT.field(key));
            assertTrue(lines[line - 1].startsWith(quoted(key) + ":"), () -> key + " on line " + line + " of " + text);
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anyTextEndsInDocumentsAndProblems(@ForAll("texts") String text) {
        walk(Manifests.documents(text, "a.yaml"));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyBytesEndInDocumentsAndProblems(@ForAll @Size(max = 60) byte[] bytes) {
        walk(Manifests.documents(new ByteArrayInputStream(bytes), "stream"));
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aDamagedManifestEndsInDocumentsAndProblems(
            @ForAll("cuts") List<Integer> cuts, @ForAll("texts") String inserted) {
        String text = VALID;
        for (int cut : cuts) {
            int at = cut % (text.length() + 1);
            int to = Math.min(text.length(), at + cut % 7);
            text = text.substring(0, at) + (cut % 2 == 0 ? "" : inserted) + text.substring(to);
        }
        walk(Manifests.documents(new ByteArrayInputStream(text.getBytes(UTF_8)), "stream"));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return object(values(2)).filter(object -> !object.isEmpty());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\n",
                "\n  ",
                " ",
                "\t",
                "- ",
                ": ",
                "? ",
                "---\n",
                "...\n",
                "&a ",
                "*a ",
                "<<: ",
                "!!int ",
                "!x ",
                "|\n ",
                ">-\n",
                "{",
                "}",
                "[",
                "]",
                ", ",
                "\"",
                "'",
                "#",
                "%YAML 1.2\n",
                "%TAG ! x\n",
                "a",
                "b",
                "1",
                "yes",
                "\\",
                "\r",
                "\uFEFF",
                "\u0085",
                "\u2028",
                "\uD800",
                "\u0000",
                "é",
                "😀",
                "~",
                "0x",
                "1e9",
                "`",
                "@",
                "\\U");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(30).map(all -> String.join("", all)),
                Arbitraries.strings().ascii().ofMaxLength(40));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 10_000).list().ofMinSize(1).ofMaxSize(4);
    }

    private Arbitrary<Object> values(int depth) {
        if (depth == 0) {
            return scalars();
        }
        Arbitrary<Object> within = values(depth - 1);
        Arbitrary<Object> lists = within.list().ofMaxSize(4).map(list -> list);
        Arbitrary<Object> objects = object(within).map(object -> object);
        return Arbitraries.oneOf(scalars(), lists, objects);
    }

    private Arbitrary<Map<String, Object>> object(Arbitrary<Object> values) {
        return Arbitraries.maps(strings(), values).ofMaxSize(9);
    }

    private Arbitrary<Object> scalars() {
        Arbitrary<Object> whole = Arbitraries.integers().map(i -> i);
        Arbitrary<Object> fractions = Combinators.combine(
                        Arbitraries.integers().between(-999, 999),
                        Arbitraries.integers().between(0, 20))
                .as((mantissa, exponent) -> (mantissa + 0.5) * Math.pow(2, -exponent));
        Arbitrary<Object> longs =
                Arbitraries.longs().filter(l -> l != (int) (long) l).map(l -> l);
        Arbitrary<Object> others = Arbitraries.of(true, false).map(b -> b);
        return Arbitraries.oneOf(whole, fractions, longs, others, strings().map(s -> s))
                .injectNull(0.1);
    }

    private static Arbitrary<String> strings() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .ofMaxLength(12)
                        .filter(s -> s.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000)),
                Arbitraries.of("", "yes", "~", "1", "<<", "---", "...", "- a", "a: b", "{", "# x", "\t", "\n", "host"));
    }

    private static void readsBack(Map<String, Object> object, String text) {
        ManifestDocuments read = Manifests.documents(text, "a.yaml");
        assertEquals(List.of(), read.problems(), text);
        assertEquals(List.of(object), contents(read), text);
    }

    private static List<Map<String, ?>> contents(ManifestDocuments read) {
        return read.documents().stream().<Map<String, ?>>map(Document::content).toList();
    }

    private static void walk(ManifestDocuments read) {
        for (Document document : read.documents()) {
            walk(document.content(), FieldPath.ROOT, document);
            assertTrue(document.source().line() > 0);
        }
        read.problems().forEach(problem -> assertTrue(problem.source().line() > 0, problem::toString));
    }

    private static void walk(Object value, FieldPath path, Document document) {
        assertTrue(document.positions().line(path) > 0);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> walk(child, path.field((String) key), document));
        } else if (value instanceof List<?> list) {
            List<?> items = new ArrayList<>(list);
            for (int i = 0; i < items.size(); i++) {
                walk(items.get(i), path.index(i), document);
            }
        }
    }

    /** Block style, two spaces a level, every string in double quotes. */
    private static void yaml(Object value, int indent, StringBuilder out) {
        String margin = " ".repeat(indent);
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, child) -> {
                out.append(margin).append(quoted((String) key)).append(":");
                child(child, indent, out);
            });
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (Object item : list) {
                out.append(margin).append("-");
                child(item, indent, out);
            }
        } else {
            json(value, out.append(margin));
            out.append('\n');
        }
    }

    private static void child(Object value, int indent, StringBuilder out) {
        boolean block =
                value instanceof Map<?, ?> map ? !map.isEmpty() : value instanceof List<?> list && !list.isEmpty();
        out.append(block ? "\n" : " ");
        yaml(value, block ? indent + 2 : 0, out);
    }

    private static void json(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator).append(quoted((String) entry.getKey())).append(":");
                json(entry.getValue(), out);
                separator = ",\n\t";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            out.append("[");
            for (int i = 0; i < list.size(); i++) {
                json(list.get(i), i == 0 ? out : out.append(", "));
            }
            out.append("]");
        } else if (value instanceof String string) {
            out.append(quoted(string));
        } else {
            out.append(value);
        }
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }
}
