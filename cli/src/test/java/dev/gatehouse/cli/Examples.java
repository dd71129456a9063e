package dev.gatehouse.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The manifests of the repository's folder {@code examples}. */
final class Examples {
    private Examples() {}

    static Path folder(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path example = folder.resolve("examples").resolve(name);
            if (Files.isDirectory(example)) {
                return example;
            }
        }
        throw new IllegalStateException(
                "no folder examples/" + name + " above " + Path.of("").toAbsolutePath());
    }
}
