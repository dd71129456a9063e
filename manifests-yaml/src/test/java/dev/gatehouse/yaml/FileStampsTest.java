package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks in parts, between which files come, change and go. */
class FileStampsTest {
    @TempDir
    private Path folder;

    private long clock = 1_000_000;

    @RepeatedTest(40)
    void whatIsToldInPartsIsWhatThereIs(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Path> files = new ArrayList<>();
        for (String name : List.of("a.yaml", "deep/b.yaml", "deep/c.yaml", "deep/deeper/d.yaml", "e.yaml")) {
            files.add(folder.resolve(name));
        }
        Files.createDirectories(folder.resolve("deep/deeper"));
        Path named = folder.resolve("named.conf");
        files.add(named);
        FileStamps stamps = new FileStamps(List.of(folder, named), Limits.DEFAULT, watched -> {});
        Map<Path, String> known = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Path changed = files.get(random.nextInt(files.size()));
            if (random.nextInt(3) == 0) {
                Files.deleteIfExists(changed);
            } else {
                write(changed, "v" + i);
            }
            if (random.nextBoolean()) {
                learn(known, stamps.look(List.of(changed)));
            }
            learn(known, stamps.lookOn(steps(random.nextInt(6))));
        }
        finish(stamps, known);
        // What changed behind the back of the look that has ended is seen by the next.
        finish(stamps, known);
        Map<Path, String> there = new HashMap<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                there.put(file, Files.readString(file));
            }
        }
        assertEquals(there, known);
    }

    @Test
    void oneThatIsLookedAtByItselfIsNotToldAgain() throws IOException {
        for (int i = 0; i < 9; i++) {
            write(folder.resolve(i + ".yaml"), "");
        }
        FileStamps stamps = new FileStamps(List.of(folder), Limits.DEFAULT, watched -> {});
        assertEquals(10, stamps.look().size(), "the files, and what is wrong with the folder: nothing");
        for (int steps = 0; steps < 40; steps++) {
            stamps.lookOn(steps(steps));
            Path changed = write(folder.resolve(steps % 9 + ".yaml"), "");
            Path come = write(folder.resolve("new-" + steps + ".yaml"), "");
            assertEquals(Set.of(changed, come), stamps.look(Set.of(changed, come)));
            assertEquals(Set.of(), stamps.isLooking() ? stamps.lookOn(() -> true) : stamps.look());
        }
    }

    @Test
    void aFolderThatAFileHasComeIntoIsNotToldToBeEmpty() throws IOException {
        FileStamps stamps = new FileStamps(List.of(folder), Limits.DEFAULT, watched -> {});
        stamps.look();
        assertEquals(1, stamps.problems(folder).size());
        Path file = write(folder.resolve("a.yaml"), "");
        assertEquals(Set.of(file, folder), stamps.look(Set.of(file)));
        assertEquals(List.of(), stamps.problems(folder));
        assertEquals(Set.of(), stamps.look());
    }

    @Test
    void aFolderThatAFileComesIntoDuringALookIsNotToldToBeEmpty() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path other = Files.createDirectory(folder.resolve("other"));
        for (int steps = 0; steps < 12; steps++) {
            FileStamps stamps = new FileStamps(List.of(empty, other), Limits.DEFAULT, watched -> {});
            stamps.look();
            stamps.lookOn(steps(steps));
            Path file = write(empty.resolve("a.yaml"), "");
            stamps.look(Set.of(file));
            stamps.lookOn(() -> true);
            assertEquals(List.of(), stamps.problems(empty), steps + " steps");
            Files.delete(file);
        }
    }

    @Test
    void oneThatIsGoneIsToldOnce() throws IOException {
        FileStamps stamps = new FileStamps(List.of(folder), Limits.DEFAULT, watched -> {});
        Path file = write(folder.resolve("a.yaml"), "");
        stamps.look();
        Files.delete(file);
        assertEquals(Set.of(file), stamps.look(Set.of(file)));
        assertFalse(stamps.has(file));
        assertEquals(Set.of(), stamps.look(Set.of(file)));
    }

    @Test
    void anotherFileOfTheSameSizeAndTimeIsAnother() throws IOException {
        FileStamps stamps = new FileStamps(List.of(folder), Limits.DEFAULT, watched -> {});
        Path file = write(folder.resolve("a.yaml"), "a");
        stamps.look();
        Path next = Files.writeString(folder.resolve("next"), "b");
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(Set.of(file), stamps.look());
    }

    @Test
    void aFolderIsWatchedBeforeItIsLookedInto() throws IOException {
        Files.createDirectory(folder.resolve("deep"));
        Set<Path> watched = new HashSet<>();
        FileStamps[] stamps = new FileStamps[1];
        stamps[0] = new FileStamps(List.of(folder), Limits.DEFAULT, each -> {
            assertFalse(stamps[0].has(each.resolve("late.yaml")));
            watched.add(each);
            try {
                write(each.resolve("late.yaml"), "");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(stamps[0].look().containsAll(Set.of(folder.resolve("late.yaml"), folder.resolve("deep/late.yaml"))));
        assertEquals(Set.of(folder, folder.resolve("deep")), watched);
    }

    private static void finish(FileStamps stamps, Map<Path, String> known) throws IOException {
        do {
            learn(known, stamps.lookOn(steps(3)));
        } while (stamps.isLooking());
    }

    private static void learn(Map<Path, String> known, Set<Path> changed) throws IOException {
        for (Path file : changed) {
            if (Files.isRegularFile(file)) {
                known.put(file, Files.readString(file));
            } else {
                known.remove(file);
            }
        }
    }

    private static BooleanSupplier steps(int most) {
        int[] left = {most};
        return () -> left[0]-- > 0;
    }

    /** Two writes may otherwise bear the same time. */
    private Path write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        clock += 1000;
        return Files.setLastModifiedTime(file, FileTime.fromMillis(clock));
    }
}
