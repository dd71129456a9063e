package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.FolderNotices.Noticed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The manifests of files and folders, which are read again as they change: only those files that did, however many there are.
 *
 * <pre>{@code
 * try (WatchedManifests manifests = WatchedManifests.of(List.of(Path.of("routes")))) {
 *     LiveRoutes routes = LiveRoutes.of(manifests.resources());
 *     while (true) {
 *         WatchedManifests.Change change = manifests.await();
 *         if (change.errors().isEmpty()) {
 *             routes.change(change.put(), change.delete(), change.problems());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Where the operating system tells of changes they are seen at once. A file that is renamed to its name, and the files of a volume that
 * Kubernetes projects, are whole when they are seen: they are read at once, and told 2 milliseconds after the last of them, for several often come together. A file that is written in place, one that is new, and one that is gone may be the
 * first part of more to come: they are read when nothing has changed for 50 milliseconds, and where they then have errors, or a file is
 * empty that was not, half a second later. Where the system tells nothing, as of files on other machines, everything is looked at several times a second,
 * or as often as takes a fiftieth of the time.
 *
 * <p>For one thread at a time.
 */
public final class WatchedManifests implements AutoCloseable {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final Path STANDARD_INPUT_NAME = Path.of(ManifestReader.STANDARD_INPUT);
    private static final long LOOK = Duration.ofMillis(400).toNanos();
    private static final long TOGETHER = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_TOGETHER = Duration.ofMillis(10).toNanos();
    private static final long CALM = Duration.ofMillis(50).toNanos();
    private static final long PATIENCE = Duration.ofMillis(500).toNanos();
    private static final long LONGEST = Duration.ofSeconds(2).toNanos();
    private static final int SHARE_OF_LOOKING = 50;

    private final FileStamps files;
    private final FolderNotices notices;
    private final FileContents contents;
    private long nextLook;

    private WatchedManifests(List<Path> paths) {
        files = new FileStamps(
                paths.stream().filter(path -> !path.equals(STANDARD_INPUT)).toList(), Limits.DEFAULT);
        notices = new FolderNotices(files);
        contents = new FileContents(
                paths.stream()
                        .map(path -> path.equals(STANDARD_INPUT) ? STANDARD_INPUT_NAME : path)
                        .toList(),
                Limits.DEFAULT);
    }

    /**
     * Reads them for the first time, and watches from here on.
     *
     * @param paths as for {@link Manifests#documents(Collection)}; {@code -} is read this once
     */
    public static WatchedManifests of(Collection<Path> paths) {
        WatchedManifests manifests = new WatchedManifests(List.copyOf(paths));
        if (paths.contains(STANDARD_INPUT)) {
            ManifestDocuments read = Manifests.documents(System.in, ManifestReader.STANDARD_INPUT);
            manifests.contents.put(STANDARD_INPUT_NAME, read, 0);
        }
        manifests.contents.read(manifests.look(), manifests.files::problems);
        manifests.contents.told();
        // What changed before the notices began is seen by a second look, at the beginning of the first wait.
        manifests.nextLook = System.nanoTime();
        return manifests;
    }

    /**
     * What has changed since the change before that had no errors.
     *
     * @param put those that are new or otherwise than they were
     * @param delete those that are gone
     * @param problems everything that is wrong with any of the documents, as {@link Resources#problems}. Two objects of one name are an error, in two
     *     files too
     */
    public record Change(List<Resource> put, List<ObjectRef> delete, List<Problem> problems) {
        public Change {
            put = List.copyOf(put);
            delete = List.copyOf(delete);
            problems = List.copyOf(problems);
        }

        /** The problems for which it should be refused, and what was served be served on: what it would change is told again with the next change. */
        public List<Problem> errors() {
            return problems.stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .toList();
        }
    }

    /** What stands there, as it was last read. */
    public Resources resources() {
        return contents.resources();
    }

    /**
     * Waits for the next change.
     *
     * @throws InterruptedException where the waiting thread is interrupted
     */
    public Change await() throws InterruptedException {
        Pending pending = new Pending();
        while (true) {
            Noticed noticed = notices.poll(Math.max(0, pending.until() - System.nanoTime()));
            boolean due = pending.isEmpty() && System.nanoTime() - nextLook >= 0;
            Set<Path> found = due || noticed.everything()
                    ? look()
                    : files.look(noticed.files().keySet());
            pending.add(found, noticed);
            if (pending.isReady(found.isEmpty())) {
                Change change = contents.change();
                if (change != null) {
                    return change;
                }
                pending = new Pending();
            }
        }
    }

    /** Changes that are not told yet. */
    private final class Pending {
        private final Set<Path> unread = new HashSet<>();
        private final Set<Path> perhapsHalf = new HashSet<>();
        private final Set<Path> emptied = new HashSet<>();
        private boolean doubted;
        private long begun;
        private long calm;
        private long last;

        boolean isEmpty() {
            return begun == 0;
        }

        /** When to go on where nothing is noticed. */
        long until() {
            return isEmpty() ? nextLook : calm;
        }

        void add(Set<Path> found, Noticed noticed) {
            if (found.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            begun = isEmpty() ? now : begun;
            Set<Path> whole = new HashSet<>();
            for (Path file : found) {
                if (noticed.whole() || noticed.files().getOrDefault(file, false)) {
                    perhapsHalf.remove(file);
                    unread.remove(file);
                    whole.add(file);
                } else {
                    perhapsHalf.add(file);
                    unread.add(file);
                }
            }
            doubted = false;
            if (perhapsHalf.isEmpty()) {
                waitFor(TOGETHER, LONGEST_TOGETHER);
            } else {
                waitFor(CALM, LONGEST);
            }
            // While others may still come.
            read(whole);
        }

        /**
         * Whether it is time to tell; what was left to read is read then.
         *
         * @param quiet whether nothing else has come just now
         */
        boolean isReady(boolean quiet) {
            if (isEmpty() || System.nanoTime() - (quiet ? calm : last) < 0) {
                return false;
            }
            read(unread);
            unread.clear();
            if (!doubted && !perhapsHalf.isEmpty() && (!emptied.isEmpty() || contents.hasErrors())) {
                doubted = true;
                waitFor(PATIENCE, LONGEST);
                return System.nanoTime() - calm >= 0;
            }
            return true;
        }

        private void read(Set<Path> changed) {
            if (!changed.isEmpty()) {
                emptied.removeAll(changed);
                emptied.addAll(contents.read(changed, files::problems));
            }
        }

        /** @param atMost since the first of the changes */
        private void waitFor(long nanoseconds, long atMost) {
            last = begun + atMost;
            long next = System.nanoTime() + nanoseconds;
            calm = next - last < 0 ? next : last;
        }
    }

    private Set<Path> look() {
        long begun = System.nanoTime();
        Set<Path> changed = files.look();
        notices.watch(files.folders());
        long took = System.nanoTime() - begun;
        nextLook = System.nanoTime() + Math.max(LOOK, SHARE_OF_LOOKING * took);
        return changed;
    }

    @Override
    public void close() {
        notices.close();
    }
}
