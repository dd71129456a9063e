package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Positions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The lines of one document: all that is kept of it once it is decoded.
 *
 * @param line where it starts
 */
record FieldLines(Layout layout, int line) implements Positions {
    static FieldLines of(Fields document, int line) {
        return new FieldLines(Layout.of(document, line), line);
    }

    @Override
    public int line(FieldPath path) {
        Deque<FieldPath> steps = new ArrayDeque<>();
        for (FieldPath step = path; step.parent() != null; step = step.parent()) {
            steps.push(step);
        }
        int at = 0;
        for (FieldPath step : steps) {
            int next = step.index() < 0 ? layout.field(at, step.name()) : layout.element(at, step.index());
            if (next < 0) {
                break;
            }
            at = next;
        }
        return line + layout.line(at);
    }
}
