package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.insight.Catalogue;
import dev.gatehouse.routing.insight.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages of {@code docs/findings} say what the catalogue says. With {@code -Dgatehouse.pages=write} this test writes them anew.
 */
class FindingPagesTest {
    private static final String ONE_MORE = """

            ## One more

            The sources are in `routing-core/src/main/java/dev/gatehouse/routing/insight`.

            1. An entry in the list of its group, such as `BackendMistakes`: name, severity, title, what users see, the fix.
            2. Where neither decoding nor attachment meets it, a method that looks for it, in a file such as `BackendChecks`: it gets the
               `Scene` and calls `report.add(name, resource, field, message, changes...)`. A line in `Checks` has it called. A `Change` is
               the fix ready to paste. For a problem that is met already, the fix is a line in `Repairs`; a consequence of another is
               left out by a line in `Causes` or by `report.hide`.
            3. `cli/src/test/resources/findings/NAME.yaml`, with the manifests that have the mistake below `#> wrong`, the nearest that have
               not below `#> right`, and the mended ones below `#> fixed` where there is no `Change`.
            4. `mvn -B -ntp -Dquick verify -pl cli -am -Dtest='Finding*Test,CatalogueTest' -Dsurefire.failIfNoSpecifiedTests=false -Dgatehouse.pages=write`
               runs the cases and writes the page.
            """;

    @Test
    void thePagesAreThoseOfTheCatalogue() throws IOException {
        Map<String, FindingCase> cases = new HashMap<>();
        FindingCase.all().forEach(each -> cases.putIfAbsent(each.name(), each));
        Map<String, String> pages = new HashMap<>();
        StringBuilder index = new StringBuilder("# What `gatehouse check` finds\n");
        Catalogue.all().forEach((group, mistakes) -> {
            index.append("\n## ").append(group).append("\n\n| name | | |\n|---|---|---|\n");
            for (Mistake mistake : mistakes) {
                index.append("| [")
                        .append(mistake.name())
                        .append("](")
                        .append(mistake.name())
                        .append(".md) | ")
                        .append(word(mistake))
                        .append(" | ")
                        .append(mistake.title())
                        .append(" |\n");
                pages.put(mistake.name() + ".md", page(mistake, group, cases.get(mistake.name())));
            }
        });
        index.append(ONE_MORE);
        pages.put("README.md", index.toString());
        Path folder = Repository.root().resolve("docs/findings");
        if ("write".equals(System.getProperty("gatehouse.pages"))) {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(folder.resolve(page.getKey()), page.getValue());
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> there =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(pages.keySet()), there);
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertEquals(page.getValue(), Files.readString(folder.resolve(page.getKey())), page.getKey());
        }
    }

    @Test
    void everyEntrySaysWhatIsSeenAndWhatToDo() {
        for (List<Mistake> group : Catalogue.all().values()) {
            for (Mistake mistake : group) {
                assertTrue(
                        !mistake.title().isEmpty()
                                && !mistake.seen().isEmpty()
                                && !mistake.fix().isEmpty(),
                        mistake.name());
            }
        }
    }

    private static String page(Mistake mistake, String group, FindingCase example) {
        return "# " + mistake.name() + "\n\n" + mistake.title() + ". (" + group + ", " + word(mistake) + ")\n\n"
                + "**Seen:** " + mistake.seen() + "\n\n**Fix:** " + mistake.fix() + "\n"
                + (example == null
                        ? ""
                        : "\n## For example\n\n```yaml\n" + example.wrong().stripTrailing() + "\n```\n");
    }

    private static String word(Mistake mistake) {
        return ProblemsText.word(mistake.severity());
    }
}
