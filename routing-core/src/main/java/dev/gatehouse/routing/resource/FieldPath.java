package dev.gatehouse.routing.resource;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of a field in a document, such as {@code spec.rules[2].matches[0].path.value}. Immutable.
 */
public final class FieldPath {
    /** The document itself. */
    public static final FieldPath ROOT = new FieldPath(null, "", -1);

    private final @Nullable FieldPath parent;
    private final String name;
    private final int index;

    private FieldPath(@Nullable FieldPath parent, String name, int index) {
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /** The field {@code name} of the object at this place. */
    public FieldPath field(String name) {
        return new FieldPath(this, name, -1);
    }

    /** The element {@code index}, counted from 0, of the list at this place. */
    public FieldPath index(int index) {
        return new FieldPath(this, "", index);
    }

    /** This place in an object that itself stands at {@code root}. */
    public FieldPath under(FieldPath root) {
        if (parent == null) {
            return root;
        }
        return new FieldPath(parent.under(root), name, index);
    }

    /** The object or list that this place lies in; null at the root. */
    public @Nullable FieldPath parent() {
        return parent;
    }

    /** The name of the last field; empty for the root and for an element of a list. */
    public String name() {
        return name;
    }

    /** The position in the list, or −1 where this is not an element of a list. */
    public int index() {
        return index;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof FieldPath that
                && index == that.index
                && name.equals(that.name)
                && Objects.equals(parent, that.parent);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Objects.hashCode(parent) + name.hashCode()) + index;
    }

    /** A key may hold anything; in a log it must not look like a line of its own. */
    private String shown() {
        return name.chars().anyMatch(Character::isISOControl) ? Found.quoted(name) : name;
    }

    /** The path as Kubernetes writes it; empty for the root. */
    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        String before = parent.toString();
        if (index >= 0) {
            return before + "[" + index + "]";
        }
        String step = name.indexOf('.') < 0 && name.indexOf('/') < 0 ? shown() : "[" + shown() + "]";
        return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
    }
}
