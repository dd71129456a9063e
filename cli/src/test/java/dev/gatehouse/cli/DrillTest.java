package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/drill.md}, and what the page says of each. */
class DrillTest {
    private static final Pattern STEP = Pattern.compile("(?s)```yaml\\n(.*?)```.*?\\nFinds(:? `?([a-z-]+)?)");

    @TempDir
    private Path folder;

    @Test
    void thePageIsTrue() throws Exception {
        Path file = folder.resolve("shop.yaml");
        Matcher step = STEP.matcher(Files.readString(Repository.root().resolve("docs/drill.md")));
        int steps = 0;
        while (step.find()) {
            steps++;
            Files.writeString(file, step.group(1));
            Program check = Program.run("check", "--strict", file.toString());
            if (step.group(2).startsWith(":")) {
                assertTrue(check.out().contains("[" + step.group(3) + "]"), check.toString());
                assertTrue(check.status() > 0, check.toString());
            } else {
                assertEquals(0, check.status(), check.toString());
            }
        }
        assertEquals(6, steps);
        Program explain = Program.run("explain", file.toString(), "GET http://app.example.com/api/orders");
        assertEquals(0, explain.status(), explain.toString());
        for (String text :
                List.of("takes it", "default/api:80", "GET /api/orders over HTTP/1.1", "Host: app.example.com")) {
            assertTrue(explain.out().contains(text), explain.toString());
        }
    }
}
