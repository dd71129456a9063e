package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of files that change one after another, against reading all of them. */
class FileContentsTest {
    private static final List<String> FILES =
            List.of("a.yaml", "a-b.yaml", "a/c.yaml", "a/d.json", "b.yml", "gone.txt");

    @TempDir
    private Path folder;

    /** As one would who serves what has no errors, and keeps what was before otherwise. */
    private final Map<ObjectRef, Resource> served = new HashMap<>();

    @RepeatedTest(40)
    void changesLeadToWhatReadingEverythingGives(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        Files.createDirectory(folder.resolve("a"));
        Path other = Files.createFile(folder.resolve("other.yaml"));
        List<Path> roots = random.nextBoolean() ? List.of(folder) : List.of(folder.resolve("a"), other);
        FileStamps stamps = new FileStamps(roots, Limits.DEFAULT, watched -> {});
        FileContents contents = new FileContents(roots, Limits.DEFAULT);
        for (int i = 0; i < 60; i++) {
            for (int j = random.nextInt(3); j >= 0; j--) {
                Path file = random.nextInt(6) == 0 ? other : folder.resolve(FILES.get(random.nextInt(FILES.size())));
                if (random.nextInt(4) == 0) {
                    Files.deleteIfExists(file);
                } else {
                    Files.writeString(file, text(random));
                    // Two writes may otherwise bear the same time.
                    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + 100L * i + j));
                }
            }
            contents.read(stamps.look(), stamps::problems);
            WatchedManifests.Change change = contents.change();
            Resources expected = Manifests.read(roots);
            assertEquals(told(expected), told(contents.resources()));
            if (change != null && change.errors().isEmpty()) {
                change.put().forEach(resource -> served.put(resource.ref(), resource));
                change.delete().forEach(served::remove);
            }
            if (!contents.hasErrors()) {
                assertEquals(new HashSet<>(expected.all()), new HashSet<>(served.values()));
                assertEquals(
                        new HashSet<>(expected.all()),
                        new HashSet<>(contents.resources().all()));
            }
            assertNull(contents.change(), "nothing has changed since");
        }
    }

    /** Of three objects of one name the third is told of the first of its own file, where the second lies there too. */
    private static Set<String> told(Resources resources) {
        return resources.problems().stream()
                .map(problem -> problem.toString().replaceFirst("; the first, of .*", ""))
                .collect(Collectors.toSet());
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append("---\n")
                    .append(random.nextInt(12) == 0 ? "{kind: Namespace" : "{kind: Namespace, apiVersion: v1")
                    .append(", metadata: {name: n")
                    .append(random.nextInt(8))
                    .append(", labels: {l: v")
                    .append(random.nextInt(3))
                    .append("}}}\n");
        }
        return text.toString();
    }
}
