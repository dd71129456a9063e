package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.insight.Catalogue;
import dev.gatehouse.routing.insight.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources call a problem is in the catalogue, and what is in the catalogue is found by the sources. */
class CatalogueTest {
    private static final Pattern NAME = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9.]+)+)\"");

    /** Spelt like the name of a mistake: a header, threads, a product, and what explain says of a route that nothing serves. */
    private static final Set<String> OTHERS =
            Set.of("access-control-request-method", "gatehouse-drain", "gatehouse-tck", "not-served");

    /** In the catalogue, and computed by nothing: a backend shows its certificate in the handshake, and no resource holds it. */
    private static final Set<String> NOT_COMPUTED = Set.of("backend-tls-hostname-mismatch");

    @Test
    void everyProblemThatTheSourcesMakeIsInTheCatalogue() throws IOException {
        Set<String> unknown = new TreeSet<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            if (text.contains("Problem")) {
                unknown.addAll(names(text));
            }
        }
        unknown.removeIf(Catalogue::has);
        assertEquals(new TreeSet<>(OTHERS), unknown);
    }

    @Test
    void everyEntryIsFoundBySomeSource() throws IOException {
        Set<String> unused = new TreeSet<>();
        Catalogue.all()
                .values()
                .forEach(group -> group.stream().map(Mistake::name).forEach(unused::add));
        for (Path source : sources()) {
            String file = source.getFileName().toString();
            if (!file.endsWith("Mistakes.java") && !file.equals("Causes.java")) {
                unused.removeAll(names(Files.readString(source)));
            }
        }
        assertEquals(new TreeSet<>(NOT_COMPUTED), unused);
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                Repository.root(),
                20,
                (path, attributes) -> path.toString().endsWith(".java")
                        && path.toString().replace('\\', '/').contains("/src/main/"))) {
            return files.toList();
        }
    }
}
