package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestWatcherTest {
    @TempDir
    private Path folder;

    private final Semaphore changes = new Semaphore(0);
    private ManifestWatcher watcher;
    private Thread thread;

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "a: 1");
        Files.createDirectory(folder.resolve("deeper"));
    }

    @AfterEach
    void stop() throws Exception {
        thread.interrupt();
        thread.join();
        watcher.close();
    }

    @Test
    void aFileIsWritten() throws Exception {
        watch(folder);
        Files.writeString(folder.resolve("a.yaml"), "a: 2");
        assertChanged();
        Files.writeString(folder.resolve("a.yaml"), "a: 33");
        assertChanged();
    }

    @Test
    void aFileIsRenamedOverAnother() throws Exception {
        watch(folder);
        Path next = Files.writeString(folder.resolve(".a.yaml.swp"), "a: 2");
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(folder.resolve("a.yaml")));
        Files.move(next, folder.resolve("a.yaml"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertChanged();
    }

    @Test
    void aFileIsNewAndThenGone() throws Exception {
        watch(folder);
        Path file = Files.writeString(folder.resolve("deeper/b.yaml"), "b: 1");
        assertChanged();
        Files.delete(file);
        assertChanged();
    }

    @Test
    void aFolderIsNew() throws Exception {
        watch(folder);
        Files.createDirectories(folder.resolve("deeper/still"));
        Files.writeString(folder.resolve("deeper/still/b.yaml"), "b: 1");
        assertChanged();
    }

    /** As a cluster mounts a ConfigMap: the files are links through a link that is turned to another folder. */
    @Test
    void aLinkIsTurned() throws Exception {
        for (String version : List.of("..v1", "..v2")) {
            Files.createDirectory(folder.resolve(version));
            Files.writeString(folder.resolve(version).resolve("routes.yaml"), "same: length");
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(folder.resolve("routes.yaml"), Path.of("..data/routes.yaml"));
        watch(folder.resolve("routes.yaml"));
        Files.createSymbolicLink(folder.resolve("..next"), Path.of("..v2"));
        Files.move(folder.resolve("..next"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertChanged();
    }

    @Test
    void aNamedFileComesIntoBeing() throws Exception {
        watch(folder.resolve("later.conf"));
        Files.writeString(folder.resolve("later.conf"), "a: 1");
        assertChanged();
    }

    /** One notice for many writes: proven by the one write after them that is told of next. */
    @Test
    void otherFilesDoNotCount() throws Exception {
        watch(folder);
        Files.writeString(folder.resolve("notes.txt"), "1");
        Files.writeString(folder.resolve(".hidden.yaml"), "1");
        Files.writeString(folder.resolve("a.yaml"), "a: 2");
        assertChanged();
        assertFalse(changes.tryAcquire());
    }

    private void watch(Path path) {
        watcher = new ManifestWatcher(List.of(path));
        thread = new Thread(() -> {
            try {
                while (true) {
                    watcher.await();
                    changes.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
    }

    private void assertChanged() throws InterruptedException {
        assertTrue(changes.tryAcquire(20, TimeUnit.SECONDS), "the change was not seen");
    }
}
