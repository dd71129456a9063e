package dev.gatehouse.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the operating system tells. */
final class FolderNotices implements Notices {
    private final @Nullable WatchService service = service();
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Map<Path, WatchKey> keys = new HashMap<>();

    @Override
    public void watch(Path folder) {
        if (service == null) {
            return;
        }
        try {
            // The same key where it is watched already, another where another folder has its name now.
            WatchKey key = folder.toAbsolutePath()
                    .register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_DELETE,
                            StandardWatchEventKinds.ENTRY_MODIFY);
            folders.put(key, folder);
            WatchKey before = keys.put(folder, key);
            if (before != null && !before.equals(key)) {
                leave(before);
            }
        } catch (IOException | ClosedWatchServiceException e) {
            // No notices of this folder: it is looked at every now and then all the same.
        }
    }

    @Override
    public void leaveOthers(Set<Path> watched) {
        keys.forEach((folder, key) -> {
            if (!watched.contains(folder)) {
                leave(key);
            }
        });
        keys.keySet().retainAll(watched);
    }

    private void leave(WatchKey key) {
        key.cancel();
        folders.remove(key);
    }

    @Override
    public Noticed poll(FileStamps files, Predicate<Path> read, long nanoseconds) throws InterruptedException {
        if (service == null) {
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
            return Noticed.NOTHING;
        }
        try {
            WatchKey key = service.poll(nanoseconds, TimeUnit.NANOSECONDS);
            if (key == null) {
                return Noticed.NOTHING;
            }
            Reading reading = new Reading(files, read);
            for (; key != null; key = service.poll()) {
                reading.of(key);
            }
            return new Noticed(reading.everything, reading.turned, reading.noticed);
        } catch (ClosedWatchServiceException e) {
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
            return Noticed.NOTHING;
        }
    }

    /** Notices come in the order of what happened; a rename within a folder is one DELETE and then the CREATE. */
    private final class Reading {
        private final FileStamps files;
        private final Predicate<Path> read;
        private final Map<Path, Boolean> noticed = new HashMap<>();
        private final Set<Path> deleted = new HashSet<>();
        private boolean everything;
        private boolean turned;

        Reading(FileStamps files, Predicate<Path> read) {
            this.files = files;
            this.read = read;
        }

        void of(WatchKey key) {
            Path folder = folders.get(key);
            Path gone = null;
            for (WatchEvent<?> event : key.pollEvents()) {
                if (folder != null && event.context() instanceof Path name) {
                    Path path = folder.resolve(name);
                    boolean created = event.kind() == StandardWatchEventKinds.ENTRY_CREATE;
                    notice(event.kind(), path, created && gone != null && !gone.equals(path) ? gone : null);
                    gone = event.kind() == StandardWatchEventKinds.ENTRY_DELETE ? path : null;
                } else if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
                    everything = true;
                }
            }
            if (!key.reset()) {
                everything = true;
            }
        }

        /** @param from where it was renamed from; null where it was not, or not from the same folder */
        private void notice(WatchEvent.Kind<?> kind, Path path, @Nullable Path from) {
            boolean created = kind == StandardWatchEventKinds.ENTRY_CREATE;
            if (!files.counts(path)) {
                boolean link = path.getFileName() != null
                        && path.getFileName().toString().startsWith("..");
                turned |= link && from != null;
                everything |= link
                        || keys.containsKey(path)
                        || (created && !Folder.isHidden(path) && Files.isDirectory(path));
                return;
            }
            if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
                deleted.add(path);
            }
            // One that was there and whose name was not free in between was renamed over, from wherever. One that was
            // never read a look may have found just now, empty, before it is told that it was made.
            boolean there = files.has(path) && read.test(path) && !deleted.contains(path);
            boolean renamed = created && (from != null || there);
            noticed.put(path, renamed);
            if (from != null && noticed.containsKey(from)) {
                noticed.put(from, true);
            }
            everything |= Files.isDirectory(path);
        }
    }

    @Override
    public void close() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static @Nullable WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
