package dev.gatehouse.yaml;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the manifests in a folder and in the folders within it, in the order of their names.
 *
 * <p>Names that start with a dot are left out. In a volume that Kubernetes projects they are the folders {@code ..2024_…} and
 * the link {@code ..data}, which hold every file a second time: the links beside them, without a dot, are followed instead. A
 * folder that two links lead to is read once, so links in a circle end.
 */
final class Folder {
    private final Limits limits;
    private final Report report;
    private final Set<Path> visited = new HashSet<>();
    private final List<Path> folders = new ArrayList<>();
    private final List<Path> found = new ArrayList<>();

    private Folder(Limits limits, Report report) {
        this.limits = limits;
        this.report = report;
    }

    /**
     * What was found, each as the folder's path with its own beneath it.
     *
     * @param folders those that were looked into, the folder itself first
     */
    record Found(List<Path> folders, List<Path> files) {}

    static Found find(Path folder, Limits limits, Report report) {
        Folder search = new Folder(limits, report);
        search.add(folder, 0);
        return new Found(search.folders, search.found);
    }

    static void warnOfNone(Report report) {
        report.warn(Names.NO_MANIFESTS, 0, "the folder holds no .yaml, .yml or .json file");
    }

    private void add(Path folder, int depth) {
        if (depth > limits.folderDepth()) {
            report.error(
                    Names.UNREADABLE,
                    0,
                    folder + " lies deeper than " + limits.folderDepth() + " folders and was not read");
            return;
        }
        try {
            if (!visited.add(folder.toRealPath())) {
                return;
            }
            folders.add(folder);
            for (Path entry : entries(folder)) {
                if (found.size() > limits.files()) {
                    return;
                }
                if (Files.isDirectory(entry)) {
                    add(entry, depth + 1);
                } else if (isManifest(entry)) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Gone since it was seen, as if it had never been there.
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            report.error(Names.UNREADABLE, 0, "the folder " + folder + " cannot be read (" + e + ")");
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (!isHidden(entry)) {
                    entries.add(entry);
                }
            }
        }
        entries.sort(Comparator.comparing(Folder::name));
        return entries;
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
