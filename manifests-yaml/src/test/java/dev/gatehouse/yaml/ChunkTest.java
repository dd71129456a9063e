package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkTest {
    static Stream<Arguments> cuts() {
        return Stream.of(
                cut("", ""),
                cut("# only a comment\n\n", ""),
                cut("a: 1\n", "1:a: 1\n"),
                cut("---\na: 1\n---\nb: 2\n", "1:---\na: 1\n", "3:---\nb: 2\n"),
                cut("a: 1\r\n---\r\nb: 2", "1:a: 1\r\n", "2:---\r\nb: 2"),
                cut("a: 1\r---\rb: 2", "1:a: 1\r", "2:---\rb: 2"),
                cut("--- # comment\na: 1\n---", "1:--- # comment\na: 1\n", "3:---"),
                cut("---a: 1\n", "1:---a: 1\n"),
                cut("a: |\n  ---\n  x\n", "1:a: |\n  ---\n  x\n"),
                cut("a: 1\n...\nb: 2\n", "1:a: 1\n...\n", "3:b: 2\n"),
                cut("# head\n---\na: 1\n", "2:---\na: 1\n"),
                cut("%YAML 1.2\n---\na: 1\n", "1:%YAML 1.2\n---\na: 1\n"),
                cut("a: 1\n...\n%YAML 1.2\n# c\n---\nb: 2\n", "1:a: 1\n...\n", "3:%YAML 1.2\n# c\n---\nb: 2\n"),
                cut("a: 1\n\uFEFF---\nb: 2\n", "1:a: 1\n", "2:\uFEFF---\nb: 2\n"),
                // JSON objects after one another
                cut("{}{}", "1:{}", "1:{}"),
                cut("{\"a\":1}\n\n{\"b\":\n2}\n{}", "1:{\"a\":1}", "3:{\"b\":\n2}", "5:{}"),
                cut("{\"a\":\"}{\"}\n{\"b\":\"\\\"}{\"}", "1:{\"a\":\"}{\"}", "2:{\"b\":\"\\\"}{\"}"),
                cut("{\"a\":\"x\ny\"}\n{}", "1:{\"a\":\"x\ny\"}", "3:{}"),
                cut("{\"a\":\"x", "1:{\"a\":\"x"),
                cut("{\"a\":\"x\\", "1:{\"a\":\"x\\"),
                cut("{}}{}", "1:{}}{}"),
                // YAML in braces is left to the parser
                cut("{a: '}'}\n{b: 1}", "1:{a: '}'}\n{b: 1}"),
                cut("{a: '}{'}\n{b: 1}", "1:{a: '}{'}\n{b: 1}"),
                cut("{a: 1} # }\n", "1:{a: 1} # }\n"),
                cut("{}\n---\n{}{}", "1:{}\n", "2:---\n{}{}"));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aTextIsCutIntoDocuments(String text, List<String> expected) {
        assertEquals(
                expected,
                Chunk.split(text).stream()
                        .map(chunk -> chunk.line() + ":" + chunk.of(text))
                        .toList());
    }

    private static Arguments cut(String text, String... chunks) {
        return Arguments.of(text, List.of(chunks).equals(List.of("")) ? List.of() : List.of(chunks));
    }
}
