package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule came from: for messages, and for the last steps of precedence.
 *
 * @param route the HTTPRoute or the Ingress
 * @param created null where the object has no {@code creationTimestamp}
 * @param rule the rule's position in its object, from 0, over all its rules and paths; −1 for an Ingress' default backend
 * @param name the rule's own name, null where it has none
 * @param source where the object was read
 */
public record Origin(
        ObjectRef route,
        @Nullable Instant created,
        int rule,
        @Nullable String name,
        Source source) {
    /** Such as {@code HTTPRoute default/shop rule 2}, counted from 0 as in field paths. */
    @Override
    public String toString() {
        return route + (name != null ? " rule " + name : rule < 0 ? " default backend" : " rule " + rule);
    }
}
