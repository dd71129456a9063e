package dev.gatehouse.tck;

import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Passed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of a Gateway API suite in the form in which implementations hand it in: {@code ConformanceReport} of
 * {@code gateway.networking.k8s.io/v1}, as GEP-1709 and the project's folder {@code conformance/reports} have it.
 *
 * <p>A profile is told of where all its core features are claimed. A test of it is one whose features are all claimed and all the
 * profile's; it is an extended one where a feature of it is. It failed where a step did, and is skipped where a step was not judged in full:
 * nothing passes here that was not seen whole.
 */
public final class ConformanceReport {
    private static final Pattern VERSION = Pattern.compile("(?:^|-)(v[0-9]+\\.[0-9]+\\.[0-9]+.*)$");

    /** What the Gateway API's own suite says where it does not know. */
    private static final String UNDEFINED = "UNDEFINED";

    private ConformanceReport() {}

    /**
     * Who made the front end that was run.
     *
     * @param url where to read more about it; empty where not told
     * @param contact names such as {@code @octocat}, or addresses; empty where not told
     */
    public record Implementation(
            String organization, String project, String url, String version, List<String> contact) {
        public Implementation {
            contact = List.copyOf(contact);
        }
    }

    /** What became of a test. */
    private enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** The tests of one profile and level, by what became of them. */
    private record Tally(Set<String> passed, Set<String> failed, Set<String> skipped) {
        Tally() {
            this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }

        void add(String test, Result result) {
            switch (result) {
                case PASSED -> passed.add(test);
                case FAILED -> failed.add(test);
                case SKIPPED -> skipped.add(test);
            }
        }

        boolean isEmpty() {
            return passed.isEmpty() && failed.isEmpty() && skipped.isEmpty();
        }

        String result() {
            return !failed.isEmpty() ? "failure" : skipped.isEmpty() ? "success" : "partial";
        }

        String summary() {
            return switch (result()) {
                case "failure" -> "failed with " + failed.size() + " test failures";
                case "partial" -> "partially succeeded with " + skipped.size() + " test skips";
                default -> "succeeded";
            };
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            put(fields, "failedTests", failed);
            fields.put("result", result());
            put(fields, "skippedTests", skipped);
            Map<String, Object> statistics = new LinkedHashMap<>();
            statistics.put("Failed", failed.size());
            statistics.put("Passed", passed.size());
            statistics.put("Skipped", skipped.size());
            fields.put("statistics", statistics);
            return fields;
        }
    }

    /**
     * The report as YAML.
     *
     * @param suite with {@link Suite#features}
     * @param report of {@code suite}, run with these claims
     * @param mode how the front end was run, in a word
     * @param date to the second
     */
    public static String yaml(
            Suite suite, Report report, Claims claims, Implementation implementation, String mode, Instant date) {
        Map<String, Result> results = results(report);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("apiVersion", "gateway.networking.k8s.io/v1");
        fields.put("date", date.truncatedTo(ChronoUnit.SECONDS).toString());
        fields.put("gatewayAPIChannel", channel(suite, claims));
        Matcher version = VERSION.matcher(suite.name());
        fields.put("gatewayAPIVersion", version.find() ? version.group(1) : UNDEFINED);
        Map<String, Object> maker = new LinkedHashMap<>();
        maker.put("contact", implementation.contact());
        maker.put("organization", implementation.organization());
        maker.put("project", implementation.project());
        maker.put("url", implementation.url());
        maker.put("version", implementation.version());
        fields.put("implementation", maker);
        fields.put("kind", "ConformanceReport");
        fields.put("mode", mode);
        fields.put("profiles", profiles(suite, claims, results));
        put(
                fields,
                "succeededProvisionalTests",
                suite.cases().stream()
                        .filter(each -> each.provisional() && results.get(each.test()) == Result.PASSED)
                        .map(Case::test)
                        .sorted()
                        .toList());
        StringBuilder yaml = new StringBuilder();
        append(yaml, "", fields);
        return yaml.toString();
    }

    private static Map<String, Result> results(Report report) {
        Map<String, Result> results = new TreeMap<>();
        for (StepResult step : report.results()) {
            Result result = step.outcome() instanceof Passed
                    ? Result.PASSED
                    : step.outcome() instanceof Failed ? Result.FAILED : Result.SKIPPED;
            results.merge(
                    step.test(), result, (one, other) -> one == Result.FAILED || other == Result.PASSED ? one : other);
        }
        return results;
    }

    private static String channel(Suite suite, Claims claims) {
        return suite.features().stream()
                        .anyMatch(feature -> claims.features().contains(feature.name())
                                && feature.channel().equals("experimental"))
                ? "experimental"
                : "standard";
    }

    private static List<Map<String, Object>> profiles(Suite suite, Claims claims, Map<String, Result> results) {
        Set<String> names = new TreeSet<>();
        suite.features().forEach(feature -> names.addAll(feature.profiles().keySet()));
        List<Map<String, Object>> profiles = new ArrayList<>();
        for (String name : names) {
            boolean claimed = suite.features().stream()
                    .filter(feature -> feature.isCoreOf(name))
                    .allMatch(feature -> claims.features().contains(feature.name()));
            if (claimed) {
                profiles.add(profile(name, suite, claims, results));
            }
        }
        return profiles;
    }

    private static Map<String, Object> profile(String name, Suite suite, Claims claims, Map<String, Result> results) {
        Set<String> core = new TreeSet<>();
        Set<String> extended = new TreeSet<>();
        Set<String> not = new TreeSet<>();
        for (Feature feature : suite.features()) {
            if (feature.isCoreOf(name)) {
                core.add(feature.name());
            } else if (feature.isExtendedOf(name)) {
                (claims.features().contains(feature.name()) ? extended : not).add(feature.name());
            }
        }
        Tally ofCore = new Tally();
        Tally ofExtended = new Tally();
        for (Case each : suite.cases()) {
            Result result = results.get(each.test());
            if (result != null && core.containsAll(each.features())) {
                ofCore.add(each.test(), result);
            } else if (result != null
                    && each.features().stream()
                            .allMatch(feature -> core.contains(feature) || extended.contains(feature))) {
                ofExtended.add(each.test(), result);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("core", ofCore.fields());
        String summary = "Core tests " + ofCore.summary() + ".";
        if (!ofExtended.isEmpty()) {
            Map<String, Object> status = ofExtended.fields();
            put(status, "supportedFeatures", extended);
            put(status, "unsupportedFeatures", not);
            fields.put("extended", status);
            summary += " Extended tests " + ofExtended.summary() + ".";
        }
        fields.put("name", name);
        fields.put("summary", summary);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Iterable<String> values) {
        List<String> list = new ArrayList<>();
        values.forEach(list::add);
        if (!list.isEmpty()) {
            fields.put(name, list);
        }
    }

    private static void append(StringBuilder yaml, String indent, Map<?, ?> fields) {
        fields.forEach((name, value) -> {
            yaml.append(yaml.length() == 0 || yaml.charAt(yaml.length() - 1) == '\n' ? indent : "")
                    .append(name)
                    .append(':');
            if (value instanceof Map<?, ?> map) {
                yaml.append('\n');
                append(yaml, indent + "  ", map);
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                yaml.append('\n');
                for (Object item : list) {
                    yaml.append(indent).append("- ");
                    if (item instanceof Map<?, ?> map) {
                        append(yaml, indent + "  ", map);
                    } else {
                        yaml.append(scalar(item)).append('\n');
                    }
                }
            } else {
                yaml.append(' ').append(scalar(value)).append('\n');
            }
        });
    }

    /** Plain where no reader could take it for anything but that text, else in quotes. */
    private static String scalar(Object value) {
        String text = value.toString();
        boolean plain = value instanceof Integer
                || value instanceof List
                || (text.matches("[A-Za-z][A-Za-z0-9 ./_-]*(?<! )")
                        && !text.matches("(?i)true|false|yes|no|on|off|y|n|null"));
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
