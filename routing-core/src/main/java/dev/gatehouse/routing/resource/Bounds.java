package dev.gatehouse.routing.resource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks an object before anything reads it: not too deep, not too large, and no key but strings. An object that lies in itself is
 * too deep; one whose parts are shared a thousandfold is too large.
 */
final class Bounds {
    private final int maxNodes;
    private final Deque<Object> steps = new ArrayDeque<>();
    private int nodes;
    private String problem = "";
    private String message = "";

    private Bounds(int maxNodes) {
        this.maxNodes = maxNodes;
    }

    /**
     * Reports where the object breaks a bound.
     *
     * @return how many values it has; −1 where it was refused
     */
    static int check(Map<?, ?> content, int maxNodes, ObjectProblems problems) {
        Bounds bounds = new Bounds(Math.min(maxNodes, ApiLimits.NODES_PER_OBJECT));
        if (bounds.hold(content, 1)) {
            return bounds.nodes;
        }
        FieldPath place = problems.root();
        for (Object step : bounds.steps) {
            place = step instanceof Integer index ? place.index(index) : place.field((String) step);
        }
        problems.error(bounds.problem, place, bounds.message);
        return -1;
    }

    private boolean hold(@Nullable Object value, int depth) {
        if (++nodes > maxNodes) {
            return fail("too-large", "found more than " + maxNodes + " values in the object (expected: fewer)");
        }
        if (value instanceof Map<?, ?> map) {
            return depth > ApiLimits.DEPTH ? tooDeep() : entriesHold(map, depth);
        }
        if (value instanceof List<?> list) {
            return depth > ApiLimits.DEPTH ? tooDeep() : elementsHold(list, depth);
        }
        return true;
    }

    private boolean entriesHold(Map<?, ?> map, int depth) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                return fail(
                        "wrong-type", "found the key " + Found.value(entry.getKey()) + " (expected: a string as key)");
            }
            if (!hold(entry.getValue(), depth + 1)) {
                steps.push(key);
                return false;
            }
        }
        return true;
    }

    private boolean elementsHold(List<?> list, int depth) {
        int i = 0;
        for (Object element : list) {
            if (!hold(element, depth + 1)) {
                steps.push(i);
                return false;
            }
            i++;
        }
        return true;
    }

    private boolean tooDeep() {
        return fail("too-deep", "found more than " + ApiLimits.DEPTH + " objects inside one another (expected: fewer)");
    }

    private boolean fail(String name, String why) {
        problem = name;
        message = why;
        return false;
    }
}
