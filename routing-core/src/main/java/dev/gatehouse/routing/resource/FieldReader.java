package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one level of an object. Whatever is missing or wrong is reported and stands in the result as an empty value; the object is
 * then refused as a whole, so nobody sees that value. An explicit null is the same as an absent field, as in Kubernetes.
 *
 * <p>Each field is asked for exactly once. What nobody asked for is an unknown field: {@link #reportUnknownFields} tells of
 * those when the whole object was read. Places are built only where a problem needs one.
 */
final class FieldReader {
    private final ObjectProblems problems;
    private final ValidationProfile profile;
    private final List<FieldReader> readers;
    private final @Nullable FieldReader parent;
    private final String name;
    private final int index;
    private final Map<?, ?> content;
    private String[] asked = new String[8];
    private int askedCount;
    private int present;
    private Set<String> ignored = Set.of();

    private FieldReader(
            ObjectProblems problems,
            ValidationProfile profile,
            List<FieldReader> readers,
            @Nullable FieldReader parent,
            String name,
            int index,
            Map<?, ?> content) {
        this.problems = problems;
        this.profile = profile;
        this.readers = readers;
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.content = content;
        readers.add(this);
    }

    /** For an object as a whole, all of whose keys are strings. */
    static FieldReader of(Map<?, ?> content, ObjectProblems problems, ValidationProfile profile) {
        return new FieldReader(problems, profile, new ArrayList<>(), null, "", -1, content);
    }

    ObjectProblems problems() {
        return problems;
    }

    FieldPath path() {
        if (parent == null) {
            return problems.root();
        }
        FieldPath field = parent.path().field(name);
        return index < 0 ? field : field.index(index);
    }

    FieldPath path(String field) {
        return path().field(field);
    }

    /** Whether the field is there and not null. */
    boolean has(String field) {
        return content.get(field) != null;
    }

    /** How many elements the list has; 0 where it is none. */
    int sizeOf(String field) {
        return content.get(field) instanceof List<?> list ? list.size() : 0;
    }

    boolean isEmptyList(String field) {
        return content.get(field) instanceof List<?> list && list.isEmpty();
    }

    /** Whether the field is this text. */
    boolean holds(String field, String text) {
        return text.equals(content.get(field));
    }

    /** Whether the field is text: of those that may be a number or a name. */
    boolean isText(String field) {
        return content.get(field) instanceof String;
    }

    /** The field as it is, or null. */
    @Nullable
    Object value(String field) {
        assert !isAsked(field) : path(field);
        if (askedCount == asked.length) {
            asked = Arrays.copyOf(asked, 2 * askedCount);
        }
        asked[askedCount++] = field;
        Object value = content.get(field);
        if (value != null) {
            present++;
        }
        return value;
    }

    /** These fields belong to the API, and routing does not ask for them. */
    void ignore(Set<String> fields) {
        ignored = fields;
    }

    /** Reports a field that the API has and Gatehouse does not act upon. */
    void unsupported(String field, String consequence) {
        if (has(field)) {
            problems.warning("unsupported-field", path(field), "is not acted on: " + consequence);
        }
    }

    @Nullable
    String text(String field, TextRule rule) {
        Object value = value(field);
        return value == null ? null : text(value, rule, field, -1);
    }

    String text(String field, TextRule rule, String absent) {
        String text = text(field, rule);
        return text == null ? absent : text;
    }

    String requiredText(String field, TextRule rule) {
        Object value = value(field);
        if (value == null) {
            missing(field, "expected: " + rule.expected());
            return "";
        }
        return text(value, rule, field, -1);
    }

    List<String> texts(String field, int max, TextRule rule) {
        List<?> list = list(field, max);
        if (list.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(list.size());
        int i = 0;
        for (Object value : list) {
            texts.add(text(value, rule, field, i++));
        }
        return texts;
    }

    /** As {@link #texts}, for a list in which no text may stand twice. */
    List<String> distinctTexts(String field, int max, TextRule rule) {
        List<String> texts = texts(field, max, rule);
        if (texts.size() > 1) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < texts.size(); i++) {
                if (!texts.get(i).isEmpty() && !seen.add(texts.get(i))) {
                    duplicate(texts.get(i), path(field).index(i));
                }
            }
        }
        return texts;
    }

    /** The value, or null where the field is absent or refused. */
    <T> @Nullable T choice(String field, Choice<T> choice) {
        Object value = value(field);
        return value == null ? null : choose(value, choice, field);
    }

    <T> T choice(String field, Choice<T> choice, T absent) {
        T chosen = choice(field, choice);
        return chosen == null ? absent : chosen;
    }

    /** As {@link #choice(String, Choice)}, where absence is a problem too. */
    <T> @Nullable T requiredChoice(String field, Choice<T> choice) {
        if (!has(field)) {
            missing(field, choice.expected());
        }
        return choice(field, choice);
    }

    /** A whole number; null where the field is absent, 0 where it is refused. */
    @Nullable
    Integer integer(String field, int min, int max) {
        Object value = value(field);
        return value == null ? null : (Integer) (int) integer(value, min, max, field, -1);
    }

    int integer(String field, int min, int max, int absent) {
        Object value = value(field);
        return value == null ? absent : (int) integer(value, min, max, field, -1);
    }

    List<Integer> integers(String field, int maxCount, int min, int max) {
        List<?> list = list(field, maxCount);
        List<Integer> numbers = new ArrayList<>(list.size());
        int i = 0;
        for (Object value : list) {
            numbers.add((int) integer(value, min, max, field, i++));
        }
        return numbers;
    }

    long longInteger(String field, long min, long max, long absent) {
        Object value = value(field);
        return value == null ? absent : integer(value, min, max, field, -1);
    }

    int requiredInteger(String field, int min, int max) {
        Object value = value(field);
        if (value == null) {
            missing(field, expectedNumber(min, max));
            return 0;
        }
        return (int) integer(value, min, max, field, -1);
    }

    @Nullable
    Boolean bool(String field) {
        Object value = value(field);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        wrongType(value, path(field), "expected: true or false");
        return null;
    }

    @Nullable
    FieldReader object(String field) {
        Object value = value(field);
        return value == null ? null : object(value, field, -1);
    }

    @Nullable
    FieldReader requiredObject(String field) {
        Object value = value(field);
        if (value == null) {
            missing(field, "expected: an object");
            return null;
        }
        return object(value, field, -1);
    }

    /** The elements of a list of objects; none for what is no object, and none for null. */
    <T> List<T> objects(String field, int max, Function<FieldReader, @Nullable T> decode) {
        return elements(field, list(field, max), decode);
    }

    /** As {@link #objects}, for a list that must have at least one element. */
    <T> List<T> requiredObjects(String field, int max, Function<FieldReader, @Nullable T> decode) {
        if (!has(field)) {
            value(field);
            missing(field, "expected: a list of " + count(max));
            return List.of();
        }
        List<?> list = list(field, max);
        if (list.isEmpty() && content.get(field) instanceof List) {
            problems.error("too-few", path(field), "found 0 entries (expected: " + count(max) + ")");
        }
        return elements(field, list, decode);
    }

    /** A list of objects that must have exactly one element. */
    <T> List<T> one(String field, Function<FieldReader, @Nullable T> decode) {
        List<T> elements = requiredObjects(field, ApiLimits.UNBOUNDED, decode);
        if (sizeOf(field) > 1) {
            problems.error("too-many", path(field), "found " + sizeOf(field) + " entries (expected: one)");
        }
        return elements;
    }

    /** A field that maps names to texts; a null among them is an empty text, as in Kubernetes. */
    Map<String, String> textMap(String field, TextRule keys, TextRule values) {
        Map<?, ?> map = map(field);
        if (map.isEmpty()) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            if (!keys.accepts().test(key)) {
                invalid(key, path(field).field(key), "expected as key: " + keys.expected());
            }
            if (value == null) {
                texts.put(key, "");
            } else if (!(value instanceof String text)) {
                wrongType(value, path(field).field(key), "expected: a string; put it in quotes");
            } else if (!values.accepts().test(text)) {
                refuse(text, values, path(field).field(key));
            } else {
                texts.put(key, text);
            }
        }
        return texts;
    }

    /** A field that is an object with keys of the user's own; empty where it is absent or no object. */
    Map<?, ?> map(String field) {
        Object value = value(field);
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        if (value != null) {
            // Of a Secret this might be the secret itself.
            problems.error("wrong-type", path(field), "found " + Found.type(value) + " (expected: an object)");
        }
        return Map.of();
    }

    void missing(String field, String expected) {
        problems.error("required-field", path(field), Found.instead(null, expected));
    }

    void invalid(Object value, FieldPath place, String expected) {
        problems.error("invalid-value", place, Found.instead(value, expected));
    }

    private void refuse(String text, TextRule rule, FieldPath place) {
        problems.error(rule.problemName().apply(text), place, Found.instead(text, "expected: " + rule.expected()));
    }

    /** The same value as in an element before. */
    void duplicate(Object value, FieldPath place) {
        problems.error("duplicate-value", place, "found " + Found.value(value) + " twice (expected: once)");
    }

    void checkCount(String problem, String field, int count, int max) {
        if (count > max && profile.boundsLists()) {
            problems.error(problem, path(field), "found " + count + " entries (expected: at most " + max + ")");
        }
    }

    /** Of the matches of all {@code rules} together. */
    void checkMatches(int count) {
        if (count > ApiLimits.MATCHES_PER_ROUTE && profile.boundsLists()) {
            problems.error(
                    "matches-over-limit",
                    path("rules"),
                    "found " + count + " matches in all rules (expected: at most " + ApiLimits.MATCHES_PER_ROUTE + ")");
        }
    }

    /** A field of an older version of the API. */
    void renamed(String field, String now) {
        if (value(field) != null) {
            problems.report(
                    profile.unknownField(),
                    "unknown-field",
                    path(field),
                    "is dropped: in this version of the API it is " + now);
        }
    }

    /** The field must not be there in this company. */
    void notAllowed(String field, String reason) {
        problems.error("field-not-allowed", path(field), "must be absent: " + reason);
    }

    void wrongType(@Nullable Object value, FieldPath place, String expected) {
        problems.error("wrong-type", place, Found.instead(value, expected));
    }

    /** Reports what no decoder asked for, in this object and all those inside it; to be called once, at the end. */
    void reportUnknownFields() {
        for (FieldReader reader : readers) {
            if (reader.present < reader.content.size()) {
                for (Object key : reader.content.keySet()) {
                    if (key instanceof String field && !reader.knows(field)) {
                        reader.reportUnknown(field);
                    }
                }
            }
        }
    }

    private void reportUnknown(String field) {
        FieldReader home = homeOf(field);
        if (home != null) {
            FieldPath place = home.path();
            problems.report(
                    profile.unknownField(),
                    "field-misplaced",
                    path(field),
                    "is dropped: it is a field of "
                            + (place.equals(FieldPath.ROOT) ? "the object itself" : place)
                            + ", one level "
                            + (home == parent ? "up" : "down"));
            return;
        }
        String nearest = Spelling.nearest(field, asked, askedCount, ignored);
        problems.report(
                profile.unknownField(),
                "unknown-field",
                path(field),
                "is dropped: no such field here" + (nearest == null ? "" : " (did you mean " + nearest + "?)"));
    }

    /** The object one level up or down that has a field of this name, or null. */
    private @Nullable FieldReader homeOf(String field) {
        if (parent != null && parent.knows(field)) {
            return parent;
        }
        for (FieldReader reader : readers) {
            if (reader.parent == this && reader.knows(field)) {
                return reader;
            }
        }
        return null;
    }

    private boolean knows(String field) {
        return isAsked(field) || ignored.contains(field);
    }

    private boolean isAsked(String field) {
        for (int i = 0; i < askedCount; i++) {
            if (asked[i].equals(field)) {
                return true;
            }
        }
        return false;
    }

    private List<?> list(String field, int max) {
        Object value = value(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            wrongType(value, path(field), "expected: a list");
            return List.of();
        }
        checkCount("too-many", field, list.size(), max);
        return list;
    }

    private <T> List<T> elements(String field, List<?> list, Function<FieldReader, @Nullable T> decode) {
        if (list.isEmpty()) {
            return List.of();
        }
        List<T> elements = new ArrayList<>(list.size());
        int i = 0;
        for (Object value : list) {
            FieldReader element = object(value, field, i++);
            T decoded = element == null ? null : decode.apply(element);
            if (decoded != null) {
                elements.add(decoded);
            }
        }
        return elements;
    }

    private @Nullable FieldReader object(@Nullable Object value, String field, int i) {
        if (value instanceof Map<?, ?> map) {
            return new FieldReader(problems, profile, readers, this, field, i, map);
        }
        wrongType(value, place(field, i), "expected: an object");
        return null;
    }

    private String text(@Nullable Object value, TextRule rule, String field, int i) {
        if (!(value instanceof String text)) {
            boolean scalar = value instanceof Number || value instanceof Boolean;
            wrongType(value, place(field, i), "expected: a string" + (scalar ? "; put it in quotes" : ""));
            return "";
        }
        if (!rule.accepts().test(text)) {
            refuse(text, rule, place(field, i));
            return "";
        }
        return text;
    }

    private <T> @Nullable T choose(Object value, Choice<T> choice, String field) {
        if (!(value instanceof String text)) {
            wrongType(value, path(field), choice.expected());
            return null;
        }
        T chosen = choice.find(text);
        if (chosen == null) {
            problems.error(
                    choice.differsInCase(text) ? "enum-case" : "invalid-value",
                    path(field),
                    Found.instead(text, choice.expected()));
        }
        return chosen;
    }

    private long integer(@Nullable Object value, long min, long max, String field, int i) {
        Long number = WholeNumber.of(value);
        if (number == null) {
            String expected = expectedNumber(min, max);
            wrongType(value, place(field, i), value instanceof String ? expected + "; without quotes" : expected);
            return 0;
        }
        if (number < min || number > max) {
            invalid(number, place(field, i), expectedNumber(min, max));
            return 0;
        }
        return number;
    }

    private FieldPath place(String field, int i) {
        return i < 0 ? path(field) : path(field).index(i);
    }

    private static String expectedNumber(long min, long max) {
        return max == Long.MAX_VALUE || max == Integer.MAX_VALUE
                ? "expected: a whole number of at least " + min
                : "expected: a whole number from " + min + " to " + max;
    }

    private static String count(int max) {
        return max == ApiLimits.UNBOUNDED ? "at least 1" : "1 to " + max + " entries";
    }
}
