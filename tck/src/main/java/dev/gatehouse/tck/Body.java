package dev.gatehouse.tck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One object of a case file, read strictly: what has another type than is asked for makes the case malformed, and {@link #unread} tells what nobody
 * asked for. For one thread.
 */
final class Body {
    private final Map<String, Object> fields;
    private final String place;

    /** What was asked for, and the objects that were read in it. */
    private final Map<String, List<Body>> read = new HashMap<>();

    private Body(Map<String, Object> fields, String place) {
        this.fields = fields;
        this.place = place;
    }

    static Body of(@Nullable Object value, String place) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MalformedCase(place + ": found " + value + " (expected: an object)");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, field) -> {
            if (field != null) {
                fields.put(String.valueOf(key), field);
            }
        });
        return new Body(fields, place);
    }

    /** Where it stands, for messages. */
    String place() {
        return place;
    }

    /** Whether there is such a field. */
    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The names of all fields. */
    Set<String> names() {
        return fields.keySet();
    }

    /** The fields that nobody asked for, in this object and in those read from it, each as a path from here. */
    Set<String> unread() {
        Set<String> unread = new TreeSet<>();
        for (String name : fields.keySet()) {
            List<Body> below = read.get(name);
            if (below == null) {
                unread.add(name);
            } else {
                below.forEach(body -> body.unread().forEach(field -> unread.add(name + "." + field)));
            }
        }
        return unread;
    }

    private @Nullable Object field(String name) {
        read.computeIfAbsent(name, key -> new ArrayList<>());
        return fields.get(name);
    }

    private Body below(String name, Object value) {
        Body body = Body.of(value, place + "." + name);
        read.computeIfAbsent(name, key -> new ArrayList<>()).add(body);
        return body;
    }

    private MalformedCase unlike(String name, Object found, String expected) {
        return new MalformedCase(place + "." + name + ": found " + found + " (expected: " + expected + ")");
    }

    @Nullable
    Body object(String name) {
        Object value = field(name);
        return value == null ? null : below(name, value);
    }

    /** The object, without a field where it is absent. */
    Body objectOrEmpty(String name) {
        Body object = object(name);
        return object == null ? new Body(Map.of(), place + "." + name) : object;
    }

    Body required(String name) {
        Body object = object(name);
        if (object == null) {
            throw new MalformedCase(place + ": has no " + name);
        }
        return object;
    }

    /** The object as it was parsed, with all that is in it; empty where it is absent. */
    Map<String, Object> map(String name) {
        Object value = field(name);
        return value == null ? Map.of() : Body.of(value, place + "." + name).fields;
    }

    /** The object as it was parsed, with its nulls. */
    Map<?, ?> raw(String name) {
        if (field(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw new MalformedCase(place + ": has no object " + name);
    }

    /** The field as it was parsed; null where it is absent. */
    @Nullable
    Object value(String name) {
        return field(name);
    }

    String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw new MalformedCase(place + ": has no " + name);
        }
        return text;
    }

    String text(String name, String absent) {
        String text = textOrNull(name);
        return text == null ? absent : text;
    }

    @Nullable
    String textOrNull(String name) {
        Object value = field(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw unlike(name, value, "a string");
    }

    @Nullable
    Number numberOrNull(String name) {
        Object value = field(name);
        if (value == null || value instanceof Number) {
            return (Number) value;
        }
        throw unlike(name, value, "a number");
    }

    @Nullable
    Integer wholeOrNull(String name) {
        Number number = numberOrNull(name);
        return number == null ? null : number.intValue();
    }

    int number(String name, int absent) {
        Number number = numberOrNull(name);
        return number == null ? absent : number.intValue();
    }

    double fraction(String name, double absent) {
        Number number = numberOrNull(name);
        return number == null ? absent : number.doubleValue();
    }

    boolean flag(String name) {
        Object value = field(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw unlike(name, value, "true or false");
    }

    List<?> list(String name) {
        Object value = field(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw unlike(name, value, "a list");
    }

    List<Body> objects(String name) {
        return list(name).stream().map(item -> below(name, item)).toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    List<Integer> numbers(String name) {
        List<Integer> numbers = new ArrayList<>();
        for (Object item : list(name)) {
            if (!(item instanceof Number number)) {
                throw unlike(name, item, "a number");
            }
            numbers.add(number.intValue());
        }
        return numbers;
    }
}
