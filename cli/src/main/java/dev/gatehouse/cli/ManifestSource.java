package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.ManifestDocuments;
import dev.gatehouse.yaml.Manifests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manifests that the arguments name: files, folders and {@code -}, which is standard input and read once. */
final class ManifestSource {
    private static final String STANDARD_INPUT = "-";

    private final List<String> paths;
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

    private ManifestDocuments standardInput() {
        if (standardInput == null) {
            standardInput = Manifests.documents(System.in, "standard input");
        }
        return standardInput;
    }
}
