package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import java.util.List;

/**
 * What is wrong within the rules of a route, whichever parent it attaches to.
 *
 * @param rules how many rules the route has
 * @param invalidRules positions, from 0, of the rules no request is served by as their author meant it
 * @param invalid why: what of which rule cannot be carried out, in the order of the rules
 * @param brokenReferences references to backends that do not resolve, in the order written
 */
public record RouteFindings(
        int rules, List<Integer> invalidRules, List<Refusal> invalid, List<Refusal> brokenReferences) {
    /** Nothing is wrong. */
    public static final RouteFindings NONE = new RouteFindings(0, List.of(), List.of(), List.of());

    public RouteFindings {
        invalidRules = List.copyOf(invalidRules);
        invalid = List.copyOf(invalid);
        brokenReferences = List.copyOf(brokenReferences);
    }

    /** Whether no rule is left. */
    public boolean whollyInvalid() {
        return rules > 0 && invalidRules.size() == rules;
    }
}
