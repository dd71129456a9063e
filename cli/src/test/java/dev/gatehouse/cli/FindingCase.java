package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.Controllers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of {@code src/test/resources/findings}, named after the mistake (further ones with {@code ~} and a word): manifests with the mistake below a line {@code #> wrong}, the same mended
 * below {@code #> fixed} where the finding has no edits of its own, and the nearest that is no mistake below {@code #> right}. A line
 * {@code #> with --controller-name NAME} before that tells whose classes are served, else every class is. What {@link CaseCertificates} makes
 * stands in angle brackets.
 *
 * @param fixed null where the edits are applied instead
 */
record FindingCase(String name, Controllers controllers, String wrong, String fixed, String right) {
    private static final Pattern CONTROLLER = Pattern.compile("^#> with --controller-name (\\S+)\n");

    static List<FindingCase> all() throws IOException {
        List<FindingCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Repository.root().resolve("cli/src/test/resources/findings"))) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                String name = file.getFileName().toString().replaceFirst("(~.*)?\\.yaml$", "");
                Matcher controller = CONTROLLER.matcher(text);
                cases.add(new FindingCase(
                        name,
                        controller.find() ? Controllers.named(controller.group(1)) : Controllers.all(),
                        part(text, "wrong"),
                        part(text, "fixed"),
                        part(text, "right")));
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
