package dev.gatehouse.yaml;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the manifests in a folder and in the folders within it, in the order of their names, step by step: a step costs about what it
 * costs to ask the system for one file.
 *
 * <p>Names that start with a dot are left out. In a volume that Kubernetes projects they are the folders {@code ..2024_…} and
 * the link {@code ..data}, which hold every file a second time: the links beside them, without a dot, are followed instead. A
 * folder that two links lead to is read once, so links in a circle end.
 */
final class Folder implements Closeable {
    private final Limits limits;
    private final Report report;
    private final Visitor visitor;
    private final Set<Path> visited = new HashSet<>();

    /** What is left to look at, in the folder that is looked into and in those around it. */
    private final Deque<Iterator<Path>> left = new ArrayDeque<>();

    private @Nullable Listing listing;
    private int found;

    /** Begins with nothing done yet. */
    Folder(Path folder, Limits limits, Report report, Visitor visitor) {
        this.limits = limits;
        this.report = report;
        this.visitor = visitor;
        left.push(List.of(folder).iterator());
    }

    /** Who is told what is found, each as the folder's path with its own beneath it. */
    interface Visitor {
        /** One that is looked into from now on. */
        void folder(Path folder);

        /**
         * A manifest, by its name.
         *
         * @param attributes null where they cannot be had, as of a link to nothing
         */
        void file(Path file, @Nullable BasicFileAttributes attributes);
    }

    /** The manifests, all at once. */
    static List<Path> files(Path folder, Limits limits, Report report) {
        List<Path> files = new ArrayList<>();
        try (Folder search = new Folder(folder, limits, report, new Visitor() {
            @Override
            public void folder(Path each) {
                // It is the files that count.
            }

            @Override
            public void file(Path file, @Nullable BasicFileAttributes attributes) {
                files.add(file);
            }
        })) {
            while (search.step()) {
                // On to the next.
            }
        }
        return files;
    }

    /** Does a little more; false where all is done, and what is wrong with the whole is told. Not to be called after that. */
    boolean step() {
        Listing open = listing;
        Iterator<Path> entries = left.peek();
        if (open != null) {
            list(open);
        } else if (entries == null || found > limits.files()) {
            end();
            return false;
        } else if (entries.hasNext()) {
            examine(entries.next());
        } else {
            left.pop();
        }
        return true;
    }

    private void end() {
        left.clear();
        if (found == 0) {
            report.warn(Names.NO_MANIFESTS, 0, "the folder holds no .yaml, .yml or .json file");
        }
    }

    private void examine(Path entry) {
        BasicFileAttributes attributes = attributes(entry);
        // The first is the folder itself, which may be gone or forbidden.
        if (left.size() == 1 || (attributes != null && attributes.isDirectory())) {
            open(entry);
        } else if (isManifest(entry)) {
            found++;
            visitor.file(entry, attributes);
        }
    }

    private static @Nullable BasicFileAttributes attributes(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    @SuppressWarnings("StreamResourceLeak") // closed when all of it is listed, or with this
    private void open(Path folder) {
        if (left.size() - 1 > limits.folderDepth()) {
            report.error(
                    Names.UNREADABLE,
                    0,
                    folder + " lies deeper than " + limits.folderDepth() + " folders and was not read");
            return;
        }
        try {
            if (visited.add(folder.toRealPath())) {
                visitor.folder(folder);
                listing = new Listing(folder, Files.newDirectoryStream(folder));
            }
        } catch (IOException | SecurityException e) {
            unreadable(folder, e);
        }
    }

    /** The names in a folder, as they come from the system. */
    private static final class Listing {
        private final Path folder;
        private final DirectoryStream<Path> stream;
        private final Iterator<Path> names;
        private final SortedMap<String, Path> sorted = new TreeMap<>();

        Listing(Path folder, DirectoryStream<Path> stream) {
            this.folder = folder;
            this.stream = stream;
            this.names = stream.iterator();
        }
    }

    private void list(Listing open) {
        try {
            if (open.names.hasNext()) {
                Path entry = open.names.next();
                if (!isHidden(entry)) {
                    open.sorted.put(name(entry), entry);
                }
                return;
            }
            left.push(open.sorted.values().iterator());
        } catch (DirectoryIteratorException | SecurityException e) {
            unreadable(open.folder, e);
        }
        close();
    }

    private void unreadable(Path folder, Exception reason) {
        // One that is gone since it was seen is as if it had never been there.
        if (!(reason instanceof NoSuchFileException || reason instanceof NotDirectoryException)) {
            report.error(Names.UNREADABLE, 0, "the folder " + folder + " cannot be read (" + reason + ")");
        }
    }

    /** Leaves off: nothing more is found. */
    @Override
    public void close() {
        Listing open = listing;
        listing = null;
        if (open != null) {
            try {
                open.stream.close();
            } catch (IOException e) {
                unreadable(open.folder, e);
            }
        }
    }

    static boolean isHidden(Path entry) {
        return name(entry).startsWith(".");
    }

    /** By its name. */
    static boolean isManifest(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
