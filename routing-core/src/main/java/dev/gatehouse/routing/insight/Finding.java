package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A known mistake, found in a place. Immutable.
 *
 * @param problem where it is, how bad it is and which values were met
 * @param mistake what is known of it wherever it is met
 * @param changes the edits that mend this one, ready to paste; empty where only a person can know them
 */
public record Finding(Problem problem, Mistake mistake, List<Change> changes) {
    public Finding {
        changes = List.copyOf(changes);
    }

    /** The stable name in kebab-case, under which the catalogue has it. */
    public String name() {
        return problem.name();
    }

    /** How bad it is here; a mistake may weigh more in one place than in another. */
    public Severity severity() {
        return problem.severity();
    }

    /** The file, and the line of the field where it is known. */
    public Source source() {
        return problem.source();
    }

    /** The object; null where the document names none. */
    public @Nullable ObjectRef resource() {
        return problem.resource();
    }

    /** The place in the object; {@link FieldPath#ROOT} for the object as a whole. */
    public FieldPath field() {
        return problem.field();
    }

    /** One sentence with the values met. */
    public String message() {
        return problem.message();
    }

    /**
     * Everything in it as maps, lists, strings and numbers, for a writer of JSON: {@code name}, {@code severity} (error, warning or hint), {@code title},
     * {@code file}, {@code line} (null where not known), {@code resource} (null, or group, kind, namespace and name), {@code field}, {@code message},
     * {@code seen}, {@code fix}, and {@code changes} with {@code action} and {@code yaml} each. Members may be added; these keep their meaning.
     */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("severity", severity().name().toLowerCase(Locale.ROOT));
        map.put("name", name());
        map.put("title", mistake.title());
        map.put("file", source().file());
        map.put("line", source().line() > 0 ? source().line() : null);
        ObjectRef object = resource();
        map.put(
                "resource",
                object == null
                        ? null
                        : Manifest.of(
                                "group", object.group(),
                                "kind", object.kind(),
                                "namespace", object.namespace(),
                                "name", object.name()));
        map.put("field", field().toString());
        map.put("message", message());
        map.put("seen", mistake.seen());
        map.put("fix", mistake.fix());
        map.put(
                "changes",
                changes.stream()
                        .map(change -> Manifest.of("action", change.action(), "yaml", change.yaml()))
                        .toList());
        return map;
    }

    /** As the problem says it. */
    @Override
    public String toString() {
        return problem + " [" + name() + "]";
    }
}
