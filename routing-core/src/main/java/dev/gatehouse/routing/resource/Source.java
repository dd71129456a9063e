package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * Where a document was read: the file's name as the reader was given it, and the line on which the document (or the field
 * that is spoken of) starts. Two of the same file and line are equal.
 *
 * @param file a path, a URL or a phrase such as {@code standard input}
 * @param line counted from 1; 0 where it is not known
 * @param positions of the fields of the object that was read here. It may hold on to the document that it was read from
 */
public record Source(String file, int line, Positions positions) {
    /** For resources that a program made, and not a document. */
    public static final Source NONE = new Source("(program)", 0);

    /** One that knows nothing of fields. */
    public Source(String file, int line) {
        this(file, line, Positions.UNKNOWN);
    }

    /** Where a field of the object stands; where the object stands if that is all that is known. */
    public Source at(FieldPath field) {
        int found = positions.line(field);
        return found > 0 ? new Source(file, found) : this;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Source that && line == that.line && file.equals(that.file);
    }

    @Override
    public int hashCode() {
        return 31 * file.hashCode() + line;
    }

    /** {@code file:line}, or only {@code file} where the line is not known. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
