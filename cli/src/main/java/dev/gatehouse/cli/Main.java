package dev.gatehouse.cli;

import java.io.PrintStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program {@code gatehouse}. */
public final class Main {
    private static final Logger LIBRARY = Logger.getLogger("dev.gatehouse");

    private Main() {}

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        // Small answers go out at once; the JDK's server waits for more otherwise. To be set before the server is first
        // used.
        System.setProperty("sun.net.httpserver.nodelay", System.getProperty("sun.net.httpserver.nodelay", "true"));
        System.setProperty("java.util.logging.SimpleFormatter.format", "gatehouse: %5$s%6$s%n");
        System.exit(run(System.out, System.err, args));
    }

    /**
     * Runs the program.
     *
     * @return its exit status
     */
    static int run(PrintStream out, PrintStream err, String... args) {
        // What the library mentions in passing is told by the commands, in their own words.
        LIBRARY.setLevel(Level.WARNING);
        Styles styles = Styles.of(out, System.getenv());
        Serving plain = PlainServe.of(out, err, styles, args);
        if (plain == null) {
            return GatehouseCommand.run(out, err, styles, args);
        }
        try {
            return plain.run();
        } catch (RuntimeException e) {
            e.printStackTrace(err);
            return 1;
        }
    }
}
