package dev.gatehouse.routing.regex;

import dev.gatehouse.routing.regex.Program.Instruction;
import dev.gatehouse.routing.regex.Program.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The position automaton of a {@link Program}: one position for each instruction that reads, and position 0 before any. From
 * each position it is known which may read the next character and whether the input may end there. Forks, jumps and anchors
 * are worked out here once, so that nothing is left to do between two characters. Immutable; prints as a listing.
 *
 * <p>For maintainers: a set of positions is a bit set in {@code words} longs. What follows a set is the union of what follows
 * each group of four positions ({@code leaps}, with a row for each of the 16 subsets of a group), masked by the positions that
 * read the character. One step therefore costs at most {@code count * words / 4} operations, whatever the pattern and
 * the input are.
 */
final class Positions {
    private final int count;
    private final int words;

    /** What each position reads; nothing for position 0. */
    private final Characters[] reads;

    /** At {@code ((group * 16) + subset) * words}: the positions that follow those of the subset. */
    private final long[] leaps;

    private final long[] accepting;

    /** For each symbol its class: two symbols of one class are read by the same positions. */
    private final short[] classOf;

    /** For each class the positions that read it. */
    private final long[][] readers;

    private Positions(Characters[] reads, long[][] follow, long[] accepting) {
        this.count = reads.length;
        this.words = accepting.length;
        this.reads = reads;
        this.accepting = accepting;
        this.leaps = leaps(follow, words);
        this.classOf = classes(reads);
        this.readers = readers(reads, classOf, words);
    }

    static Positions of(Program program) {
        List<Instruction> instructions = program.instructions();
        int[] positionOf = new int[instructions.size()];
        List<Integer> places = new ArrayList<>(List.of(-1));
        for (int i = 0; i < positionOf.length; i++) {
            if (instructions.get(i).operation() == Operation.READ) {
                positionOf[i] = places.size();
                places.add(i);
            }
        }
        int count = places.size();
        int words = (count + 63) / 64;
        Characters[] reads = new Characters[count];
        long[][] follow = new long[count][words];
        long[] accepting = new long[words];
        Closure closure = new Closure(instructions, positionOf);
        for (int position = 0; position < count; position++) {
            int place = places.get(position);
            reads[position] =
                    position == 0 ? Characters.NONE : instructions.get(place).characters();
            if (closure.from(place + 1, position == 0, follow[position])) {
                set(accepting, position);
            }
        }
        return new Positions(reads, follow, accepting);
    }

    /** Follows forks, jumps and anchors from one place to all that read or match. */
    private static final class Closure {
        private final List<Instruction> instructions;
        private final int[] positionOf;

        /** The round in which a place was last entered, with ({@code 2 * place + 1}) or without an END before it. */
        private final int[] entered;

        /** A stack of what was entered in this round and not yet looked at. */
        private final int[] open;

        private int opened;
        private int round;

        Closure(List<Instruction> instructions, int[] positionOf) {
            this.instructions = instructions;
            this.positionOf = positionOf;
            this.entered = new int[2 * instructions.size()];
            this.open = new int[entered.length];
        }

        /** Adds the positions that may read next; returns whether the input may end here. */
        boolean from(int place, boolean atStart, long[] positions) {
            round++;
            boolean matches = false;
            enter(place, 0);
            while (opened > 0) {
                int state = open[--opened];
                int here = state >> 1;
                int ended = state & 1;
                Instruction instruction = instructions.get(here);
                switch (instruction.operation()) {
                    case READ -> {
                        if (ended == 0) {
                            set(positions, positionOf[here]);
                        }
                    }
                    case FORK -> {
                        enter(instruction.first(), ended);
                        enter(instruction.second(), ended);
                    }
                    case JUMP -> enter(instruction.first(), ended);
                    case START -> {
                        if (atStart) {
                            enter(here + 1, ended);
                        }
                    }
                    case END -> enter(here + 1, 1);
                    case MATCH -> matches = true;
                }
            }
            return matches;
        }

        private void enter(int place, int ended) {
            int state = 2 * place + ended;
            if (entered[state] != round) {
                entered[state] = round;
                open[opened++] = state;
            }
        }
    }

    private static long[] leaps(long[][] follow, int words) {
        int groups = (follow.length + 3) / 4;
        long[] leaps = new long[groups * 16 * words];
        for (int group = 0; group < groups; group++) {
            for (int subset = 1; subset < 16; subset++) {
                int lowest = 4 * group + Integer.numberOfTrailingZeros(subset);
                int rest = (group * 16 + (subset & (subset - 1))) * words;
                int row = (group * 16 + subset) * words;
                for (int word = 0; word < words; word++) {
                    leaps[row + word] = leaps[rest + word] | (lowest < follow.length ? follow[lowest][word] : 0);
                }
            }
        }
        return leaps;
    }

    /** Splits the symbols by each distinct set in turn. */
    private static short[] classes(Characters[] reads) {
        short[] classOf = new short[Characters.COUNT];
        int classes = 1;
        for (Characters characters : List.of(reads).stream().distinct().toList()) {
            Map<Short, Short> split = new HashMap<>();
            int[] outside = new int[Characters.COUNT];
            for (int symbol = 0; symbol < Characters.COUNT; symbol++) {
                outside[classOf[symbol]] += characters.contains(symbol) ? 0 : 1;
            }
            for (int symbol = 0; symbol < Characters.COUNT; symbol++) {
                short old = classOf[symbol];
                if (characters.contains(symbol) && outside[old] > 0) {
                    Short half = split.get(old);
                    if (half == null) {
                        half = (short) classes++;
                        split.put(old, half);
                    }
                    classOf[symbol] = half;
                }
            }
        }
        return classOf;
    }

    private static long[][] readers(Characters[] reads, short[] classOf, int words) {
        int classes = 0;
        for (short each : classOf) {
            classes = Math.max(classes, each + 1);
        }
        long[][] readers = new long[classes][words];
        for (int symbol = 0; symbol < Characters.COUNT; symbol++) {
            for (int position = 0; position < reads.length; position++) {
                if (reads[position].contains(symbol)) {
                    set(readers[classOf[symbol]], position);
                }
            }
        }
        return readers;
    }

    /** How many there are, position 0 included. */
    int count() {
        return count;
    }

    /** How many longs a set of positions has. */
    int words() {
        return words;
    }

    /** How many classes of symbols there are. */
    int classes() {
        return readers.length;
    }

    short[] classOf() {
        return classOf;
    }

    Characters reads(int position) {
        return reads[position];
    }

    boolean accepts(int position) {
        return (accepting[position >> 6] >>> position & 1) != 0;
    }

    boolean accepts(long[] set) {
        for (int word = 0; word < words; word++) {
            if ((set[word] & accepting[word]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** One word of the set of positions that follow {@code position}. */
    long follow(int position, int word) {
        return leaps[((position >> 2) * 16 + (1 << (position & 3))) * words + word];
    }

    /** The set of position 0 alone, where matching starts. */
    long[] start() {
        long[] set = new long[words];
        set[0] = 1;
        return set;
    }

    /** Puts into {@code to} the positions that read a character of the class after those of {@code from}. */
    void step(long[] from, int symbolClass, long[] to) {
        Arrays.fill(to, 0);
        for (int word = 0; word < words; word++) {
            long rest = from[word];
            while (rest != 0) {
                int shift = Long.numberOfTrailingZeros(rest) & ~3;
                int subset = (int) (rest >>> shift) & 15;
                rest &= ~(15L << shift);
                int row = (word * 256 + shift * 4 + subset) * words;
                for (int i = 0; i < to.length; i++) {
                    to[i] |= leaps[row + i];
                }
            }
        }
        long[] mask = readers[symbolClass];
        for (int i = 0; i < to.length; i++) {
            to[i] &= mask[i];
        }
    }

    private static void set(long[] set, int position) {
        set[position >> 6] |= 1L << position;
    }

    /** For example {@code 2 [0-9] -> 2 3 end}. */
    @Override
    public String toString() {
        StringBuilder listing = new StringBuilder();
        for (int position = 0; position < count; position++) {
            listing.append(position)
                    .append(position == 0 ? "" : " " + reads[position])
                    .append(" ->");
            for (int next = 1; next < count; next++) {
                if ((follow(position, next >> 6) >>> next & 1) != 0) {
                    listing.append(' ').append(next);
                }
            }
            listing.append(accepts(position) ? " end\n" : "\n");
        }
        return listing.toString();
    }
}
