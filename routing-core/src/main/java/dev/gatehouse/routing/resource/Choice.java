package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values that an enumerated field may have, in the order and spelling of the API. */
final class Choice<T> {
    private final List<String> spellings;
    private final List<T> values;

    private Choice(List<String> spellings, List<T> values) {
        this.spellings = spellings;
        this.values = values;
    }

    /** The texts themselves. */
    static Choice<String> of(String... spellings) {
        return new Choice<>(List.of(spellings), List.of(spellings));
    }

    /** Constants that the API spells in upper camel case: {@code PATH_PREFIX} is {@code PathPrefix}. */
    static <E extends Enum<E>> Choice<E> of(Class<E> constants) {
        return of(constants, constant -> upperCamel(constant.name()));
    }

    /** Constants with a spelling of their own. */
    static <E extends Enum<E>> Choice<E> of(Class<E> constants, Function<E, String> spelling) {
        return of(List.of(constants.getEnumConstants()), spelling);
    }

    /** Some constants with a spelling of their own. */
    static <E extends Enum<E>> Choice<E> of(List<E> values, Function<E, String> spelling) {
        List<String> spellings = new ArrayList<>();
        values.forEach(value -> spellings.add(spelling.apply(value)));
        return new Choice<>(List.copyOf(spellings), values);
    }

    /** The value spelled so, or null. */
    @Nullable
    T find(String text) {
        int at = spellings.indexOf(text);
        return at < 0 ? null : values.get(at);
    }

    /** Whether the text differs from a spelling in letter case alone. */
    boolean differsInCase(String text) {
        for (String spelling : spellings) {
            if (spelling.equalsIgnoreCase(text)) {
                return true;
            }
        }
        return false;
    }

    /** Stands in for a value that was refused. */
    T first() {
        return values.get(0);
    }

    String expected() {
        return "expected one of: " + String.join(", ", spellings);
    }

    private static String upperCamel(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
