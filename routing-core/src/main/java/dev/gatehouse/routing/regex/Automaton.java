package dev.gatehouse.routing.regex;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic automaton of some {@link Positions}. A state is a set of positions; states are made when an input first
 * needs them, up to a cap. Beyond the cap an input is followed through sets of positions without keeping them: slower, and
 * still linear. Thread-safe; readers take no lock.
 *
 * <p>For maintainers: the field {@link State#next} is filled under the lock of {@link Growth} and read without it. That is a
 * race, and a harmless one: a reader sees null, and takes the lock, or a state, of which all fields are final. A stranger's
 * input can fill the cache with states that nobody else needs; then others are slower for as long as this automaton lives,
 * within the bound that {@link Positions#step} names.
 */
final class Automaton {
    static final class State {
        final boolean accepts;

        /** For each class of symbols the state after it; null where it is not yet known. */
        private final @Nullable State[] next;

        private final long[] positions;

        private State(boolean accepts, int classes, long[] positions) {
            this.accepts = accepts;
            this.next = new @Nullable State[classes];
            this.positions = positions;
        }
    }

    private final short[] classOf;
    private final State start;

    /** From which nothing matches any more. */
    private final State dead;

    /** Null where every state is there. */
    private final @Nullable Growth growth;

    private Automaton(short[] classOf, State start, State dead, @Nullable Growth growth) {
        this.classOf = classOf;
        this.start = start;
        this.dead = dead;
        this.growth = growth;
    }

    /** An automaton that grows as inputs come, to {@code maxStates} and until that took {@code maxWork} operations. */
    static Automaton lazy(Positions positions, int maxStates, long maxWork) {
        Growth growth = new Growth(positions, maxStates, maxWork);
        return new Automaton(positions.classOf(), growth.start, growth.dead, growth);
    }

    /**
     * An automaton that has all its states, and needs {@code positions} no more; null where there are more than
     * {@code maxStates}, or finding them takes more than {@code maxWork} operations.
     */
    static @Nullable Automaton complete(Positions positions, int maxStates, long maxWork) {
        Growth growth = new Growth(positions, maxStates, maxWork);
        Deque<State> open = new ArrayDeque<>();
        open.add(growth.start);
        int found = growth.states.size();
        while (!open.isEmpty()) {
            State state = open.remove();
            for (int symbolClass = 0; symbolClass < positions.classes(); symbolClass++) {
                State next = growth.after(state, symbolClass);
                if (next == null) {
                    return null;
                }
                if (growth.states.size() > found) {
                    found = growth.states.size();
                    open.add(next);
                }
            }
        }
        return new Automaton(positions.classOf(), growth.start, growth.dead, null);
    }

    boolean matches(CharSequence input) {
        State state = start;
        for (int i = 0; i < input.length(); i++) {
            int symbolClass = classOf[Math.min(input.charAt(i), Characters.BEYOND)];
            State next = state.next[symbolClass];
            if (next == null) {
                next = grow(state, symbolClass);
                if (next == null) {
                    return follow(state.positions, input, i);
                }
            }
            if (next == dead) {
                return false;
            }
            state = next;
        }
        return state.accepts;
    }

    State start() {
        return start;
    }

    boolean isDead(State state) {
        return state == dead;
    }

    /** The state after a symbol; null where there is no room left for it. */
    @Nullable
    State after(State state, int symbol) {
        State next = state.next[classOf[symbol]];
        return next != null ? next : grow(state, classOf[symbol]);
    }

    /** The class of a symbol: symbols of one class lead to the same state from any state. */
    int classOf(int symbol) {
        return classOf[symbol];
    }

    private @Nullable State grow(State state, int symbolClass) {
        return growth == null ? null : growth.after(state, symbolClass);
    }

    private boolean follow(long[] from, CharSequence input, int start) {
        if (growth == null) {
            throw new IllegalStateException("a complete automaton has no state after an input");
        }
        Positions positions = growth.positions;
        long[] here = from.clone();
        long[] there = new long[here.length];
        for (int i = start; i < input.length(); i++) {
            positions.step(here, classOf[Math.min(input.charAt(i), Characters.BEYOND)], there);
            long[] free = here;
            here = there;
            there = free;
        }
        return positions.accepts(here);
    }

    /** The states made so far, and the making of more. */
    private static final class Growth {
        private final Positions positions;
        private final int maxStates;
        private final Map<BitSet, State> states = new HashMap<>();
        private final State start;
        private final State dead;
        private long workLeft;

        /** Set under the lock, read without: whoever misses it takes the lock once more, for nothing. */
        private boolean full;

        Growth(Positions positions, int maxStates, long maxWork) {
            this.positions = positions;
            this.maxStates = maxStates;
            this.workLeft = maxWork;
            this.start = intern(positions.start());
            this.dead = intern(new long[positions.words()]);
            Arrays.fill(dead.next, dead);
        }

        @Nullable
        State after(State state, int symbolClass) {
            return full ? null : make(state, symbolClass);
        }

        private synchronized @Nullable State make(State state, int symbolClass) {
            State known = state.next[symbolClass];
            if (known != null) {
                return known;
            }
            if (workLeft < 0) {
                full = true;
                return null;
            }
            long active = 0;
            for (long word : state.positions) {
                active += Long.bitCount(word);
            }
            workLeft -= active * positions.words();
            long[] to = new long[positions.words()];
            positions.step(state.positions, symbolClass, to);
            State next = states.get(BitSet.valueOf(to));
            if (next == null) {
                if (states.size() >= maxStates) {
                    full = true;
                    return null;
                }
                next = intern(to);
            }
            state.next[symbolClass] = next;
            return next;
        }

        private State intern(long[] set) {
            State state = new State(positions.accepts(set), positions.classes(), set);
            states.put(BitSet.valueOf(set), state);
            return state;
        }
    }
}
