package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What lies in files and folders, by their times, sizes and identities, symbolic links followed: that tells an edit in place, a file renamed over
 * another, a link turned to another target, a new file and one that is gone, alike on every file system. For one thread at a time.
 */
final class FileStamps {
    private final List<Path> roots;
    private final Limits limits;
    private Map<Path, Stamp> stamps = Map.of();
    private Set<Path> searched = Set.of();
    private Map<Path, List<Problem>> problems = Map.of();

    /** @param roots as they are named, files and folders alike */
    FileStamps(List<Path> roots, Limits limits) {
        this.roots = roots;
        this.limits = limits;
    }

    /** What tells one state of a file from another. */
    private record Stamp(@Nullable Object identity, long size, long modified) {}

    /**
     * Looks at everything, and tells which files have come, changed or gone since the last look, and the folders with which something else is
     * wrong than then. A file that is named is there whether it is or not.
     */
    Set<Path> look() {
        Map<Path, Stamp> now = new HashMap<>();
        Set<Path> folders = new HashSet<>();
        Map<Path, List<Problem>> wrong = new HashMap<>();
        for (Path root : roots) {
            if (Files.isDirectory(root)) {
                List<Problem> ofFolder = new ArrayList<>();
                Report report = new Report(root.toString(), limits, ofFolder);
                Folder.Found found = Folder.find(root, limits, report);
                folders.addAll(found.folders());
                if (found.files().isEmpty()) {
                    Folder.warnOfNone(report);
                }
                wrong.put(root, ofFolder);
                for (Path file : found.files()) {
                    Stamp stamp = stamp(file);
                    if (stamp != null) {
                        now.put(file, stamp);
                    }
                }
            } else {
                now.put(root, named(root));
            }
        }
        Set<Path> changed = new HashSet<>();
        now.forEach((file, stamp) -> {
            if (!stamp.equals(stamps.get(file))) {
                changed.add(file);
            }
        });
        stamps.keySet().stream().filter(file -> !now.containsKey(file)).forEach(changed::add);
        roots.stream()
                .filter(root -> !Objects.equals(wrong.get(root), problems.get(root)))
                .forEach(changed::add);
        stamps = now;
        searched = folders;
        problems = wrong;
        return changed;
    }

    /** As {@link #look()}, at these alone. */
    Set<Path> look(Collection<Path> files) {
        Set<Path> changed = new HashSet<>();
        for (Path file : files) {
            Stamp stamp = roots.contains(file) ? named(file) : stamp(file);
            Stamp before = stamp == null ? stamps.remove(file) : stamps.put(file, stamp);
            if (!Objects.equals(stamp, before)) {
                changed.add(file);
            }
        }
        return changed;
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
        Stamp stamp = stamp(file);
        return stamp == null ? new Stamp(null, 0, 0) : stamp;
    }

    private static @Nullable Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.fileKey(),
                    attributes.size(),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        } catch (IOException e) {
            return null;
        }
    }
}
