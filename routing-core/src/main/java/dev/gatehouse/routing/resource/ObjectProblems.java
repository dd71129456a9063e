package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one object, and knows where it stands. */
final class ObjectProblems {
    private final List<Problem> all;
    private final Document document;
    private final FieldPath root;
    private final Source source;
    private @Nullable ObjectRef object;
    private boolean failed;
    private int count;

    /**
     * @param all where the problems go
     * @param root the object's place in its document: below {@code items} for those of a {@code List}
     */
    ObjectProblems(List<Problem> all, Document document, FieldPath root) {
        this.all = all;
        this.document = document;
        this.root = root;
        Source start = root.equals(FieldPath.ROOT) ? document.source() : sourceOf(root);
        Positions positions = document.positions();
        this.source = new Source(
                start.file(),
                start.line(),
                root.equals(FieldPath.ROOT) ? positions : field -> positions.line(field.under(root)));
    }

    /** From now on the problems name this object. */
    void concern(ObjectRef ref) {
        this.object = ref;
    }

    FieldPath root() {
        return root;
    }

    /** Where the object starts, and where its fields stand. */
    Source source() {
        return source;
    }

    /** Whether the object must be refused. */
    boolean failed() {
        return failed;
    }

    void error(String name, FieldPath field, String message) {
        report(Problem.Severity.ERROR, name, field, message);
    }

    void warning(String name, FieldPath field, String message) {
        add(Problem.Severity.WARNING, name, field, message);
    }

    void hint(String name, FieldPath field, String message) {
        add(Problem.Severity.HINT, name, field, message);
    }

    void report(Problem.Severity severity, String name, FieldPath field, String message) {
        failed |= severity == Problem.Severity.ERROR;
        add(severity, name, field, message);
    }

    private void add(Problem.Severity severity, String name, FieldPath field, String message) {
        count++;
        if (count < ApiLimits.PROBLEMS_PER_OBJECT) {
            all.add(new Problem(severity, name, sourceOf(field), object, field, message));
        } else if (count == ApiLimits.PROBLEMS_PER_OBJECT) {
            all.add(new Problem(
                    severity,
                    "too-many-problems",
                    new Source(source.file(), source.line()),
                    object,
                    root,
                    "further problems of this object are left out"));
        }
    }

    private Source sourceOf(FieldPath field) {
        int line = document.positions().line(field);
        return line > 0 ? new Source(document.source().file(), line) : document.source();
    }
}
