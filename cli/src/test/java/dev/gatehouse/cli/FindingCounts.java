package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often each mistake is found in folders of manifests, beside a file that tells why: a line for each folder, and below it
 * {@code count severity name: reason}. Errors and warnings have a reason, for in manifests that are right they would be false alarms.
 */
final class FindingCounts {
    private static final Pattern LINE = Pattern.compile(" *(\\d+) (error|warning|hint) ([a-z0-9.-]+)(: .+)?");

    private FindingCounts() {}

    /** Each of these files or folders by itself, with those of the base, in which nothing is counted. */
    static void assertAsJudged(String golden, String name, List<Path> each, Path base) throws IOException {
        Map<String, String> judged = judged(golden, name);
        Map<String, Integer> found = new TreeMap<>();
        for (Path file : each) {
            List<Document> documents = new ArrayList<>();
            if (Files.isDirectory(base)) {
                documents.addAll(Manifests.documents(base).documents());
            }
            documents.addAll(Manifests.documents(file).documents());
            Resources resources = Resources.decode(documents);
            for (Finding finding :
                    CheckCommand.findings(CheckCommand.routes(resources, Controllers.all(), Capabilities.ALL))) {
                if (!Path.of(finding.source().file()).startsWith(base)) {
                    found.merge(ProblemsText.word(finding.severity()) + " " + finding.name(), 1, Integer::sum);
                }
            }
        }
        List<String> lines = new ArrayList<>();
        found.forEach((finding, count) -> lines.add(count + " " + finding));
        assertEquals(String.join("\n", judged.keySet()), String.join("\n", lines), name);
        judged.forEach((line, reason) -> assertTrue(line.contains(" hint ") || reason != null, () -> "why? " + line));
    }

    private static Map<String, String> judged(String golden, String name) throws IOException {
        Map<String, String> judged = new LinkedHashMap<>();
        boolean here = false;
        for (String line : Files.readAllLines(
                Repository.root().resolve("cli/src/test/resources").resolve(golden))) {
            Matcher entry = LINE.matcher(line);
            if (!line.startsWith(" ")) {
                here = line.equals(name);
            } else if (here) {
                assertTrue(entry.matches(), line);
                judged.put(entry.group(1) + " " + entry.group(2) + " " + entry.group(3), entry.group(4));
            }
        }
        return judged;
    }

    /** The files of a folder. */
    static List<Path> manifests(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
