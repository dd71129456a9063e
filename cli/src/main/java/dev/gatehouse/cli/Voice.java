package dev.gatehouse.cli;

import java.io.PrintStream;
import java.util.Collection;

/**
 * Where messages go, and how many of them.
 *
 * @param quiet whether only what one must know is said
 */
record Voice(PrintStream out, PrintStream err, Styles styles, boolean quiet) {
    /** What one must know. */
    void say(String line) {
        out.println(line);
    }

    /** A section that one must see: nothing where it is empty. */
    void say(String heading, Collection<String> lines) {
        if (!lines.isEmpty()) {
            say("");
            say(styles.bold(heading));
            lines.forEach(this::say);
        }
    }

    /** What is good to know. */
    void mention(String line) {
        if (!quiet) {
            out.println(line);
        }
    }

    /** A section that is good to see: nothing where it is empty. */
    void mention(String heading, Collection<String> lines) {
        if (!quiet) {
            say(heading, lines);
        }
    }

    /** Why the program cannot go on. */
    void complain(String line) {
        err.println("gatehouse: " + line);
    }
}
