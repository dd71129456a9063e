package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public conformance corpus that lies beside the repository, where it does, run against routing alone. */
class SharedCorpusTest {
    @ParameterizedTest
    @ValueSource(strings = {"gateway-api-v1.6.1", "ingress"})
    void nothingFails(String name) throws IOException {
        Path folder = find("conformance/" + name);
        Assumptions.assumeTrue(folder != null, () -> "no shared/conformance/" + name + " beside the repository");
        Suite suite = Suite.read(folder);
        Report report = Conformance.check(suite, new CoreFrontEnd(suite.controllers()));
        System.out.println(name + ": " + report.closingLine());
        assertEquals(List.of(), report.failed(), report::text);
        assertTrue(report.passed() > 100, report::text);
    }

    /** In {@code shared} next to one of the folders above the working directory, or where the environment variable says. */
    private static Path find(String name) {
        String named = System.getenv("GATEHOUSE_SHARED");
        if (named != null && Files.isDirectory(Path.of(named, name))) {
            return Path.of(named, name);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolveSibling("shared").resolve(name);
            if (Files.isDirectory(found)) {
                return found;
            }
        }
        return null;
    }
}
