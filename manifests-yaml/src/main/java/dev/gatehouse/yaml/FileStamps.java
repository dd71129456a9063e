package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What lies in files and folders, by their times, sizes and identities, symbolic links followed: that tells an edit in place, a file renamed over
 * another, a link turned to another target, a new file and one that is gone, alike on every file system. To look at all of them is done in as many
 * parts as one likes, and single ones may be looked at meanwhile. For one thread at a time.
 */
final class FileStamps implements Closeable {
    private final List<Path> roots;
    private final Limits limits;
    private final Consumer<Path> beforehand;
    private final Map<Path, Stamp> stamps = new HashMap<>();
    private final Set<Path> searched = new HashSet<>();
    private Map<Path, List<Problem>> problems = new HashMap<>();
    private @Nullable Look current;

    /**
     * Of these nothing is known yet.
     *
     * @param roots as they are named, files and folders alike
     * @param beforehand told of each folder in which files may come and go, before it is looked at
     */
    FileStamps(List<Path> roots, Limits limits, Consumer<Path> beforehand) {
        this.roots = roots;
        this.limits = limits;
        this.beforehand = beforehand;
    }

    /** What tells one state of a file from another. */
    private record Stamp(@Nullable Object identity, long size, long modified) {
        static final Stamp NONE = new Stamp(null, 0, 0);

        static @Nullable Stamp of(@Nullable BasicFileAttributes attributes) {
            return attributes == null
                    ? null
                    : new Stamp(
                            attributes.fileKey(),
                            attributes.size(),
                            attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        }

        static @Nullable Stamp of(Path file) {
            try {
                return of(Files.readAttributes(file, BasicFileAttributes.class));
            } catch (IOException e) {
                return null;
            }
        }
    }

    /**
     * Looks at everything, from the beginning on, and tells which files have come, changed or gone since they were looked at last, and the folders with
     * which something else is wrong than then. A file that is named is there whether it is or not.
     */
    Set<Path> look() {
        close();
        return lookOn(() -> true);
    }

    /**
     * As {@link #look()}, where the last look that was begun left off; begins one where it has ended.
     *
     * @param goOn asked after each step, of about the cost of one file
     */
    Set<Path> lookOn(BooleanSupplier goOn) {
        Look look = current == null ? new Look() : current;
        Set<Path> changed = new HashSet<>();
        current = look.goesOn(changed, goOn) ? look : null;
        return changed;
    }

    /** Whether a look has begun that has not ended. */
    boolean isLooking() {
        return current != null;
    }

    /** One look at everything. What it finds is told at once; what is gone, at the end. */
    private final class Look implements Folder.Visitor, Closeable {
        private final Iterator<Path> left = roots.iterator();
        private final Set<Path> seen = new HashSet<>();
        private final Set<Path> folders = new HashSet<>();
        private final Map<Path, List<Problem>> wrong = new HashMap<>();
        private Set<Path> changed = new HashSet<>();
        private @Nullable Folder folder;

        /** Whether there is more to do when it leaves off. */
        boolean goesOn(Set<Path> found, BooleanSupplier goOn) {
            changed = found;
            do {
                Folder open = folder;
                if (open != null) {
                    folder = open.step() ? open : null;
                } else if (left.hasNext()) {
                    root(left.next());
                } else {
                    end();
                    return false;
                }
            } while (goOn.getAsBoolean());
            return true;
        }

        private void root(Path root) {
            if (Files.isDirectory(root)) {
                List<Problem> ofFolder = new ArrayList<>();
                wrong.put(root, ofFolder);
                folder = new Folder(root, limits, new Report(root.toString(), limits, ofFolder), this);
            } else {
                watch(parent(root));
                note(root, named(root));
            }
        }

        private void watch(Path each) {
            folders.add(each);
            beforehand.accept(each);
        }

        @Override
        public void folder(Path each) {
            watch(each);
            searched.add(each);
        }

        @Override
        public void file(Path file, @Nullable BasicFileAttributes attributes) {
            Stamp stamp = Stamp.of(attributes);
            if (stamp != null) {
                note(file, stamp);
            }
        }

        private void note(Path file, Stamp stamp) {
            seen.add(file);
            if (!stamp.equals(stamps.put(file, stamp))) {
                changed.add(file);
            }
        }

        private void end() {
            stamps.keySet().removeIf(file -> !seen.contains(file) && changed.add(file));
            searched.retainAll(folders);
            // Into a folder that this look found empty a file may have come since, and be known.
            wrong.replaceAll((root, found) -> isToldToBeEmpty(found) && holdsAny(root) ? withoutThat(found) : found);
            roots.stream()
                    .filter(root -> !Objects.equals(wrong.get(root), problems.get(root)))
                    .forEach(changed::add);
            problems = wrong;
        }

        @Override
        public void close() {
            if (folder != null) {
                folder.close();
            }
        }
    }

    /** As {@link #look()}, at these alone; where one is a folder now, only a look at everything can tell. */
    Set<Path> look(Collection<Path> files) {
        Set<Path> changed = new HashSet<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                continue;
            }
            Stamp stamp = roots.contains(file) ? named(file) : Stamp.of(file);
            Stamp before = stamp == null ? stamps.remove(file) : stamps.put(file, stamp);
            if (!Objects.equals(stamp, before)) {
                changed.add(file);
            }
            if (stamp != null && before == null) {
                changed.addAll(filled(file, problems));
            }
            if (current != null) {
                // The look that goes on may have passed its place when it was not there yet.
                current.seen.add(file);
            }
        }
        return changed;
    }

    /** The folders that were without a manifest until this one came: nobody is to be told so until all is looked at again. */
    private static Set<Path> filled(Path file, Map<Path, List<Problem>> problems) {
        Set<Path> filled = new HashSet<>();
        problems.replaceAll((root, wrong) -> {
            if (!file.startsWith(root) || !isToldToBeEmpty(wrong)) {
                return wrong;
            }
            filled.add(root);
            return withoutThat(wrong);
        });
        return filled;
    }

    private static boolean isToldToBeEmpty(List<Problem> wrong) {
        return wrong.stream().anyMatch(problem -> problem.name().equals(Names.NO_MANIFESTS));
    }

    private static List<Problem> withoutThat(List<Problem> wrong) {
        return wrong.stream()
                .filter(problem -> !problem.name().equals(Names.NO_MANIFESTS))
                .toList();
    }

    private boolean holdsAny(Path root) {
        return stamps.keySet().stream().anyMatch(file -> file.startsWith(root));
    }

    /** What is wrong with a folder that is named, as a folder; null where it is none. */
    @Nullable
    List<Problem> problems(Path root) {
        return problems.get(root);
    }

    /** Whether it was there when it was last looked at. */
    boolean has(Path file) {
        return stamps.containsKey(file);
    }

    /** Whether it counts, by its name, where it lies in a folder that is looked into, or is named itself. */
    boolean counts(Path file) {
        return roots.contains(file)
                || (Folder.isManifest(file) && !Folder.isHidden(file) && searched.contains(parent(file)));
    }

    /** Where files may come and go: the folders that were looked into, and those of files that are named. */
    Set<Path> folders() {
        Set<Path> folders = new HashSet<>(searched);
        roots.stream()
                .filter(root -> !Files.isDirectory(root))
                .map(FileStamps::parent)
                .forEach(folders::add);
        return folders;
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static Stamp named(Path file) {
        Stamp stamp = Stamp.of(file);
        return stamp == null ? Stamp.NONE : stamp;
    }

    /** Gives up the look that was begun. */
    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
