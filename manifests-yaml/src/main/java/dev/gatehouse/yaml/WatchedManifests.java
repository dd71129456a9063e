package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.Notices.Noticed;
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
 * empty that was not, half a second later; whole files do not wait for them, unless there are errors without them. Where the system tells nothing, as of files on other machines, everything is looked at several times a second,
 * or as often as takes a fiftieth of the time, a millisecond at a time: what the system tells of meanwhile comes first.
 *
 * <p>For one thread at a time.
 */
public final class WatchedManifests implements AutoCloseable {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final Path STANDARD_INPUT_NAME = Path.of(ManifestReader.STANDARD_INPUT);
    private static final long LOOK = Duration.ofMillis(400).toNanos();
    private static final long SLICE = Duration.ofMillis(1).toNanos();
    private static final long TOGETHER = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_TOGETHER = Duration.ofMillis(10).toNanos();
    private static final long CALM = Duration.ofMillis(50).toNanos();
    private static final long PATIENCE = Duration.ofMillis(500).toNanos();
    private static final long LONGEST = Duration.ofSeconds(2).toNanos();
    private static final int SHARE_OF_LOOKING = 50;

    private final Notices notices;
    private final FileStamps files;
    private final FileContents contents;
    private final Calm together = new Calm(LONGEST_TOGETHER);
    private final Calm calm = new Calm(LONGEST);

    /** Files that may be half written, as long as {@link #calm} waits. */
    private final Set<Path> perhapsHalf = new HashSet<>();

    private final Set<Path> emptied = new HashSet<>();
    private boolean doubted;

    private long nextLook;
    private long looking;
    private boolean lookAgain;

    private WatchedManifests(List<Path> paths, Notices notices) {
        this.notices = notices;
        files = new FileStamps(
                paths.stream().filter(path -> !path.equals(STANDARD_INPUT)).toList(), Limits.DEFAULT, notices::watch);
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
        return of(paths, new FolderNotices());
    }

    /** The same, where this tells of changes. */
    static WatchedManifests of(Collection<Path> paths, Notices notices) {
        WatchedManifests manifests = new WatchedManifests(List.copyOf(paths), notices);
        if (paths.contains(STANDARD_INPUT)) {
            ManifestDocuments read = Manifests.documents(System.in, ManifestReader.STANDARD_INPUT);
            manifests.contents.put(STANDARD_INPUT_NAME, read, 0);
        }
        manifests.contents.read(manifests.look(), manifests.files::problems);
        manifests.contents.told();
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
        while (true) {
            Noticed noticed = notices.poll(files, contents::holds, Math.max(0, waiting()));
            Set<Path> found =
                    noticed.whole() ? look() : files.look(noticed.files().keySet());
            lookAgain |= noticed.everything() && !noticed.whole();
            add(found, noticed);
            Change change = isReady(found.isEmpty()) ? contents.change() : null;
            if (change != null) {
                return change;
            }
            if (isLookDue()) {
                add(lookOn(), Noticed.NOTHING);
            }
        }
    }

    /** For how long there is nothing to do where nothing is noticed. */
    private long waiting() {
        return isLookDue() ? 0 : Math.min(nextLook - System.nanoTime(), Math.min(together.left(), calm.left()));
    }

    private boolean isLookDue() {
        return files.isLooking() || lookAgain || System.nanoTime() - nextLook >= 0;
    }

    private void add(Set<Path> found, Noticed noticed) {
        // A volume is turned as one: what a look has found of it before that was told of belongs to the rest.
        Set<Path> whole = noticed.whole() ? new HashSet<>(perhapsHalf) : new HashSet<>();
        noticed.files().forEach((file, renamed) -> {
            // It may have been found before it was told of.
            if (renamed && perhapsHalf.contains(file)) {
                whole.add(file);
            }
        });
        for (Path file : found) {
            if (noticed.whole() || noticed.files().getOrDefault(file, false)) {
                whole.add(file);
            } else {
                perhapsHalf.add(file);
                doubted = false;
                calm.disturb(CALM);
            }
        }
        if (!whole.isEmpty()) {
            perhapsHalf.removeAll(whole);
            together.disturb(TOGETHER);
            // While others may still come.
            read(whole);
        }
        if (perhapsHalf.isEmpty()) {
            doubted = false;
            calm.end();
        }
    }

    /**
     * Whether it is time to tell what has been read.
     *
     * @param quiet whether nothing else has come just now
     */
    private boolean isReady(boolean quiet) {
        // A look that has begun may tell otherwise of what is in question.
        boolean perhapsCalm = quiet && !isLookDue();
        if (calm.isOver(perhapsCalm) && !doubted) {
            read(perhapsHalf);
            doubted = !emptied.isEmpty() || contents.hasErrors();
            if (doubted) {
                calm.disturb(PATIENCE);
            }
        }
        if (calm.isOver(perhapsCalm)) {
            perhapsHalf.clear();
            doubted = false;
            calm.end();
        } else if (!together.isOver(quiet)) {
            return false;
        } else if (!perhapsHalf.isEmpty() && (doubted || contents.hasErrors())) {
            // What is whole is told with the others, which may be what it lacks.
            together.end();
            return false;
        }
        together.end();
        emptied.clear();
        return true;
    }

    private void read(Set<Path> changed) {
        emptied.removeAll(changed);
        emptied.addAll(contents.read(changed, files::problems));
    }

    private Set<Path> look() {
        files.close();
        return look(Long.MAX_VALUE);
    }

    private Set<Path> lookOn() {
        return look(Math.min(SLICE, together.left()));
    }

    /** @param nanoseconds at most */
    private Set<Path> look(long nanoseconds) {
        if (!files.isLooking()) {
            lookAgain = false;
            looking = 0;
        }
        long begun = System.nanoTime();
        Set<Path> changed = files.lookOn(() -> System.nanoTime() - begun < nanoseconds);
        long now = System.nanoTime();
        looking += now - begun;
        if (!files.isLooking()) {
            notices.leaveOthers(files.folders());
            nextLook = now + Math.max(LOOK, SHARE_OF_LOOKING * looking);
        }
        return changed;
    }

    @Override
    public void close() {
        files.close();
        notices.close();
    }
}
