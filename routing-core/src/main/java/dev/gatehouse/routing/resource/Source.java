package dev.gatehouse.routing.resource;

/**
 * Where a document was read: the file's name as the reader was given it, and the line on which the document (or the field
 * that is spoken of) starts.
 *
 * @param file a path, a URL or a phrase such as {@code standard input}
 * @param line counted from 1; 0 where it is not known
 */
public record Source(String file, int line) {
    /** For resources that a program made, and not a document. */
    public static final Source NONE = new Source("(program)", 0);

    /** {@code file:line}, or only {@code file} where the line is not known. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
