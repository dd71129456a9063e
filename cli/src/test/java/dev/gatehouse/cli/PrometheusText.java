package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text format of Prometheus, version 0.0.4, as strictly as a scraper could. */
final class PrometheusText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\"\\\\n])*\"";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") .*");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram)");
    private static final Pattern SAMPLE = Pattern.compile(
            "((" + NAME + ")(?:\\{" + LABEL + "(?:," + LABEL + ")*})?) ([-+]?[0-9.eE+-]+|\\+Inf|-Inf|NaN)");

    private PrometheusText() {}

    /** The value of each series, by its name and its labels as they are written. */
    static Map<String, Double> samples(String text) {
        assertTrue(text.endsWith("\n"), "the last line does not end");
        Map<String, Double> samples = new HashMap<>();
        Set<String> typed = new HashSet<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            if (type.matches()) {
                assertTrue(typed.add(type.group(1)), "twice: " + line);
            } else if (!HELP.matcher(line).matches()) {
                Matcher sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), "no sample: " + line);
                String family = sample.group(2).replaceFirst("_(bucket|count|sum)$", "");
                assertTrue(typed.contains(family), "without a type: " + line);
                Double value = Double.valueOf(sample.group(3).replace("Inf", "Infinity"));
                assertNull(samples.put(sample.group(1), value), "twice: " + line);
            }
        }
        return samples;
    }
}
