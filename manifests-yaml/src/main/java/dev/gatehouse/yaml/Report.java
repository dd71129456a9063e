package dev.gatehouse.yaml;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Source;
import java.util.List;

/** Collects the problems of one file. */
final class Report {
    private final String file;
    private final Limits limits;
    private final List<Problem> problems;
    private int reported;
    private int hinted;

    Report(String file, Limits limits, List<Problem> problems) {
        this.file = file;
        this.limits = limits;
        this.problems = problems;
    }

    String file() {
        return file;
    }

    void error(String name, int line, String message) {
        error(name, line, FieldPath.ROOT, message);
    }

    void error(String name, int line, FieldPath field, String message) {
        add(Severity.ERROR, name, line, field, message);
        reported++;
    }

    void warn(String name, int line, String message) {
        add(Severity.WARNING, name, line, FieldPath.ROOT, message);
    }

    /** A scalar that two readers read differently; of those the first are told, or a hostile file fills the memory. */
    void reading(Severity severity, int line, FieldPath field, String message) {
        hinted++;
        if (hinted <= limits.hints()) {
            add(severity, Names.READING, line, field, message);
        } else if (hinted == limits.hints() + 1) {
            add(
                    Severity.HINT,
                    Names.READING,
                    line,
                    FieldPath.ROOT,
                    "further scalars of this kind in this file are not listed");
        }
    }

    /** Whether there are so many problems that the rest of the file is not worth reading. */
    boolean full() {
        return reported >= limits.problems();
    }

    private void add(Severity severity, String name, int line, FieldPath field, String message) {
        problems.add(new Problem(severity, name, new Source(file, line), null, field, message));
    }
}
