package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands of {@code docs/ci.md}, those of the workflow and of the hook, with an example for the folder of manifests. */
class CiPageTest {
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:run: \\$GATEHOUSE/|entry: )gatehouse (.*?)(?: > gatehouse\\.sarif)?$");

    @Test
    void theCommandsPassOnWhatIsGood() throws IOException {
        List<String> commands = COMMAND.matcher(
                        Files.readString(Repository.root().resolve("docs/ci.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertEquals(2, commands.size(), commands::toString);
        for (String command : commands) {
            assertTrue(command.endsWith(" manifests/"), command);
            String good = Examples.folder("shop").toString();
            String[] arguments = command.replace("manifests/", good).split(" ");
            Program run = Program.run(arguments);
            assertEquals(0, run.status(), run::toString);
        }
    }
}
