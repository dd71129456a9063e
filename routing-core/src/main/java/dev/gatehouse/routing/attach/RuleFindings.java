package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@link RouteFindings} while they are found, rule by rule. */
final class RuleFindings {
    private final SortedSet<Integer> invalidRules = new TreeSet<>();
    private final List<Refusal> invalid = new ArrayList<>();
    private final List<Refusal> brokenReferences = new ArrayList<>();
    private int rule;

    /** What follows is about this rule. */
    void enter(int rule) {
        this.rule = rule;
    }

    /** The rule as a whole serves no request as its author meant it. */
    void unsupported(String message) {
        withoutMatch();
        part(message);
    }

    /** The rule takes no request at all. */
    void withoutMatch() {
        invalidRules.add(rule);
    }

    /** A part of the rule, without which the rest goes on. */
    void part(String message) {
        invalid.add(new Refusal("UnsupportedValue", "rules[" + rule + "]: " + message));
    }

    /** A reference that does not resolve; of one that does its policy tells. */
    void broken(Unusable reference) {
        if (reference.reason().equals(Unusable.RESOLVED)) {
            return;
        }
        brokenReferences.add(new Refusal(reference.reason(), "rules[" + rule + "]: " + reference.message()));
    }

    RouteFindings of(int rules) {
        return new RouteFindings(rules, List.copyOf(invalidRules), invalid, brokenReferences);
    }
}
