package dev.gatehouse.cli;

import dev.gatehouse.routing.insight.Change;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.insight.Mistake;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings in SARIF 2.1.0, which code hosts show beside the lines of a pull request. */
final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    /** @param version of the program; null where it is not known */
    static String of(Collection<Finding> findings, @Nullable String version) {
        Map<String, Mistake> rules = new LinkedHashMap<>();
        findings.forEach(finding -> rules.putIfAbsent(finding.name(), finding.mistake()));
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "gatehouse");
        if (version != null) {
            driver.put("version", version);
        }
        driver.put("rules", rules.values().stream().map(Sarif::rule).toList());
        List<String> names = List.copyOf(rules.keySet());
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put(
                "results",
                findings.stream()
                        .map(finding -> result(finding, names.indexOf(finding.name())))
                        .toList());
        run.put("columnKind", "utf16CodeUnits");
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return Json.indented(log);
    }

    private static Map<String, Object> rule(Mistake mistake) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", mistake.name());
        rule.put("shortDescription", text(mistake.title()));
        rule.put("fullDescription", text(mistake.seen().isEmpty() ? mistake.title() : mistake.seen()));
        rule.put("help", text(mistake.fix().isEmpty() ? mistake.title() : mistake.fix()));
        rule.put("defaultConfiguration", Map.of("level", level(mistake.severity())));
        return rule;
    }

    private static Map<String, Object> result(Finding finding, int rule) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.name());
        result.put("ruleIndex", rule);
        result.put("level", level(finding.severity()));
        result.put("message", text(message(finding)));
        result.put("locations", List.of(location(finding)));
        // The same finding after lines have moved.
        String identity = finding.name() + " " + finding.resource() + " " + finding.field();
        result.put("partialFingerprints", Map.of("resourceAndField/v1", identity));
        return result;
    }

    private static String message(Finding finding) {
        StringBuilder message = new StringBuilder();
        ObjectRef resource = finding.resource();
        if (resource != null) {
            message.append(resource).append(": ");
        }
        if (!finding.field().equals(FieldPath.ROOT)) {
            message.append(finding.field()).append(": ");
        }
        message.append(finding.message());
        if (!finding.mistake().fix().isEmpty()) {
            message.append("\nFix: ").append(finding.mistake().fix());
        }
        for (Change change : finding.changes()) {
            message.append('\n').append(change.action());
            if (!change.yaml().isEmpty()) {
                message.append(":\n").append(change.yaml().stripTrailing());
            }
        }
        return message.toString();
    }

    private static Map<String, Object> location(Finding finding) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", uri(finding.source().file())));
        if (finding.source().line() > 0) {
            place.put("region", Map.of("startLine", finding.source().line()));
        }
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place);
        ObjectRef resource = finding.resource();
        if (resource != null) {
            location.put(
                    "logicalLocations",
                    List.of(Map.of("fullyQualifiedName", resource + " " + finding.field(), "kind", "object")));
        }
        return location;
    }

    /** Relative to the working directory where the file lies below it: a code host takes that for the root of the repository. */
    private static String uri(String file) {
        try {
            Path here = Path.of("").toAbsolutePath();
            Path path = here.resolve(file).normalize();
            if (!path.startsWith(here)) {
                return path.toUri().toString();
            }
            List<String> steps = new ArrayList<>();
            here.relativize(path).forEach(step -> steps.add(step.toString()));
            return new URI(null, null, String.join("/", steps), null).toASCIIString();
        } catch (InvalidPathException | URISyntaxException e) {
            return "unknown";
        }
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case HINT -> "note";
        };
    }
}
