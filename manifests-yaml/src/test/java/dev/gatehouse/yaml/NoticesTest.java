package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told when, where a script says what is noticed: each time that is asked, the next of it happens and is told of. */
class NoticesTest {
    private static final Notices.Noticed EVERYTHING = new Notices.Noticed(true, false, Map.of());

    @TempDir
    private Path folder;

    private final Deque<Supplier<Notices.Noticed>> script = new ArrayDeque<>();

    /** Happens again and again when the script is at its end; null where nothing does. */
    private @Nullable Supplier<Notices.Noticed> afterwards;

    private int written;

    /** What a look has found before the link of a volume was turned belongs to the volume. */
    @Test
    void aVolumeIsToldAsOneAlsoWhereALookHasFoundAPartOfItBefore() throws Exception {
        Path half = replace("half.yaml", "half");
        replace("a.yaml", "a");
        try (WatchedManifests manifests = manifests()) {
            script.add(() -> {
                replace("a.yaml", "b");
                return write(half, EVERYTHING);
            });
            addWrites(half);
            script.add(() -> {
                replace("c.yaml", "c");
                return new Notices.Noticed(true, true, Map.of());
            });
            assertEquals("+b +c -a", text(manifests.await()).replaceAll("\\+more\\d+ ", ""));
        }
    }

    /** What was renamed is whole, also where a look has found it before that was told, and waits for no file that is being written. */
    @Test
    void aRenamedFileThatALookHasFoundIsWhole() throws Exception {
        Path half = replace("half.yaml", "half");
        Path whole = folder.resolve("whole.yaml");
        try (WatchedManifests manifests = manifests()) {
            script.add(() -> {
                replace("whole.yaml", "whole");
                return write(half, EVERYTHING);
            });
            addWrites(half);
            script.add(() -> write(half, new Notices.Noticed(false, false, Map.of(whole, true, half, false))));
            afterwards = () -> write(half, noticed(half));
            assertEquals("+whole", text(manifests.await()));
            afterwards = null;
            assertTrue(text(manifests.await()).startsWith("+more1 +more10 "));
        }
    }

    /** Enough of them for a look, of which a part is made each time; what is found meanwhile may be half written as long as they go on. */
    private void addWrites(Path half) {
        for (int i = 0; i < 20; i++) {
            script.add(() -> write(half, noticed(half)));
        }
    }

    private static Notices.Noticed noticed(Path half) {
        return new Notices.Noticed(false, false, Map.of(half, false));
    }

    private WatchedManifests manifests() {
        return WatchedManifests.of(Set.of(folder), new Scripted());
    }

    private final class Scripted implements Notices {
        @Override
        public void watch(Path each) {}

        @Override
        public void leaveOthers(Set<Path> watched) {}

        @Override
        public Noticed poll(FileStamps files, Predicate<Path> read, long nanoseconds) throws InterruptedException {
            Supplier<Notices.Noticed> next = script.isEmpty() ? afterwards : script.remove();
            if (next != null) {
                return next.get();
            }
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
            return Noticed.NOTHING;
        }

        @Override
        public void close() {}
    }

    private Notices.Noticed write(Path file, Notices.Noticed noticed) {
        try {
            Files.writeString(file, "---\n" + namespace("more" + ++written), StandardOpenOption.APPEND);
            return noticed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path replace(String name, String namespace) {
        try {
            Path next = Files.writeString(folder.resolve(name + ".new"), namespace(namespace));
            return Files.move(
                    next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String namespace(String name) {
        return "{kind: Namespace, apiVersion: v1, metadata: {name: " + name + "}}\n";
    }

    private static String text(WatchedManifests.Change change) {
        return Stream.concat(
                        change.put().stream()
                                .map(resource -> "+" + resource.metadata().name()),
                        change.delete().stream().map(name -> "-" + name.name()))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
