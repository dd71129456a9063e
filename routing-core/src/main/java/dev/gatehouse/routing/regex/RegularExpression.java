package dev.gatehouse.routing.regex;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that matches whole strings in time linear in their length, whatever the pattern and the string: there
 * is no backtracking, and a pattern that could not keep this promise is refused. {@code java.util.regex} cannot promise
 * that, so it has no place where strangers choose the input.
 *
 * <pre>{@code
 * if (RegularExpression.parse("/users/[0-9]+(/.*)?") instanceof RegularExpression users) {
 *     users.matches("/users/42/orders"); // true
 *     users.matches("/v2/users/42");     // false: a match is of the whole string
 * }
 * }</pre>
 *
 * <p><b>Input</b> is one char for each octet, 0 to 255. A char above 255 is matched by {@code .} and by complements
 * ({@code [^a]}, {@code \D}), and by nothing else.
 *
 * <p><b>Patterns</b> are ASCII: the portable syntax that GEP-4359 of the Gateway API describes, and what users of RE2 expect
 * beside it.
 *
 * <table>
 * <caption>Syntax</caption>
 * <tr><th>written</th><th>matches</th></tr>
 * <tr><td>{@code .}</td><td>any character but {@code \n}; with the flag s that too</td></tr>
 * <tr><td>{@code [a-z_]}, {@code [^a-z_]}</td><td>one character of the set, or not of it (a newline is not of it)</td></tr>
 * <tr><td>{@code \d \w \s}, {@code \D \W \S}</td><td>a digit, one of {@code [0-9A-Za-z_]}, one of {@code [\t\n\f\r ]}; or
 *     none</td></tr>
 * <tr><td>{@code [[:alpha:]]}, {@code [[:^alpha:]]}</td><td>the POSIX classes, of ASCII</td></tr>
 * <tr><td>{@code \. \* \/ \-} …</td><td>that character; any but letters and digits can be escaped</td></tr>
 * <tr><td>{@code \a \f \n \r \t \v}, {@code \xHH}, {@code \x{HH}}</td><td>that character</td></tr>
 * <tr><td>{@code \Q...\E}</td><td>what is between, literally</td></tr>
 * <tr><td>{@code xy}, {@code x|y}</td><td>x and then y; x or y</td></tr>
 * <tr><td>{@code x* x+ x? x{2} x{2,} x{2,5}}</td><td>x repeated; counts go up to 1000. A {@code ?} after one makes it lazy, which
 *     changes no match of the whole string</td></tr>
 * <tr><td>{@code (x)}, {@code (?:x)}, {@code (?P<name>x)}, {@code (?<name>x)}</td><td>x</td></tr>
 * <tr><td>{@code (?i)}, {@code (?s)}, {@code (?i-s:x)}</td><td>flags to the end of the group, or for x: ignore the case of ASCII
 *     letters; let {@code .} match {@code \n}</td></tr>
 * <tr><td>{@code ^ \A}, {@code $ \z}</td><td>nothing, at the start and at the end of the string only; allowed anywhere and never
 *     needed</td></tr>
 * </table>
 *
 * <p><b>Refused</b>, each with its place: look-around, back-references, atomic groups, possessive and stacked repetition
 * ({@code a**}), {@code \b}, {@code \p{..}}, {@code (?m)}, octal and unknown escapes, a brace that starts no count, characters
 * outside ASCII (write the octets), patterns of more than 1024 characters, and patterns whose counts make them too large.
 *
 * <p><b>Cost.</b> A match of a string whose like was seen before takes one table lookup for each char, and allocates nothing.
 * Otherwise states are made, up to 2000 for each expression; from there on a char costs a few hundred operations at worst.
 * Comparing expressions, and asking for examples, is for diagnostics, not for requests.
 *
 * <p>Thread-safe. Two are equal if their patterns are the same text; see {@link #equivalentTo} for their meaning.
 */
public final class RegularExpression implements Parsed {
    /** States that are kept of one automaton, at most. */
    static final int MAX_STATES = 2000;

    /**
     * More positions than these and a step without a state takes too long; then all states must be known beforehand, and fit
     * {@link #MAX_STATES}.
     */
    static final int MAX_POSITIONS_WITHOUT_STATES = 256;

    /** What finding all states beforehand may cost, in operations on words: a fraction of a second. */
    private static final long MAX_WORK = 50_000_000;

    private final String pattern;
    private final Program program;
    private final Automaton automaton;

    private RegularExpression(String pattern, Program program, Automaton automaton) {
        this.pattern = pattern;
        this.program = program;
        this.automaton = automaton;
    }

    /** The expression that {@code pattern} writes, or why it is refused. */
    public static Parsed parse(String pattern) {
        Objects.requireNonNull(pattern, "pattern");
        try {
            Program program = Program.of(Parser.parse(pattern));
            return new RegularExpression(pattern, program, automaton(program));
        } catch (Refusal refusal) {
            return new RegularExpressionError(refusal.index(), Objects.requireNonNull(refusal.getMessage()));
        }
    }

    private static Automaton automaton(Program program) throws Refusal {
        Positions positions = Positions.of(program);
        if (positions.count() <= MAX_POSITIONS_WITHOUT_STATES) {
            return Automaton.lazy(positions, MAX_STATES, Long.MAX_VALUE);
        }
        Automaton complete = Automaton.complete(positions, MAX_STATES, MAX_WORK);
        if (complete == null) {
            throw new Refusal(
                    program.bulkiest(),
                    "the pattern needs an automaton of more than " + MAX_STATES
                            + " states; use smaller counts or fewer wildcards");
        }
        return complete;
    }

    /** Whether the whole of {@code input} matches. */
    public boolean matches(CharSequence input) {
        return automaton.matches(input);
    }

    /** Whether there is a string that both match. */
    public boolean overlaps(RegularExpression that) {
        return commonExample(that) != null;
    }

    /** A shortest string that both match, of readable characters where there is the choice; null where there is none. */
    public @Nullable String commonExample(RegularExpression that) {
        return Overlap.example(positions(), that.positions());
    }

    /** A shortest string that matches, of readable characters where there is the choice; null where none does. */
    public @Nullable String example() {
        return Overlap.example(positions(), Anything.POSITIONS);
    }

    /**
     * Whether this matches every string that {@code that} does. True is proven; false is certain where both patterns have few
     * states, and beyond some 10,000 it may also mean that the proof was given up.
     */
    public boolean covers(RegularExpression that) {
        return Comparison.proves(
                positions(), that.positions(), (matchesThis, matchesThat) -> matchesThis || !matchesThat);
    }

    /** Whether both match the same strings; bounded like {@link #covers}. */
    public boolean equivalentTo(RegularExpression that) {
        return equals(that)
                || Comparison.proves(
                        positions(), that.positions(), (matchesThis, matchesThat) -> matchesThis == matchesThat);
    }

    private Positions positions() {
        return Positions.of(program);
    }

    @Override
    public boolean equals(@Nullable Object that) {
        return that instanceof RegularExpression expression && pattern.equals(expression.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** The pattern. */
    @Override
    public String toString() {
        return pattern;
    }

    private static final class Anything {
        static final Positions POSITIONS = positions();

        private static Positions positions() {
            try {
                return Positions.of(Program.of(Parser.parse("(?s).*")));
            } catch (Refusal refusal) {
                throw new ExceptionInInitializerError(refusal);
            }
        }
    }
}
