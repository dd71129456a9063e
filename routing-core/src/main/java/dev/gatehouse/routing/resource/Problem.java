package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * Something in the configuration that is not as it must be, as a value.
 *
 * @param severity what becomes of it
 * @param name a stable name in kebab-case, such as {@code unknown-field}
 * @param source the file, and the line of the field where it is known
 * @param resource the object; null where the document names none
 * @param field the place in the object; {@link FieldPath#ROOT} for the object as a whole
 * @param message one sentence with the values met: what was found and what was expected
 */
public record Problem(
        Severity severity,
        String name,
        Source source,
        @Nullable ObjectRef resource,
        FieldPath field,
        String message) {
    /** How bad it is. */
    public enum Severity {
        /** It fails: the object, the rule or the reference is refused. */
        ERROR,
        /** It works otherwise than written. */
        WARNING,
        /** Worth knowing. */
        HINT
    }

    /** {@code file:line: Kind namespace/name: field.path: message}, without the parts that are not known. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(source).append(": ");
        if (resource != null) {
            text.append(resource).append(": ");
        }
        if (!field.equals(FieldPath.ROOT)) {
            text.append(field).append(": ");
        }
        return text.append(message).toString();
    }
}
