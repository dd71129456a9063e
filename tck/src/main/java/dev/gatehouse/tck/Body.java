package dev.gatehouse.tck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One object of a case file, read strictly.
 *
 * @param place where it stands, for messages
 */
record Body(Map<String, Object> fields, String place) {
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

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The names beside these. */
    Set<String> beside(Set<String> known) {
        return fields.keySet().stream().filter(name -> !known.contains(name)).collect(Collectors.toSet());
    }

    @Nullable
    Body object(String name) {
        return has(name) ? Body.of(fields.get(name), place + "." + name) : null;
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

    /** The object as it was parsed, with its nulls. */
    Map<?, ?> raw(String name) {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw new MalformedCase(place + ": has no object " + name);
    }

    String text(String name) {
        String text = textOrNull(name);
        if (text == null) {
            throw new MalformedCase(place + ": has no " + name);
        }
        return text;
    }

    @Nullable
    String textOrNull(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new MalformedCase(place + "." + name + ": found " + value + " (expected: a string)");
    }

    @Nullable
    Number numberOrNull(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof Number) {
            return (Number) value;
        }
        throw new MalformedCase(place + "." + name + ": found " + value + " (expected: a number)");
    }

    int number(String name, int absent) {
        Number number = numberOrNull(name);
        return number == null ? absent : number.intValue();
    }

    boolean flag(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new MalformedCase(place + "." + name + ": found " + value + " (expected: true or false)");
    }

    List<?> list(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new MalformedCase(place + "." + name + ": found " + value + " (expected: a list)");
    }

    List<Body> objects(String name) {
        List<?> list = list(name);
        return list.stream().map(item -> Body.of(item, place + "." + name)).toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    List<Integer> numbers(String name) {
        return list(name).stream()
                .map(item -> {
                    if (item instanceof Number number) {
                        return number.intValue();
                    }
                    throw new MalformedCase(place + "." + name + ": found " + item + " (expected: a number)");
                })
                .toList();
    }
}
