package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/explain.md}, and what the page says of each. */
class ExplainPageTest {
    private static final Pattern MANIFESTS = Pattern.compile("(?s)```yaml\\n(.*?)```");
    private static final Pattern COMMAND =
            Pattern.compile("(?s)\\n {4}\\./gatehouse (explain shop\\.yaml [^\\n]*)\\n\\n```text\\n(.*?)```");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path folder;

    private String page = "";
    private Path manifests = Path.of("shop.yaml");

    @BeforeEach
    void saveTheManifests() throws Exception {
        page = Files.readString(Repository.root().resolve("docs/explain.md"));
        Matcher block = MANIFESTS.matcher(page);
        assertTrue(block.find());
        manifests = folder.resolve("shop.yaml");
        Files.writeString(manifests, block.group(1));
    }

    @Test
    void thePageIsTrue() {
        int commands = 0;
        for (MatchResult found : (Iterable<MatchResult>) COMMAND.matcher(page).results()::iterator) {
            commands++;
            Program run = Program.run(arguments(found.group(1)));
            assertEquals("", run.err());
            assertEquals(undated(found.group(2)), undated(run.out()), found.group(1));
        }
        assertEquals(14, commands);
    }

    /** The table names the members of the JSON, all that some of the page's commands yield, and no others. */
    @Test
    void theTableOfMembersIsWhole() {
        Set<String> members = new TreeSet<>();
        for (MatchResult found : (Iterable<MatchResult>) COMMAND.matcher(page).results()::iterator) {
            List<String> arguments = new ArrayList<>(List.of(arguments(found.group(1))));
            arguments.addAll(List.of("--format", "json"));
            Program run = Program.run(arguments.toArray(String[]::new));
            assertEquals("", run.err());
            members("", Yaml.parse(run.out()), members);
        }
        Set<String> told = new TreeSet<>();
        Pattern.compile("(?m)^\\| `([^`]+)` \\|")
                .matcher(page.substring(page.indexOf("## For programs")))
                .results()
                .forEach(row -> told.add(row.group(1)));
        Set<String> known = new TreeSet<>();
        members.forEach(member -> known.add(kind(member)));
        assertEquals(known, told);
    }

    /** A member of an object that is in several places, under the name that the page has for it. */
    private static String kind(String member) {
        return member.replaceFirst("^.*\\bsees\\.", "HEAD.")
                .replaceFirst("^(backends\\[]\\.)?answer\\.", "ANSWER.")
                .replaceFirst("^.*\\bcors\\.", "CORS.")
                .replaceFirst("^(.*\\.)?listener\\.", "LISTENER.")
                .replaceFirst("^(.*\\.)?taken\\.", "RULE.")
                .replaceFirst("^(asked|near)\\[]\\.(?!failing|listener|differs)", "RULE.");
    }

    /** The paths of the members, {@code []} for what is in an array. */
    private static void members(String path, Object value, Set<String> members) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                String longer = path + (path.isEmpty() ? "" : ".") + name;
                members.add(longer);
                members(longer, member, members);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(element -> members(path + "[]", element, members));
        }
    }

    private String[] arguments(String command) {
        List<String> words = new ArrayList<>();
        for (MatchResult word : (Iterable<MatchResult>) WORD.matcher(command).results()::iterator) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        words.replaceAll(word -> word.equals("shop.yaml") ? manifests.toString() : word);
        return words.toArray(String[]::new);
    }

    /** Certificates that stand in are made for each run, and so is what is drawn. */
    private static String undated(String text) {
        return text.replaceAll("until \\d{4}-[0-9T:-]+Z", "until then")
                .replaceAll("X-Request-Id: [0-9a-f]{32}", "X-Request-Id: drawn");
    }
}
