package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import java.util.Map;

/** One edit of the manifests. */
public sealed interface Change {
    /** What to do, without the YAML; such as {@code in HTTPRoute default/shop set spec.parentRefs[0].sectionName}. */
    String action();

    /** What to paste: block style, ends with a line break; empty where something is removed. */
    String yaml();

    /**
     * One more object.
     *
     * @param object as a parser yields it
     */
    record Add(Map<String, ?> object) implements Change {
        @Override
        public String action() {
            return "add this " + object.get("kind");
        }

        @Override
        public String yaml() {
            return BlockYaml.of(object);
        }
    }

    /**
     * Another value for a field, which may be absent now; one past the end of a list adds an element.
     *
     * @param value maps, lists, strings, numbers and booleans
     */
    record Put(ObjectRef object, FieldPath field, Object value) implements Change {
        @Override
        public String action() {
            return "in " + object + " set " + field;
        }

        @Override
        public String yaml() {
            return field.index() >= 0 ? BlockYaml.item(value) : BlockYaml.of(Map.of(field.name(), value));
        }
    }

    /** One field or element less. */
    record Remove(ObjectRef object, FieldPath field) implements Change {
        @Override
        public String action() {
            return field.equals(FieldPath.ROOT) ? "remove " + object : "in " + object + " remove " + field;
        }

        @Override
        public String yaml() {
            return "";
        }
    }
}
