package dev.gatehouse.tck;

import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges the objects that a front end makes for a Gateway. */
final class MadeObjects {
    private MadeObjects() {}

    /** @param made null where the front end makes none */
    static Outcome judge(Step.Generated wanted, @Nullable List<Map<String, ?>> made) {
        if (made == null) {
            return new Skipped("needs a front end that creates objects");
        }
        List<Body> meant = new ArrayList<>();
        for (Map<String, ?> each : made) {
            Body object = Body.of(each, "a created object");
            if (wanted.kinds().contains(object.text("kind")) && carries(object, "labels", wanted.selector())) {
                meant.add(object);
            }
        }
        if (!wanted.atLeastOneOf().isEmpty()
                && meant.stream().noneMatch(object -> wanted.atLeastOneOf().contains(object.text("kind")))) {
            return new Failed("an object of " + wanted.atLeastOneOf(), "none");
        }
        for (String kind : wanted.kinds()) {
            for (Body first : meant.stream()
                    .filter(object -> object.text("kind").equals(kind))
                    .limit(1)
                    .toList()) {
                if (!carries(first, "labels", wanted.labels())
                        || !carries(first, "annotations", wanted.annotations())) {
                    return new Failed(
                            kind + " with labels " + wanted.labels() + " and annotations " + wanted.annotations(),
                            String.valueOf(first.value("metadata")));
                }
            }
        }
        return new Passed();
    }

    private static boolean carries(Body object, String field, Map<String, Object> wanted) {
        return object.objectOrEmpty("metadata").map(field).entrySet().containsAll(wanted.entrySet());
    }
}
