package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of one route's rules; the experimental channel wants them to differ. */
final class RuleNames {
    private final Set<String> names = new HashSet<>();

    /** {@code name} of a rule. */
    @Nullable
    String read(FieldReader rule) {
        String name = rule.text("name", Names.SECTION_NAME);
        if (name != null && !name.isEmpty() && !names.add(name)) {
            rule.problems()
                    .hint(
                            "route-name-reused",
                            rule.path("name"),
                            "found " + Found.quoted(name) + " twice (expected: unique names of rules)");
        }
        return name;
    }
}
