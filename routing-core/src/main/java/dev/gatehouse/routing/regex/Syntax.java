package dev.gatehouse.routing.regex;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as a tree. Flags are resolved: a set of characters is already folded where {@code (?i)} holds. Prints as an
 * s-expression, which the tests read.
 */
sealed interface Syntax {
    /** As {@link Repeat#most}: no upper bound. */
    int UNBOUNDED = -1;

    /** Matches the empty string. */
    record Empty() implements Syntax {
        @Override
        public String toString() {
            return "(empty)";
        }
    }

    /** Matches one character of the set. */
    record OneOf(Characters characters) implements Syntax {
        @Override
        public String toString() {
            return characters.toString();
        }
    }

    /** Matches the empty string, at one place only. */
    enum Anchor implements Syntax {
        START,
        END;

        @Override
        public String toString() {
            return this == START ? "(start)" : "(end)";
        }
    }

    record Sequence(List<Syntax> parts) implements Syntax {
        public Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return "(seq " + join(parts) + ")";
        }
    }

    /** Any of the alternatives; a match that is asked for its groups prefers the earlier ones. */
    record Choice(List<Syntax> alternatives) implements Syntax {
        public Choice {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public String toString() {
            return "(or " + join(alternatives) + ")";
        }
    }

    /**
     * @param most {@link #UNBOUNDED}, or at least {@code least}
     * @param lazy whether fewer repetitions are preferred; says nothing of which strings match
     * @param index where in the pattern the operator stands
     */
    record Repeat(Syntax body, int least, int most, boolean lazy, int index) implements Syntax {
        /** Whether it needs copies of its body. */
        boolean copies() {
            return least > 1 || most > 1;
        }

        @Override
        public String toString() {
            return "(repeat" + (lazy ? "? " : " ") + least + ".." + (most == UNBOUNDED ? "" : most) + " " + body + ")";
        }
    }

    /** A capturing group, numbered from 1 by its opening parenthesis. */
    record Group(Syntax body, int number, @Nullable String name) implements Syntax {
        @Override
        public String toString() {
            return "(group " + number + (name == null ? "" : ":" + name) + " " + body + ")";
        }
    }

    private static String join(List<Syntax> parts) {
        return parts.stream().map(Syntax::toString).collect(Collectors.joining(" "));
    }
}
