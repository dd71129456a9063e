package dev.gatehouse.yaml;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Namespace;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
    @TempDir
    Path folder;

    @Test
    void aFolderIsReadWithAllWithinItInTheOrderOfNames() throws IOException {
        write("b.yaml", "name: b1\n---\nname: b2\n");
        write("a/z.yml", "name: az\n");
        write("a.json", "{\"name\":\"aj\"}");
        write("c/d/e.YAML", "name: cde\n");
        write("README.md", "not: read");
        write(".hidden.yaml", "not: read");
        write(".git/x.yaml", "not: read");
        ManifestDocuments read = Manifests.documents(folder);
        assertEquals(List.of(), read.problems());
        assertEquals(List.of("az", "aj", "b1", "b2", "cde"), names(read));
        assertEquals(
                folder.resolve("b.yaml") + ":3",
                read.documents().get(3).source().toString());
    }

    @Test
    void manyFilesAreReadAsOneByOne() throws IOException {
        for (int i = 0; i < 1_100; i++) {
            write("f" + i + ".yaml", "name: n" + i + (i % 300 == 0 ? "\n---\nname: [" : "\n"));
        }
        ManifestDocuments read = Manifests.documents(folder);
        List<ManifestDocuments> each = IntStream.range(0, 1_100)
                .mapToObj(i -> "f" + i + ".yaml")
                .sorted()
                .map(name -> Manifests.documents(folder.resolve(name)))
                .toList();
        assertEquals(each.stream().flatMap(one -> one.problems().stream()).toList(), read.problems());
        assertEquals(each.stream().flatMap(one -> names(one).stream()).toList(), names(read));
        assertEquals(1_100, names(read).size());
    }

    @Test
    void aResourceKnowsTheLinesOfItsFields() throws IOException {
        write("one.yaml", "kind: Namespace\napiVersion: v1\nmetadata:\n  name: one\n");
        write("list.yaml", """
                kind: List
                apiVersion: v1
                items:
                - kind: Namespace
                  apiVersion: v1
                  metadata:
                    name: two
                """);
        FieldPath name = FieldPath.ROOT.field("metadata").field("name");
        assertEquals(
                List.of("list.yaml:7", "one.yaml:4"),
                Manifests.read(folder).all(Namespace.class).stream()
                        .map(namespace -> folder.relativize(Path.of(
                                        namespace.metadata().source().at(name).toString()))
                                .toString())
                        .toList());
    }

    @Test
    void aVolumeThatKubernetesProjectsIsReadOnce() throws IOException {
        write("..2024_01_02/routes.yaml", "name: routes\n");
        write("..2024_01_02/sub/more.yaml", "name: more\n");
        link("..data", "..2024_01_02");
        link("routes.yaml", "..data/routes.yaml");
        link("sub", "..data/sub");
        ManifestDocuments read = Manifests.documents(folder);
        assertEquals(List.of(), read.problems());
        assertEquals(List.of("routes", "more"), names(read));
        assertEquals(
                folder.resolve("routes.yaml") + ":1",
                read.documents().get(0).source().toString());
    }

    @Test
    void linksInACircleEnd() throws IOException {
        write("a/x.yaml", "name: x\n");
        link("a/up", "..");
        link("b", "a");
        assertEquals(List.of("x"), names(Manifests.documents(folder)));
    }

    @Test
    void whatIsNamedIsReadWhateverItsName() throws IOException {
        write(".hidden/config", "name: 1\n");
        assertEquals(
                List.of(1), names(Manifests.documents(folder.resolve(".hidden").resolve("config"))));
    }

    @Test
    void aRelativePathStaysRelative() throws IOException {
        write("sub/a.yaml", "name: 1\n");
        Path relative = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
        assertEquals(
                relative.resolve("sub").resolve("a.yaml").toString(),
                Manifests.documents(relative).documents().get(0).source().file());
    }

    @Test
    void filesAreReadInTheOrderInWhichTheyAreNamed() throws IOException {
        write("a.yaml", "name: a\n");
        write("b.yaml", "name: b\n");
        assertEquals(List.of("b", "a"), names(Manifests.documents(folder.resolve("b.yaml"), folder.resolve("a.yaml"))));
    }

    @Test
    void whatCannotBeReadIsAProblem() throws IOException {
        Path missing = folder.resolve("missing.yaml");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        link("dangling.yaml", "nowhere");
        write("good.yaml", "name: good\n");
        ManifestDocuments read = Manifests.documents(missing, empty, folder);
        assertEquals(List.of("good"), names(read));
        assertEquals(
                List.of(
                        "ERROR file-not-found " + missing,
                        "WARNING no-manifests " + empty,
                        "ERROR file-not-found " + folder.resolve("dangling.yaml")),
                read.problems().stream()
                        .map(p -> p.severity() + " " + p.name() + " " + p.source())
                        .toList());
    }

    @Test
    void aFileThatMayNotBeReadIsAProblem() throws IOException {
        Path secret = write("secret.yaml", "name: 1\n");
        Assumptions.assumeTrue(
                secret.toFile().setReadable(false) && !Files.isReadable(secret), "the user may read all");
        assertEquals(List.of("file-unreadable"), problems(Manifests.documents(secret)));
    }

    @Test
    void aHugeFileIsRefusedUnread() throws IOException {
        Path huge = folder.resolve("huge.yaml");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L * 1024 * 1024);
        }
        write("z.yaml", "name: z\n");
        ManifestDocuments read = Manifests.documents(folder);
        assertEquals(List.of("file-too-large"), problems(read));
        assertEquals(List.of("z"), names(read));
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(bytes("\uFEFFname: 1", UTF_8), null, 0),
                Arguments.of(bytes("\uFEFF{\"name\":1}{\"name\":2}", UTF_8), null, 0),
                Arguments.of(bytes("name: é€😀", UTF_8), null, 0),
                Arguments.of(bytes("name: 1", UTF_16), "yaml-encoding", 1),
                Arguments.of(bytes("\uFEFFname: 1", UTF_16LE), "yaml-encoding", 1),
                Arguments.of(bytes("name: 1", UTF_16LE), "yaml-encoding", 1),
                Arguments.of(bytes("\uFEFFname: 1", Charset.forName("UTF-32LE")), "yaml-encoding", 1),
                Arguments.of(bytes("name: 1\nm: é", Charset.forName("ISO-8859-1")), "yaml-encoding", 2),
                Arguments.of(new byte[] {'n', ':', ' ', (byte) 0xED, (byte) 0xA0, (byte) 0x80}, "yaml-encoding", 1),
                Arguments.of(new byte[] {'n', ':', ' ', (byte) 0xC3}, "yaml-encoding", 1),
                Arguments.of(new byte[0], null, 0));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void textIsUtf8(byte[] bytes, String name, int line) {
        ManifestDocuments read = Manifests.documents(new ByteArrayInputStream(bytes), "stream");
        assertEquals(name == null ? List.of() : List.of(name), problems(read));
        if (name != null) {
            assertEquals("stream:" + line, read.problems().get(0).source().toString());
        }
    }

    @Test
    void resourcesComeWithTheProblemsOfReadingAndThenOfDecoding() throws IOException {
        Path file = write("a.yaml", """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: Namespace
                  metadata:
                    name: shop
                - apiVersion: v1
                  kind: Namespace
                  metadata:
                    name: Not A Name
                ---
                broken: [
                """);
        Resources resources = Manifests.read(file);
        assertEquals("shop", resources.all(Namespace.class).get(0).metadata().name());
        assertEquals(1, resources.size());
        assertEquals(
                List.of(file + ":14", file + ":11"),
                resources.problems().stream().map(p -> p.source().toString()).toList(),
                resources.problems()::toString);
    }

    @Test
    void standardInputIsADash() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("name: in\n".getBytes(UTF_8)));
        try {
            ManifestDocuments read = Manifests.documents(Path.of("-"));
            assertEquals(List.of("in"), names(read));
            assertEquals("standard input:1", read.documents().get(0).source().toString());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aStreamThatFailsIsAProblem() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut off");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        };
        assertEquals(List.of("file-unreadable"), problems(Manifests.documents(broken, "stream")));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void link(String name, String target) {
        try {
            Files.createSymbolicLink(folder.resolve(name), Path.of(target));
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no symbolic links here: " + e);
        }
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static List<Object> names(ManifestDocuments read) {
        return read.documents().stream()
                .<Object>map(document -> document.content().get("name"))
                .toList();
    }

    private static List<String> problems(ManifestDocuments read) {
        return read.problems().stream().map(Problem::name).toList();
    }
}
