package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a header must say.
 *
 * @param anyOf values of which it must be one; empty: any
 */
record ExpectedValue(
        List<String> anyOf,
        @Nullable String contains,
        @Nullable String notContains,
        @Nullable Pattern matches) {
    /** A text, {@code *}, a list of texts, or an object with {@code contains}, {@code notContains} or {@code matches}. */
    static ExpectedValue read(Body headers, String name) {
        Object value = headers.value(name);
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(each -> texts.add(String.valueOf(each)));
            return new ExpectedValue(texts.contains("*") ? List.of() : List.copyOf(texts), null, null, null);
        } else if (value instanceof Map<?, ?>) {
            Body rule = headers.required(name);
            String pattern = rule.textOrNull("matches");
            try {
                return new ExpectedValue(
                        List.of(),
                        rule.textOrNull("contains"),
                        rule.textOrNull("notContains"),
                        pattern == null ? null : Pattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                throw new MalformedCase(rule.place() + ".matches: " + e.getMessage());
            }
        }
        String text = String.valueOf(value);
        return new ExpectedValue(text.equals("*") ? List.of() : List.of(text), null, null, null);
    }

    /** @param ignoreSpaces whether spaces count in neither */
    boolean fits(String came, boolean ignoreSpaces) {
        String compared = ignoreSpaces ? came.replace(" ", "") : came;
        return (anyOf.isEmpty()
                        || anyOf.stream()
                                .anyMatch(each -> compared.equals(ignoreSpaces ? each.replace(" ", "") : each)))
                && (contains == null || compared.contains(contains))
                && (notContains == null || !compared.contains(notContains))
                && (matches == null || matches.matcher(compared).find());
    }

    /** As it stands in a case file. */
    @Override
    public String toString() {
        if (contains != null || notContains != null || matches != null) {
            List<String> rules = new ArrayList<>();
            if (contains != null) {
                rules.add("contains=" + contains);
            }
            if (notContains != null) {
                rules.add("notContains=" + notContains);
            }
            if (matches != null) {
                rules.add("matches=" + matches);
            }
            return "{" + String.join(", ", rules) + "}";
        }
        return anyOf.isEmpty() ? "*" : anyOf.size() == 1 ? anyOf.get(0) : anyOf.toString();
    }
}
