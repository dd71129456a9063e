package dev.gatehouse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells when files, or anything in folders, have changed.
 *
 * <p>What counts is a listing of the files with their times, sizes and identities, symbolic links followed: it sees an edit in place, a
 * file renamed over another, a link turned to another target, a new file and one that is gone, alike on every file system. The
 * operating system's notices only make it look sooner than it would by itself.
 */
final class ManifestWatcher implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration CALM = Duration.ofMillis(100);
    private static final int CALM_TRIES = 20;
    private static final int MAX_DEPTH = 64;
    private static final Pattern MANIFEST = Pattern.compile("\\.(yaml|yml|json)$");

    private final List<Path> paths;
    private final @Nullable WatchService notices;
    private final Map<Path, WatchKey> watched = new HashMap<>();
    private Map<Path, Stamp> seen;

    /** What tells one state of a file from another. */
    private record Stamp(Path target, Object identity, long size, long modified) {}

    /** Begins to watch: what changes from here on is told. */
    ManifestWatcher(List<Path> paths) {
        this.paths = List.copyOf(paths);
        this.notices = notices();
        this.seen = look();
    }

    /**
     * Waits until something has changed and has been calm for a tenth of a second since.
     *
     * @throws InterruptedException where the waiting thread is interrupted
     */
    void await() throws InterruptedException {
        while (look().equals(seen)) {
            pause(LOOK);
        }
        Map<Path, Stamp> now = look();
        for (int i = 0; i < CALM_TRIES; i++) {
            Thread.sleep(CALM.toMillis());
            Map<Path, Stamp> next = look();
            if (next.equals(now)) {
                break;
            }
            now = next;
        }
        seen = now;
    }

    @Override
    public void close() {
        if (notices != null) {
            try {
                notices.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pause(Duration atMost) throws InterruptedException {
        if (notices == null) {
            Thread.sleep(atMost.toMillis());
            return;
        }
        try {
            WatchKey key = notices.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            for (; key != null; key = notices.poll()) {
                key.pollEvents();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            Thread.sleep(atMost.toMillis());
        }
    }

    private Map<Path, Stamp> look() {
        Map<Path, Stamp> files = new HashMap<>();
        Set<Path> folders = new HashSet<>();
        for (Path path : paths) {
            Path absolute = path.toAbsolutePath();
            if (Files.isDirectory(absolute)) {
                lookInto(absolute, files, folders);
            } else {
                Path folder = absolute.getParent();
                if (folder != null) {
                    folders.add(folder);
                }
                stamp(absolute, files);
            }
        }
        watch(folders);
        return files;
    }

    /** As manifests are read from a folder: in folders within it too, names with a leading dot left out. */
    private static void lookInto(Path top, Map<Path, Stamp> files, Set<Path> folders) {
        try {
            Files.walkFileTree(top, Set.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    if (!folder.equals(top) && hidden(folder)) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    folders.add(folder);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!hidden(file) && MANIFEST.matcher(file.toString()).find()) {
                        stamp(file, files);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Something went away while we looked: the next look sees what is left.
            files.put(top, new Stamp(top, e.getClass(), 0, 0));
        }
    }

    private static boolean hidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    private static void stamp(Path path, Map<Path, Stamp> files) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object identity = attributes.fileKey() == null ? "" : attributes.fileKey();
            long modified = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            files.put(path, new Stamp(path.toRealPath(), identity, attributes.size(), modified));
        } catch (NoSuchFileException e) {
            // Gone: it has no stamp, and that is the difference.
        } catch (IOException e) {
            files.put(path, new Stamp(path, e.getClass(), 0, 0));
        }
    }

    private void watch(Set<Path> folders) {
        if (notices == null) {
            return;
        }
        watched.entrySet().removeIf(entry -> {
            boolean gone =
                    !folders.contains(entry.getKey()) || !entry.getValue().isValid();
            if (gone) {
                entry.getValue().cancel();
            }
            return gone;
        });
        for (Path folder : folders) {
            if (!watched.containsKey(folder) && Files.isDirectory(folder)) {
                try {
                    watched.put(
                            folder,
                            folder.register(
                                    notices,
                                    StandardWatchEventKinds.ENTRY_CREATE,
                                    StandardWatchEventKinds.ENTRY_DELETE,
                                    StandardWatchEventKinds.ENTRY_MODIFY));
                } catch (IOException | ClosedWatchServiceException e) {
                    // No notices for this folder: it is looked at every now and then all the same.
                }
            }
        }
    }

    private static @Nullable WatchService notices() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
