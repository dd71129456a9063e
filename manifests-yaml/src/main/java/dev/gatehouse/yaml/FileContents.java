package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which resources came from which file, and what they are together. For one thread at a time. */
final class FileContents {
    private final List<Path> roots;
    private final Limits limits;
    private final Map<Path, Content> files = new HashMap<>();
    private final SortedMap<Path, List<Problem>> problems = new TreeMap<>(this::compare);

    /** The objects of more than one file, with all that there are of them. */
    private final Map<ObjectRef, SortedMap<Path, Resource>> contested = new HashMap<>();

    /** What may be otherwise than at the last change without errors. */
    private final Set<ObjectRef> touched = new LinkedHashSet<>();

    private boolean news;
    private List<Problem> told = List.of();

    /** Null after something has changed in them. */
    private @Nullable List<Problem> together;

    private Resources resources = Resources.EMPTY;
    private long bytes;

    /** @param roots in whose order files come, and with them the first of two objects of one name */
    FileContents(List<Path> roots, Limits limits) {
        this.roots = roots;
        this.limits = limits;
    }

    private static final Content NONE = new Content(List.of(), 0);

    private record Content(List<Resource> resources, long bytes) {}

    /** All that was read, and all that is wrong with it. */
    Resources resources() {
        return resources.withProblems(problems());
    }

    /** Whether the file has been read, and held something. */
    boolean holds(Path file) {
        return before(file).bytes > 0;
    }

    /**
     * Reads these files anew; those that are gone are forgotten, but one that is named is missed.
     *
     * @param folder tells what is wrong with a folder that is named, as a folder; null where it is none
     * @return those of which nothing is left but the file
     */
    Set<Path> read(Collection<Path> changed, Function<Path, @Nullable List<Problem>> folder) {
        Set<Path> emptied = new HashSet<>();
        for (List<Path> part :
                ReadAhead.parts(changed.stream().sorted(this::compare).toList())) {
            List<Path> there = new ArrayList<>();
            for (Path file : part) {
                List<Problem> ofFolder = folder.apply(file);
                if (ofFolder != null) {
                    forget(file, ofFolder);
                } else if (roots.contains(file) || (Files.exists(file) && !Files.isDirectory(file))) {
                    there.add(file);
                } else {
                    forget(file, List.of());
                }
            }
            List<Reading> readings = there.parallelStream().map(this::reading).toList();
            for (int i = 0; i < there.size(); i++) {
                if (put(there.get(i), readings.get(i))) {
                    emptied.add(there.get(i));
                }
            }
        }
        return emptied;
    }

    /** A file that was read by itself, and decoded. */
    private record Reading(ManifestReader reader, Resources resources) {}

    private Reading reading(Path file) {
        ManifestReader reader = new ManifestReader(limits);
        reader.file(file);
        return new Reading(reader, reader.result().resources());
    }

    /** Tells whether nothing is left of it but the file. */
    private boolean put(Path file, Reading reading) {
        Content before = before(file);
        ManifestReader all =
                new ManifestReader(limits, bytes - before.bytes, files.size() - (files.containsKey(file) ? 1 : 0));
        if (all.holds(reading.reader)) {
            put(file, reading.resources, reading.reader.bytesRead());
            return reading.reader.bytesRead() == 0 && before.bytes > 0;
        }
        // Beyond the limits of all files together: read after them it tells so itself.
        all.file(file);
        put(file, all.result(), all.bytesRead() - (bytes - before.bytes));
        return false;
    }

    /** What a file holds from now on. */
    void put(Path file, ManifestDocuments read, long size) {
        put(file, read.resources(), size);
    }

    private void put(Path file, Resources decoded, long size) {
        replace(file, new Content(decoded.all(), size), decoded.problems());
    }

    private Content before(Path file) {
        return files.getOrDefault(file, NONE);
    }

    private void forget(Path file, List<Problem> found) {
        replace(file, NONE, found);
        files.remove(file);
    }

    private void replace(Path file, Content content, List<Problem> found) {
        Content before = before(file);
        bytes += content.bytes - before.bytes;
        files.put(file, content);
        List<Problem> foundBefore = found.isEmpty() ? problems.remove(file) : problems.put(file, found);
        if (!(foundBefore == null ? List.of() : foundBefore).equals(found)) {
            together = null;
        }
        Set<ObjectRef> kept = new HashSet<>();
        content.resources.forEach(resource -> kept.add(resource.ref()));
        List<ObjectRef> gone = new ArrayList<>();
        List<Resource> come = new ArrayList<>();
        for (Resource resource : before.resources) {
            if (!kept.contains(resource.ref())) {
                withdraw(file, resource.ref(), gone, come);
            }
        }
        content.resources.forEach(resource -> hold(file, resource, come));
        resources = resources.without(gone).with(come);
    }

    private void withdraw(Path file, ObjectRef name, List<ObjectRef> gone, List<Resource> come) {
        touch(name);
        SortedMap<Path, Resource> several = contested.get(name);
        if (several == null) {
            gone.add(name);
            return;
        }
        several.remove(file);
        together = null;
        come.add(several.values().iterator().next());
        if (several.size() == 1) {
            contested.remove(name);
        }
    }

    private void hold(Path file, Resource resource, List<Resource> come) {
        ObjectRef name = resource.ref();
        Resource held = resources.find(name);
        SortedMap<Path, Resource> several = contested.get(name);
        if (several == null) {
            if (resource.equals(held)) {
                return;
            }
            Path holder = held == null ? file : Path.of(held.metadata().source().file());
            if (held == null || holder.equals(file)) {
                touch(name);
                come.add(resource);
                return;
            }
            several = new TreeMap<>(this::compare);
            several.put(holder, held);
            contested.put(name, several);
        }
        touch(name);
        several.put(file, resource);
        together = null;
        come.add(several.values().iterator().next());
    }

    private void touch(ObjectRef name) {
        touched.add(name);
        news = true;
    }

    boolean hasErrors() {
        return problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** What has changed since the last change without errors, and what is wrong; null where it is what was told last. */
    WatchedManifests.@Nullable Change change() {
        List<Problem> wrong = problems();
        if (!news && wrong.equals(told)) {
            return null;
        }
        told = wrong;
        news = false;
        List<Resource> put = new ArrayList<>();
        List<ObjectRef> delete = new ArrayList<>();
        for (ObjectRef name : touched) {
            Resource found = resources.find(name);
            if (found == null) {
                delete.add(name);
            } else {
                put.add(found);
            }
        }
        WatchedManifests.Change change = new WatchedManifests.Change(put, delete, wrong);
        if (change.errors().isEmpty()) {
            touched.clear();
        }
        return change;
    }

    /** What is there is told already. */
    void told() {
        touched.clear();
        news = false;
        told = problems();
    }

    private List<Problem> problems() {
        List<Problem> known = together;
        if (known == null) {
            known = List.copyOf(allProblems());
            together = known;
        }
        return known;
    }

    private List<Problem> allProblems() {
        List<Problem> all = new ArrayList<>();
        problems.values().forEach(all::addAll);
        contested.forEach((name, several) -> {
            Resource first = several.values().iterator().next();
            several.values().stream()
                    .skip(1)
                    .forEach(later -> all.add(new Problem(
                            Severity.ERROR,
                            "duplicate-object",
                            later.metadata().source(),
                            name,
                            FieldPath.ROOT,
                            "found a second " + name + " (expected: one); the first, of "
                                    + first.metadata().source() + ", stays")));
        });
        return all;
    }

    /** As files are read: root by root, and in a folder by the names of what lies in it. */
    private int compare(Path one, Path other) {
        int byRoot = Integer.compare(root(one), root(other));
        for (int i = 0; byRoot == 0 && i < Math.min(one.getNameCount(), other.getNameCount()); i++) {
            int byName = one.getName(i).toString().compareTo(other.getName(i).toString());
            if (byName != 0) {
                return byName;
            }
        }
        return byRoot != 0 ? byRoot : Integer.compare(one.getNameCount(), other.getNameCount());
    }

    private int root(Path file) {
        for (int i = 0; i < roots.size(); i++) {
            if (file.equals(roots.get(i)) || (!roots.get(i).toString().isEmpty() && file.startsWith(roots.get(i)))) {
                return i;
            }
        }
        return roots.size();
    }
}
