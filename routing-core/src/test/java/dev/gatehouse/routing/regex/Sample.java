package dev.gatehouse.routing.regex;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A random pattern with its meaning, worked out in the most obvious way: from each place in the input, where could a match end? */
record Sample(String pattern, Meaning meaning) {
    @FunctionalInterface
    interface Meaning {
        BitSet ends(String input, int start);
    }

    boolean matches(String input) {
        return meaning.ends(input, 0).get(input.length());
    }

    @Override
    public String toString() {
        return pattern;
    }

    /** Anchors are left out for the JDK, which finds that {@code (?:(^|a)){2}} does not match "a". */
    static Arbitrary<Sample> samples(boolean anchors) {
        Arbitrary<Sample> characters = Arbitraries.of(
                one("a", c -> c == 'a'),
                one("b", c -> c == 'b'),
                one("/", c -> c == '/'),
                one("B", c -> c == 'B'),
                one(".", c -> c != '\n'),
                one("(?s:.)", c -> true),
                one("[ab]", c -> c == 'a' || c == 'b'),
                one("[^a]", c -> c != 'a'),
                one("[^/B]", c -> c != '/' && c != 'B'),
                one("[a-z]", c -> c >= 'a' && c <= 'z'),
                one("[B-a]", c -> c >= 'B' && c <= 'a'),
                one("\\w", c -> c == 'a' || c == 'b' || c == 'B'),
                one("\\W", c -> c != 'a' && c != 'b' && c != 'B'),
                one("\\x61", c -> c == 'a'),
                one("(?i:b)", c -> c == 'b' || c == 'B'),
                one("(?i:[^b])", c -> c != 'b' && c != 'B'));
        Arbitrary<Sample> empty = Arbitraries.of(
                new Sample("()", (input, start) -> set(start)),
                new Sample("^", (input, start) -> anchors && start == 0 ? set(start) : new BitSet()),
                new Sample("$", (input, start) -> anchors && start == input.length() ? set(start) : new BitSet()));
        Arbitrary<Sample> atoms =
                Arbitraries.integers().between(0, 7).flatMap(which -> which == 0 && anchors ? empty : characters);
        return Arbitraries.recursive(() -> atoms, Sample::composed, 0, 3);
    }

    private static Arbitrary<Sample> composed(Arbitrary<Sample> inner) {
        Arbitrary<Sample> sequence = inner.list().ofMinSize(1).ofMaxSize(3).map(Sample::sequence);
        Arbitrary<Sample> choice = inner.list().ofMinSize(1).ofMaxSize(3).map(Sample::choice);
        Arbitrary<Sample> repeated = Combinators.combine(
                        inner,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(-1, 2),
                        Arbitraries.of("", "?"))
                .as((body, least, more, lazy) -> body.repeated(least, more < 0 ? -1 : least + more, lazy));
        return Arbitraries.oneOf(sequence, choice, repeated);
    }

    private static Sample one(String pattern, IntPredicate reads) {
        return new Sample(
                pattern,
                (input, start) ->
                        start < input.length() && reads.test(input.charAt(start)) ? set(start + 1) : new BitSet());
    }

    private static Sample sequence(List<Sample> parts) {
        String pattern = parts.stream().map(part -> "(?:" + part + ")").collect(Collectors.joining());
        return new Sample(pattern, (input, start) -> {
            BitSet ends = set(start);
            for (Sample part : parts) {
                ends = part.then(input, ends);
            }
            return ends;
        });
    }

    private static Sample choice(List<Sample> alternatives) {
        String pattern = alternatives.stream().map(Sample::pattern).collect(Collectors.joining("|", "(", ")"));
        return new Sample(pattern, (input, start) -> {
            BitSet ends = new BitSet();
            alternatives.forEach(alternative -> ends.or(alternative.meaning.ends(input, start)));
            return ends;
        });
    }

    private Sample repeated(int least, int most, String lazy) {
        String operator = switch (least + ".." + most) {
            case "0..-1" -> "*";
            case "1..-1" -> "+";
            case "0..1" -> "?";
            default ->
                most < 0 ? "{" + least + ",}" : least == most ? "{" + least + "}" : "{" + least + "," + most + "}";
        };
        return new Sample("(?:" + pattern + ")" + operator + lazy, (input, start) -> {
            BitSet reached = set(start);
            BitSet ends = new BitSet();
            // Another round adds nothing after as many as there are places in the input.
            int rounds = most < 0 ? least + input.length() + 1 : most;
            for (int i = 0; i <= rounds; i++) {
                if (i >= least) {
                    ends.or(reached);
                }
                reached = then(input, reached);
            }
            return ends;
        });
    }

    private BitSet then(String input, BitSet starts) {
        BitSet ends = new BitSet();
        starts.stream().forEach(start -> ends.or(meaning.ends(input, start)));
        return ends;
    }

    private static BitSet set(int index) {
        BitSet set = new BitSet();
        set.set(index);
        return set;
    }
}
