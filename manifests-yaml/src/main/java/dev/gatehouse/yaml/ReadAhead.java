package dev.gatehouse.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Parts of a long list of files, each to be read on all processors at once: small enough to be thrown away where that was too much. */
final class ReadAhead {
    private static final int FILES = 1024;
    private static final long BYTES = 32L * 1024 * 1024;

    private ReadAhead() {}

    /** All of them in their order. */
    static List<List<Path>> parts(List<Path> files) {
        List<List<Path>> parts = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            bytes += size(files.get(i));
            if (i - from + 1 == FILES || bytes > BYTES) {
                parts.add(files.subList(from, i + 1));
                from = i + 1;
                bytes = 0;
            }
        }
        if (from < files.size()) {
            parts.add(files.subList(from, files.size()));
        }
        return parts;
    }

    /** Whoever has read these files, each by itself. */
    static List<ManifestReader> read(List<Path> part, Limits limits) {
        return part.parallelStream()
                .map(file -> {
                    ManifestReader reader = new ManifestReader(limits);
                    reader.file(file);
                    return reader;
                })
                .toList();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException | SecurityException e) {
            return 0;
        }
    }
}
