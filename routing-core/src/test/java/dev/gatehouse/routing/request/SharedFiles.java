package dev.gatehouse.routing.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Test data that lies beside the repository: in {@code shared} next to one of the folders above the working directory, or where the
 * environment variable {@code GATEHOUSE_SHARED} says.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** The text of a file; the test that asks is skipped where there is none. */
    public static String text(String name) {
        Path file = find(name);
        Assumptions.assumeTrue(file != null, () -> "no shared/" + name + " beside the repository");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Path find(String name) {
        String named = System.getenv("GATEHOUSE_SHARED");
        if (named != null && Files.isRegularFile(Path.of(named, name))) {
            return Path.of(named, name);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolveSibling("shared").resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }
}
