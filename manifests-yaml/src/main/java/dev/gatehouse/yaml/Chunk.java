package dev.gatehouse.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a text that holds one document. Cutting the text before it is parsed keeps a broken document from taking those
 * after it along, and bounds what the parser sees.
 *
 * <p>The cuts are safe: YAML allows a line that starts with {@code ---} nowhere inside a document, not even in a quoted or a
 * block scalar ({@code c-forbidden}), and {@code kubectl} cuts at the same places.
 *
 * @param start index of the first character
 * @param end index after the last
 * @param line of the first character, counted from 1
 */
record Chunk(int start, int end, int line) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The chunks of a text in order; parts that hold nothing but comments may be left out. */
    static List<Chunk> split(String text) {
        List<Chunk> chunks = new ArrayList<>();
        int start = 0;
        int startLine = 1;
        boolean directives = false;
        boolean content = false;
        int line = 1;
        int at = 0;
        while (at < text.length()) {
            int next = nextLine(text, at);
            int first = text.charAt(at) == BYTE_ORDER_MARK ? at + 1 : at;
            if (isMarker(text, first, "---")) {
                // A line such as "%YAML 1.2" belongs to the document whose "---" follows it.
                if (content || !directives) {
                    addPart(chunks, text, new Chunk(start, at, startLine), content);
                    start = at;
                    startLine = line;
                }
                directives = false;
                content = true;
            } else if (isMarker(text, at, "...")) {
                addPart(chunks, text, new Chunk(start, next, startLine), content || directives);
                start = next;
                startLine = line + 1;
                directives = false;
                content = false;
            } else if (!content && first < next && text.charAt(first) == '%') {
                directives = true;
            } else if (!content) {
                content = !isBlank(text, first, next);
            }
            at = next;
            line++;
        }
        addPart(chunks, text, new Chunk(start, text.length(), startLine), content || directives);
        return chunks;
    }

    String of(String text) {
        return text.substring(start, end);
    }

    private static void addPart(List<Chunk> chunks, String text, Chunk part, boolean content) {
        if (content) {
            part.addObjects(chunks, text);
        }
    }

    /**
     * JSON objects that follow one another without a separator, as in a stream, are documents of their own. What is not
     * plain JSON stays one chunk.
     */
    private void addObjects(List<Chunk> chunks, String text) {
        int from = start;
        int fromLine = line;
        int at = skipBlank(text, start);
        if (at == end || text.charAt(at) != '{') {
            chunks.add(this);
            return;
        }
        int depth = 0;
        int lineAt = line + lines(text, start, at);
        List<Chunk> objects = new ArrayList<>();
        while (at < end) {
            char c = text.charAt(at);
            if (c == '"') {
                int close = closingQuote(text, at + 1);
                lineAt += lines(text, at, close);
                at = close;
            } else if (c == '\'' || c == '#') {
                chunks.add(this);
                return;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                int next = skipBlank(text, at + 1);
                if (next < end && text.charAt(next) == '{') {
                    objects.add(new Chunk(from, at + 1, fromLine));
                    lineAt += lines(text, at + 1, next);
                    from = next;
                    fromLine = lineAt;
                    at = next;
                    continue;
                }
            } else if (c == '\n') {
                lineAt++;
            }
            at++;
        }
        objects.add(new Chunk(from, end, fromLine));
        chunks.addAll(objects);
    }

    /** The index of the quote that ends a JSON string, or of the last character of this chunk. */
    private int closingQuote(String text, int from) {
        int at = from;
        while (at < end && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, end - 1);
    }

    private int skipBlank(String text, int from) {
        int at = from;
        while (at < end && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int lines(String text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n') {
                lines++;
            }
        }
        return lines;
    }

    private static boolean isMarker(String text, int at, String marker) {
        if (!text.startsWith(marker, at)) {
            return false;
        }
        int after = at + marker.length();
        return after == text.length() || " \t\r\n".indexOf(text.charAt(after)) >= 0;
    }

    private static boolean isBlank(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '#') {
                return true;
            }
            if (" \t\r\n".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** After the line break: LF, CR LF, or a CR by itself, as the parser counts. */
    private static int nextLine(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\n') {
                break;
            }
            if (c == '\r') {
                at += text.startsWith("\n", at) ? 1 : 0;
                break;
            }
        }
        return at;
    }
}
