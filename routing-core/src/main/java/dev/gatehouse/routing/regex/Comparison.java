package dev.gatehouse.routing.regex;

import dev.gatehouse.routing.regex.Automaton.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Proofs that two patterns match the same strings, or that one matches all that the other does: no input leads both
 * automata into a pair of states that speaks against it. Deciding that takes exponential time for some patterns, so the
 * search is bounded, and what is not proven within the bound counts as not so.
 */
final class Comparison {
    private static final int MAX_STATES = 10_000;
    private static final int MAX_PAIRS = 50_000;
    private static final long MAX_WORK = 50_000_000;

    /** Whether one input may be matched, or not, by either. */
    @FunctionalInterface
    interface Rule {
        boolean allows(boolean leftMatches, boolean rightMatches);
    }

    private record Pair(State left, State right) {}

    private Comparison() {}

    /** Whether the rule is proven to hold for every input. */
    static boolean proves(Positions leftPositions, Positions rightPositions, Rule rule) {
        Automaton left = Automaton.lazy(leftPositions, MAX_STATES, MAX_WORK);
        Automaton right = Automaton.lazy(rightPositions, MAX_STATES, MAX_WORK);
        List<Integer> symbols = representatives(left, right);
        Set<Pair> seen = new HashSet<>();
        Deque<Pair> open = new ArrayDeque<>();
        Pair start = new Pair(left.start(), right.start());
        seen.add(start);
        open.add(start);
        while (!open.isEmpty()) {
            Pair pair = open.remove();
            if (!rule.allows(pair.left.accepts, pair.right.accepts) || seen.size() > MAX_PAIRS) {
                return false;
            }
            for (int symbol : symbols) {
                State nextLeft = left.after(pair.left, symbol);
                State nextRight = right.after(pair.right, symbol);
                if (nextLeft == null || nextRight == null) {
                    return false;
                }
                Pair next = new Pair(nextLeft, nextRight);
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return true;
    }

    /** One symbol for each pair of classes that has any. */
    private static List<Integer> representatives(Automaton left, Automaton right) {
        Set<Integer> classes = new HashSet<>();
        List<Integer> symbols = new ArrayList<>();
        for (int symbol = 0; symbol < Characters.COUNT; symbol++) {
            if (classes.add(left.classOf(symbol) * Characters.COUNT + right.classOf(symbol))) {
                symbols.add(symbol);
            }
        }
        return symbols;
    }
}
