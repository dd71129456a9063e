package dev.gatehouse.routing.attach;

import java.util.List;

/**
 * Changes to a header section ({@code HTTPHeaderFilter}). No name occurs twice, ignoring case, so their order does not show.
 */
public record HeaderEdits(List<Field> set, List<Field> add, List<String> remove) {
    /** No change. */
    public static final HeaderEdits NONE = new HeaderEdits(List.of(), List.of(), List.of());

    public HeaderEdits {
        set = List.copyOf(set);
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** A header and its value. */
    public record Field(String name, String value) {}
}
