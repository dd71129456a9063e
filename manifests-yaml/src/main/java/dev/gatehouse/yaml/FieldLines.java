package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Positions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one document, looked up by walking the document itself.
 *
 * @param root the document
 * @param line where it starts
 */
record FieldLines(Fields root, int line) implements Positions {
    @Override
    public int line(FieldPath path) {
        Deque<FieldPath> steps = new ArrayDeque<>();
        for (FieldPath step = path; step.parent() != null; step = step.parent()) {
            steps.push(step);
        }
        int found = line;
        @Nullable Object at = root;
        for (FieldPath step : steps) {
            if (at instanceof Fields fields && step.index() < 0 && fields.containsKey(step.name())) {
                found = fields.line(step.name());
                at = fields.get(step.name());
            } else if (at instanceof Items items && step.index() >= 0 && step.index() < items.size()) {
                found = items.line(step.index());
                at = items.get(step.index());
            } else {
                break;
            }
        }
        return found;
    }
}
