package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.ManifestDocuments;
import dev.gatehouse.yaml.Manifests;
import dev.gatehouse.yaml.WatchedManifests;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manifests that the arguments name: files, folders and {@code -}, which is standard input and read once. */
final class ManifestSource {
    private static final String STANDARD_INPUT = "-";

    private static final String STANDARD_INPUT_NAME = "standard input";

    private final List<String> paths;
    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    private @Nullable ManifestDocuments standardInput;

    ManifestSource(List<String> paths) {
        this.paths = List.copyOf(paths);
    }

    /** What stands there now. */
    Resources read() {
        List<Document> documents = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String path : paths) {
            ManifestDocuments read = path.equals(STANDARD_INPUT) ? standardInput() : Manifests.documents(Path.of(path));
            documents.addAll(read.documents());
            problems.addAll(read.problems());
        }
        return Resources.decode(documents).with(List.of(), problems);
    }

    /** The same, read for the first time and then as it changes. */
    WatchedManifests watched() {
        return WatchedManifests.of(paths.stream().map(Path::of).toList());
    }

    /** The files and folders that may change. */
    List<Path> watchable() {
        return paths.stream()
                .filter(path -> !path.equals(STANDARD_INPUT))
                .map(Path::of)
                .toList();
    }

    /** As the arguments name them. */
    @Override
    public String toString() {
        return String.join(", ", paths);
    }

    /**
     * The lines of a file that was read; empty where they cannot be had any more.
     *
     * @param file as a {@code Source} names it
     */
    List<String> lines(String file) {
        try {
            byte[] bytes =
                    file.equals(STANDARD_INPUT_NAME) ? recorded.toByteArray() : Files.readAllBytes(Path.of(file));
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    private ManifestDocuments standardInput() {
        if (standardInput == null) {
            InputStream recording = new FilterInputStream(System.in) {
                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    int read = super.read(into, from, length);
                    recorded.write(into, from, Math.max(0, read));
                    return read;
                }
            };
            standardInput = Manifests.documents(recording, STANDARD_INPUT_NAME);
        }
        return standardInput;
    }
}
