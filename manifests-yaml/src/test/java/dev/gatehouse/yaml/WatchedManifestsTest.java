package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.Namespace;
import dev.gatehouse.routing.resource.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedManifestsTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<WatchedManifests.Change> changes = new LinkedBlockingQueue<>();
    private WatchedManifests manifests;
    private Thread thread;

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), namespaces("a"));
        Files.createDirectory(folder.resolve("deeper"));
    }

    @AfterEach
    void stop() throws Exception {
        thread.interrupt();
        thread.join();
        manifests.close();
    }

    @Test
    void aFileIsWritten() throws Exception {
        watch(folder);
        Files.writeString(folder.resolve("a.yaml"), namespaces("b"));
        assertEquals("+b -a", next());
        Files.writeString(folder.resolve("a.yaml"), namespaces("b", "c"));
        assertEquals("+c", next());
    }

    @Test
    void aFileIsRenamedOverAnother() throws Exception {
        watch(folder);
        Path next = Files.writeString(folder.resolve(".a.yaml.swp"), namespaces("b"));
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(folder.resolve("a.yaml")));
        move(next, "a.yaml");
        assertEquals("+b -a", next());
    }

    @Test
    void aFileGetsAnotherName() throws Exception {
        watch(folder);
        move(folder.resolve("a.yaml"), "b.yaml");
        assertEquals("+a", next());
        assertEquals(
                folder.resolve("b.yaml") + ":1",
                change("a").metadata().source().toString(),
                "problems tell of the file that there is");
        move(folder.resolve("b.yaml"), "b.txt");
        assertEquals("-a", next());
    }

    @Test
    void aFileIsNewAndThenGone() throws Exception {
        watch(folder);
        Path file = Files.writeString(folder.resolve("deeper/b.yaml"), namespaces("b"));
        assertEquals("+b", next());
        Files.delete(file);
        assertEquals("-b", next());
    }

    @Test
    void aFolderIsNew() throws Exception {
        watch(folder);
        Files.createDirectories(folder.resolve("deeper/still"));
        Files.writeString(folder.resolve("deeper/still/b.yaml"), namespaces("b"));
        assertEquals("+b", next());
    }

    @Test
    void aFolderIsEmptyAndGone() throws Exception {
        watch(folder);
        Files.delete(folder.resolve("deeper"));
        Files.delete(folder.resolve("a.yaml"));
        Files.delete(folder);
        // That it was empty before it was gone may have been seen, or not.
        for (String told = next(); !told.endsWith("! file-not-found"); told = next()) {
            assertTrue(List.of("-a", "-a ! no-manifests", "! no-manifests").contains(told), told);
        }
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("a.yaml"), namespaces("b"));
        // The same is true of its coming back: it may have been seen while it was empty, or while the file was.
        String told = next();
        for (; !told.startsWith("+b"); told = next()) {
            assertTrue(List.of("-a", "-a ! no-manifests", "! no-manifests").contains(told), told);
        }
        assertTrue(List.of("+b", "+b -a").contains(told), told);
    }

    /** As a cluster mounts a ConfigMap: the files are links through a link that is turned to another folder. */
    @Test
    void theLinkOfAVolumeIsTurned() throws Exception {
        project("..v1", "one");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(folder.resolve("routes.yaml"), Path.of("..data/routes.yaml"));
        Files.createSymbolicLink(folder.resolve("sub"), Path.of("..data/sub"));
        watch(folder);
        for (String version : List.of("two", "six", "ten")) {
            project(".." + version, version);
            Files.createSymbolicLink(folder.resolve("..next"), Path.of(".." + version));
            move(folder.resolve("..next"), "..data");
            Path old = folder.resolve(version.equals("two") ? "..v1" : version.equals("six") ? "..two" : "..six");
            for (String file : List.of("routes.yaml", "sub/more.yaml", "sub", "")) {
                Files.delete(old.resolve(file));
            }
            String before = version.equals("two") ? "one" : version.equals("six") ? "two" : "six";
            assertEquals("+" + version + " +" + version + "-more -" + before + " -" + before + "-more", next());
        }
    }

    @Test
    void aNamedLinkIsTurned() throws Exception {
        project("..v1", "one");
        project("..v2", "two");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(folder.resolve("routes.yaml"), Path.of("..data/routes.yaml"));
        watch(folder.resolve("routes.yaml"));
        Files.createSymbolicLink(folder.resolve("..next"), Path.of("..v2"));
        move(folder.resolve("..next"), "..data");
        assertEquals("+two -one", next());
    }

    @Test
    void aNamedFileComesIntoBeing() throws Exception {
        watch(folder.resolve("later.conf"));
        Files.writeString(folder.resolve("later.conf"), namespaces("b"));
        assertEquals("+b", next());
        Files.delete(folder.resolve("later.conf"));
        assertEquals("-b ! file-not-found", next());
    }

    /** One notice for many writes: proven by the one write after them that is told of next. */
    @Test
    void otherFilesDoNotCount() throws Exception {
        watch(folder);
        Files.writeString(folder.resolve("notes.txt"), namespaces("b"));
        Files.writeString(folder.resolve(".hidden.yaml"), namespaces("b"));
        Files.writeString(folder.resolve("a.yaml"), namespaces("a", "c"));
        assertEquals("+c", next());
    }

    @Test
    void aFileThatIsWrittenPieceByPieceIsReadWhole() throws Exception {
        watch(folder);
        Path file = folder.resolve("a.yaml");
        Files.writeString(file, "");
        for (String part : namespaces("a", "b").split("(?<=m)", -1)) {
            Files.writeString(file, part, StandardOpenOption.APPEND);
        }
        assertEquals("+b", next());
    }

    @Test
    void aBrokenFileIsToldAndWhatItWouldHaveChangedComesWithTheNextChange() throws Exception {
        watch(folder);
        Files.writeString(folder.resolve("b.yaml"), namespaces("b") + "---\nkind: [");
        assertEquals("+b ! yaml-syntax", next());
        replace("a.yaml", namespaces("a", "c"));
        assertEquals("+b +c ! yaml-syntax", next());
        replace("b.yaml", namespaces("b", "d"));
        assertEquals("+b +c +d", next());
        replace("a.yaml", namespaces("a"));
        assertEquals("-c", next());
    }

    @Test
    void oneObjectInTwoFilesIsRefused() throws Exception {
        watch(folder);
        replace("b.yaml", namespaces("a", "b"));
        assertEquals("+a +b ! duplicate-object", next());
        replace("b.yaml", namespaces("b"));
        assertEquals("+a +b", next());
        replace("0.yaml", namespaces("a"));
        assertEquals("+a ! duplicate-object", next());
        assertEquals(folder.resolve("0.yaml") + ":1", source("a"), "the first stays");
        replace("a.yaml", namespaces("c"));
        assertEquals("+a +c", next());
        assertEquals(folder.resolve("0.yaml") + ":1", source("a"));
    }

    @Test
    void whatDidNotChangeIsNotReadAgain() throws Exception {
        watch(folder);
        Namespace before = manifests.resources().find(Namespace.class, "", "a");
        assertNotNull(before);
        replace("b.yaml", namespaces("b"));
        assertEquals("+b", next());
        assertSame(before, manifests.resources().find(Namespace.class, "", "a"));
    }

    /** It does not always come out so: a pause of the machine may look like the end of the writing. */
    @Test
    void aWholeFileDoesNotWaitForOneThatIsBeingWritten() throws Exception {
        watch(folder);
        String told = "";
        for (int i = 0; i < 40 && !told.equals("+whole" + i); i++) {
            String name = "whole" + i;
            replace("w.yaml", namespaces());
            Files.writeString(folder.resolve("half.yaml"), namespaces("half" + i));
            replace("w.yaml", namespaces(name));
            for (int j = 0;
                    changes.stream().noneMatch(change -> change.put().toString().contains(name));
                    j++) {
                Files.writeString(folder.resolve("half.yaml"), namespaces("half" + i, "more" + j));
                Thread.onSpinWait();
            }
            do {
                told = next();
            } while (!told.contains(name));
            told = told.replaceAll("-whole\\d+", "").trim();
        }
        assertTrue(told.startsWith("+whole") && !told.contains("half"), told);
    }

    private static String namespaces(String... names) {
        return Stream.of(names)
                .map(name -> "{kind: Namespace, apiVersion: v1, metadata: {name: " + name + "}}\n")
                .collect(Collectors.joining("---\n"));
    }

    private void project(String version, String name) throws IOException {
        Path target = Files.createDirectories(folder.resolve(version).resolve("sub"));
        Files.writeString(target.resolveSibling("routes.yaml"), namespaces(name));
        Files.writeString(target.resolve("more.yaml"), namespaces(name + "-more"));
    }

    private void replace(String name, String text) throws IOException {
        move(Files.writeString(folder.resolve(name + ".new"), text), name);
    }

    private void move(Path from, String name) throws IOException {
        Files.move(from, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private WatchedManifests.Change latest;

    private Namespace change(String name) {
        return latest.put().stream()
                .filter(resource -> resource.metadata().name().equals(name))
                .map(Namespace.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private String source(String name) {
        return change(name).metadata().source().toString();
    }

    private void watch(Path path) {
        manifests = WatchedManifests.of(List.of(path));
        thread = new Thread(() -> {
            try {
                while (true) {
                    changes.add(manifests.await());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
    }

    /** Such as {@code +new -gone ! problem}. */
    private String next() throws InterruptedException {
        latest = changes.poll(60, TimeUnit.SECONDS);
        assertTrue(latest != null, "the change was not seen");
        return Stream.of(
                        latest.put().stream()
                                .map(resource -> "+" + resource.metadata().name()),
                        latest.delete().stream().map(name -> "-" + name.name()),
                        latest.problems().stream().map(Problem::name).map(name -> "! " + name))
                .flatMap(Stream::sorted)
                .collect(Collectors.joining(" "));
    }
}
