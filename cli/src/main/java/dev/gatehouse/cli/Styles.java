package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.Problem;
import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Colours and weights of text for a terminal, or none of them. */
record Styles(boolean coloured) {
    static final Styles PLAIN = new Styles(false);

    /**
     * Coloured where the program talks to a terminal, unless the environment says otherwise: {@code NO_COLOR} set to anything, or
     * {@code TERM=dumb}.
     */
    static Styles of(PrintStream out, Map<String, String> environment) {
        return new Styles(out == System.out
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"))
                && isTerminal(System.console()));
    }

    /** Since JDK 22 there may be a console that is no terminal, and a method that tells. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    String bold(String text) {
        return styled("1", text);
    }

    String dim(String text) {
        return styled("2", text);
    }

    String green(String text) {
        return styled("32", text);
    }

    String red(String text) {
        return styled("31", text);
    }

    String severity(Problem.Severity severity, String text) {
        return switch (severity) {
            case ERROR -> styled("1;31", text);
            case WARNING -> styled("33", text);
            case HINT -> styled("36", text);
        };
    }

    private String styled(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
