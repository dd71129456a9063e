package dev.gatehouse.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile input: refused by name, without the memory it asks for. */
class LimitsTest {
    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("billion laughs", laughs(9, 9), "yaml-too-many-nodes"),
                Arguments.of("billion laughs, two at a time", laughs(24, 2), "yaml-too-many-nodes"),
                Arguments.of("nested lists on one line", "a: " + "[".repeat(1_000_000), "yaml-too-deep"),
                Arguments.of("nested objects on one line", "{a: ".repeat(500_000), "yaml-too-deep"),
                Arguments.of("nested JSON", "{\"a\":".repeat(50) + "1" + "}".repeat(50), null),
                Arguments.of("nested JSON, one more", "{\"a\":".repeat(51) + "1" + "}".repeat(51), "yaml-too-deep"),
                Arguments.of("nested block lists", "a:\n" + "- ".repeat(1_000_000), "yaml-too-deep"),
                Arguments.of("nested keys", "? ".repeat(1_000_000), "yaml-too-deep"),
                Arguments.of("nested by aliases", ladder(), "yaml-too-deep"),
                Arguments.of("50 aliases", "x: &x 1\na: [" + "*x ,".repeat(50) + "]", null),
                Arguments.of("51 aliases", "x: &x 1\na: [" + "*x ,".repeat(51) + "]", "yaml-too-many-aliases"),
                Arguments.of("many values", "a: [" + "1,".repeat(199_998) + "]", null),
                Arguments.of("too many values", "a: [" + "1,".repeat(199_999) + "]", "yaml-too-many-nodes"),
                Arguments.of("a large document", "a: " + "x".repeat(3 * 1024 * 1024 - 3), null),
                Arguments.of("too large a document", "a: " + "x".repeat(3 * 1024 * 1024 - 2), "yaml-too-large"),
                Arguments.of("too large a text", "a".repeat(16 * 1024 * 1024 + 1), "file-too-large"),
                Arguments.of("a long line of words", "a: " + "x ".repeat(1_000_000), null),
                Arguments.of("a long key", "x".repeat(2_000_000) + ": 1", "yaml-syntax"),
                Arguments.of("a comment", "#".repeat(3_000_000), null),
                Arguments.of("blank lines", "a: 1" + "\n".repeat(3_000_000), null),
                Arguments.of("quotes", "a: '" + "''".repeat(1_000_000) + "'", null));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("hostile")
    void hostileInputIsRefused(String what, String text, String name) {
        ManifestDocuments read = Manifests.documents(text, "a.yaml");
        assertEquals(
                name == null ? Stream.of().toList() : Stream.of(name).toList(),
                read.problems().stream().map(Problem::name).toList());
    }

    @Test
    void aFileOfBrokenDocumentsIsNotReadToItsEnd() {
        ManifestDocuments read = Manifests.documents("---\n[\n".repeat(100_000), "a.yaml");
        assertEquals(Limits.DEFAULT.problems() + 1, read.problems().size());
        Problem last = read.problems().get(Limits.DEFAULT.problems());
        assertEquals("yaml-too-many-problems", last.name());
        assertEquals(2 * Limits.DEFAULT.problems() + 1, last.source().line());
    }

    @Test
    void aDocumentFullOfProblemsIsNotReadToItsEnd() {
        ManifestDocuments read = Manifests.documents("a: 1\n".repeat(100_000), "a.yaml");
        assertEquals(Limits.DEFAULT.problems() + 1, read.problems().size());
    }

    @Test
    void anEndlessStreamIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '\n';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) '\n');
                return length;
            }
        };
        ManifestDocuments read = Manifests.documents(endless, "endless");
        assertEquals("file-too-large", read.problems().get(0).name());
    }

    @Test
    void whatAllFilesHoldTogetherIsBounded() {
        Limits limits = new Limits(10, 8, 100, 1, 100, 100, 100, 10, 10, 10, 10);
        ManifestReader reader = new ManifestReader(limits);
        reader.stream(new ByteArrayInputStream("a: 1\n".getBytes(UTF_8)), "1");
        reader.stream(new ByteArrayInputStream("a: 1\n".getBytes(UTF_8)), "2");
        reader.stream(new ByteArrayInputStream("a: 1\n".getBytes(UTF_8)), "3");
        ManifestDocuments read = reader.result();
        assertEquals(2, read.documents().size());
        assertEquals("input-too-large", read.problems().get(0).name());
        assertEquals("3", read.problems().get(0).source().file());
        assertTrue(read.problems().get(0).message().contains("10 bytes"));
    }

    /** Read all at once, and told as if one after another. */
    @Test
    void whatTheFilesOfAFolderHoldTogetherIsBounded(@TempDir Path folder) throws IOException {
        for (int i = 1; i <= 9; i++) {
            Files.writeString(folder.resolve(i + ".yaml"), i == 5 ? "a: 12345\n" : "a: 1\n");
        }
        for (Limits limits : List.of(
                new Limits(24, 10, 100, 1, 100, 100, 100, 10, 10, 10, 10),
                new Limits(100, 10, 4, 1, 100, 100, 100, 10, 10, 10, 10))) {
            ManifestReader reader = new ManifestReader(limits);
            reader.path(folder);
            assertEquals(4, reader.result().documents().size());
            assertEquals(
                    List.of("input-too-large " + folder.resolve("5.yaml")),
                    reader.result().problems().stream()
                            .map(problem -> problem.name() + " " + problem.source())
                            .toList());
            FileStamps stamps = new FileStamps(List.of(folder), limits, watched -> {});
            FileContents contents = new FileContents(List.of(folder), limits);
            contents.read(stamps.look(), stamps::problems);
            assertEquals(
                    "input-too-large",
                    contents.resources().problems().stream()
                            .filter(problem -> problem.source().file().endsWith("5.yaml"))
                            .findFirst()
                            .orElseThrow()
                            .name());
        }
    }

    @Test
    void theDocumentsOfAFileAreBounded() {
        ManifestReader reader = new ManifestReader(new Limits(1000, 1000, 1, 1, 3, 100, 100, 10, 10, 10, 10));
        reader.text("---\n{}\n".repeat(4), "a.yaml");
        assertEquals(3, reader.result().documents().size());
        Problem problem = reader.result().problems().get(0);
        assertEquals("yaml-too-many-documents a.yaml:7", problem.name() + " " + problem.source());
    }

    @Test
    void manyDocumentsAreFine() {
        ManifestDocuments read =
                Manifests.documents("---\nkind: Service\nmetadata: {name: a}\n".repeat(100_000), "a.yaml");
        assertEquals(100_000, read.documents().size());
        assertEquals(3 * 99_999 + 2, read.documents().get(99_999).source().line());
    }

    private static String laughs(int levels, int each) {
        StringBuilder text = new StringBuilder("l0: &l0 [lol]\n");
        for (int level = 1; level <= levels; level++) {
            text.append("l").append(level).append(": &l").append(level).append(" [");
            text.append(("*l" + (level - 1) + " ,").repeat(each)).append("]\n");
        }
        return text.toString();
    }

    private static String ladder() {
        StringBuilder text = new StringBuilder("l0: &l0 [[[[[[[[[[1]]]]]]]]]]\n");
        for (int level = 1; level <= 45; level++) {
            text.append("l")
                    .append(level)
                    .append(": &l")
                    .append(level)
                    .append(" [*l")
                    .append(level - 1)
                    .append(" ]\n");
        }
        return text.toString();
    }
}
