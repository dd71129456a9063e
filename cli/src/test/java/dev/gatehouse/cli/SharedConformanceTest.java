package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The public conformance corpus that lies beside the repository, where it does, run over sockets; not with {@code -Dgatehouse.suites=false}. */
class SharedConformanceTest {
    @ParameterizedTest
    @CsvSource({"gateway-api-v1.6.1, jdk", "ingress, jdk", "gateway-api-v1.6.1, netty", "ingress, netty"})
    void nothingFails(String name, String frontEnd) {
        Assumptions.assumeFalse(
                "false".equals(System.getProperty("gatehouse.suites")), "the public suites are not asked for");
        Path folder = find("conformance/" + name);
        Assumptions.assumeTrue(folder != null, () -> "no shared/conformance/" + name + " beside the repository");
        Program run = Program.run("conform", folder.toString(), "--front-end", frontEnd);
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().matches("(?s).*\\n[1-9][0-9]{2,} passed, 0 failed, [0-9]+ skipped\\n"), run::out);
    }

    /** In {@code shared} next to one of the folders above the working directory, or where the environment variable says. */
    static Path find(String name) {
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
