package dev.gatehouse.routing.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Ways to come by expressions that are known to be good. */
final class Expressions {
    private Expressions() {}

    static RegularExpression expression(String pattern) {
        Parsed parsed = RegularExpression.parse(pattern);
        if (parsed instanceof RegularExpression expression) {
            return expression;
        }
        throw new AssertionError(pattern + " " + parsed);
    }

    static Positions positions(String pattern) {
        try {
            return Positions.of(Program.of(Parser.parse(pattern)));
        } catch (Refusal refusal) {
            throw new AssertionError(pattern, refusal);
        }
    }

    /** The same pattern with room for all states, for a few, for none; and with all of them there from the start. */
    static List<Automaton> automata(String pattern) {
        Positions positions = positions(pattern);
        List<Automaton> automata = new ArrayList<>();
        for (int maxStates : new int[] {RegularExpression.MAX_STATES, 4, 2}) {
            automata.add(Automaton.lazy(positions, maxStates, Long.MAX_VALUE));
        }
        automata.add(Objects.requireNonNull(Automaton.complete(positions, 10_000, Long.MAX_VALUE), pattern));
        return automata;
    }
}
