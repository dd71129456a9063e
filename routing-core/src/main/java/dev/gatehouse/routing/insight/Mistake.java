package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.resource.Problem.Severity;

/**
 * What is known of a mistake wherever it is met: an entry of the {@link Catalogue}.
 *
 * @param name stable, in kebab-case
 * @param severity how bad it usually is
 * @param title a short sentence that names it
 * @param seen what its author or their users see of it
 * @param fix what to do about it
 */
public record Mistake(String name, Severity severity, String title, String seen, String fix) {
    static Mistake error(String name, String title, String seen, String fix) {
        return new Mistake(name, Severity.ERROR, title, seen, fix);
    }

    static Mistake warning(String name, String title, String seen, String fix) {
        return new Mistake(name, Severity.WARNING, title, seen, fix);
    }

    static Mistake hint(String name, String title, String seen, String fix) {
        return new Mistake(name, Severity.HINT, title, seen, fix);
    }
}
