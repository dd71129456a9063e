package dev.gatehouse.routing.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each stage by what it prints. */
class StagesTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " ─▶ ",
            value = {
                "a ─▶ a",
                "ab ─▶ (seq a b)",
                "a|b|  ─▶ (or a b (empty))",
                "a*b+?c{2,}d{3}e{0,4} ─▶ (seq (repeat 0.. a) (repeat? 1.. b) (repeat 2.. c) (repeat 3..3 d) (repeat 0..4 e))",
                "(a)(?:b)(?P<n>c(d)) ─▶ (seq (group 1 a) b (group 2:n (seq c (group 3 d))))",
                "^a$ ─▶ (seq (start) a (end))",
                "(?i)a[0-9]. ─▶ (seq [Aa] [0-9] [^\\n])",
                "[^a-cx] ─▶ [^a-cx]",
                "[\\x00-\\x20] ─▶ [\\x00-\\x20]",
                "\\Q*+\\E+ ─▶ (seq * (repeat 1.. +))",
            })
    void patternsBecomeTrees(String pattern, String tree) throws Refusal {
        assertEquals(tree, Parser.parse(pattern).toString());
    }

    @Test
    void treesBecomePrograms() throws Refusal {
        assertEquals("""
                0 start
                1 read /
                2 fork 3 5
                3 read a
                4 jump 6
                5 read b
                6 fork 7 9
                7 read [0-9]
                8 jump 6
                9 end
                10 match
                """, Program.of(Parser.parse("^/(a|b)[0-9]*$")).toString());
    }

    @Test
    void countsBecomeCopies() throws Refusal {
        assertEquals("""
                0 read a
                1 read a
                2 fork 3 6
                3 read a
                4 fork 5 6
                5 read a
                6 match
                """, Program.of(Parser.parse("a{2,4}")).toString());
        assertEquals("""
                0 read a
                1 read a
                2 fork 3 1
                3 match
                """, Program.of(Parser.parse("a{2,}?")).toString());
    }

    @Test
    void programsBecomePositions() {
        assertEquals("""
                0 -> 1
                1 / -> 2 3 5
                2 a -> 4 end
                3 b -> 4 end
                4 [0-9] -> 4 end
                5 c ->
                """, Expressions.positions("/(?:(a|b)[0-9]*$|c^)").toString());
    }

    @Test
    void symbolsThatNoPositionTellsApartAreOneClass() {
        assertEquals(1, Expressions.positions("(?s).*").classes());
        assertEquals(2, Expressions.positions("[a-z]{3}[a-z]+").classes());
        assertEquals(4, Expressions.positions("[a-f]*[d-z]|[a-f]").classes());
    }
}
