package dev.gatehouse.cli;

import dev.gatehouse.routing.insight.Catalogue;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.insight.Mistake;
import dev.gatehouse.routing.resource.Spelling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which findings are told: the options of {@code check}. */
final class FindingChoice {
    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Tell only findings of this name. May be given several times.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--ignore",
            paramLabel = "NAME",
            split = ",",
            description = "Leave out findings of this name. May be given several times.")
    private Set<String> ignored = new LinkedHashSet<>();

    /** What is wrong with the names, or null. */
    @Nullable
    String mistake() {
        Set<String> names = new LinkedHashSet<>(only);
        names.addAll(ignored);
        for (String name : names) {
            if (!Catalogue.has(name)) {
                Set<String> known = new TreeSet<>();
                Catalogue.all()
                        .values()
                        .forEach(group -> group.stream().map(Mistake::name).forEach(known::add));
                String near = Spelling.nearest(name, known);
                return "no finding has the name " + name + (near == null ? "" : "; is " + near + " meant?");
            }
        }
        return null;
    }

    List<Finding> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> only.isEmpty() || only.contains(finding.name()))
                .filter(finding -> !ignored.contains(finding.name()))
                .toList();
    }
}
