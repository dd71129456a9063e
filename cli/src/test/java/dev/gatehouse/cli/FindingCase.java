package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/resources/findings}, named after the mistake: manifests with the mistake below a line {@code #> wrong}, the same mended
 * below {@code #> fixed} where the finding has no edits of its own, and the nearest that is no mistake below {@code #> right}.
 *
 * @param fixed null where the edits are applied instead
 */
record FindingCase(String name, String wrong, String fixed, String right) {
    static List<FindingCase> all() throws IOException {
        List<FindingCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Repository.root().resolve("cli/src/test/resources/findings"))) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                String name = file.getFileName().toString().replace(".yaml", "");
                cases.add(new FindingCase(name, part(text, "wrong"), part(text, "fixed"), part(text, "right")));
            }
        }
        return cases;
    }

    private static String part(String text, String name) {
        int start = text.indexOf("#> " + name + "\n");
        if (start < 0) {
            return null;
        }
        start = text.indexOf('\n', start) + 1;
        int end = text.indexOf("#> ", start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    @Override
    public String toString() {
        return name;
    }
}
