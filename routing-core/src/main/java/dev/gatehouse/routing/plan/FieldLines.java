package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What requests and answers have in common on their way through. */
final class FieldLines {
    private FieldLines() {}

    /** The names, in lower case, that {@code Connection} takes with it. */
    static Set<String> namedByConnection(List<Field> fields) {
        Set<String> named = Set.of();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.name().equalsIgnoreCase("connection") && !isPlain(field.value())) {
                if (named.isEmpty()) {
                    named = new HashSet<>();
                }
                for (String option : field.value().split(",", -1)) {
                    String name = HeaderNames.lower(option.strip());
                    if (!HeaderNames.isEndToEnd(name)) {
                        named.add(name);
                    }
                }
            }
        }
        return named;
    }

    private static boolean isPlain(String value) {
        return value.equalsIgnoreCase("keep-alive") || value.equalsIgnoreCase("close");
    }

    /** Applies changes in their order; those to framing, connections and Host are passed over. */
    static void edit(List<Field> fields, List<HeaderEdits> edits) {
        for (HeaderEdits edit : edits) {
            for (Field field : edit.set()) {
                if (isEditable(field.name())) {
                    remove(fields, field.name());
                    fields.add(field);
                }
            }
            for (Field field : edit.add()) {
                if (isEditable(field.name())) {
                    fields.add(field);
                }
            }
            for (String name : edit.remove()) {
                if (isEditable(name)) {
                    remove(fields, name);
                }
            }
        }
    }

    private static boolean isEditable(String name) {
        return !HeaderNames.isBeyondEdits(HeaderNames.lower(name));
    }

    private static void remove(List<Field> fields, String name) {
        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
    }

    static List<Field> sized(List<Field> received) {
        return new ArrayList<>(received.size() + 8);
    }
}
