package dev.gatehouse.routing.regex;

import static dev.gatehouse.routing.regex.Expressions.expression;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random patterns: against their obvious meaning, against the JDK's engine, and against trying every short string. */
class RandomPatternsTest {
    private static final List<String> SHORT_STRINGS = shortStrings("ab/", 5);

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void matchWhatTheyMean(@ForAll("samples") Sample sample, @ForAll("inputs") List<String> inputs) {
        for (Automaton automaton : Expressions.automata(sample.pattern())) {
            for (String input : inputs) {
                assertEquals(sample.matches(input), automaton.matches(input), () -> sample + " on \"" + input + "\"");
            }
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void agreeWithTheJdk(@ForAll("anchorless") Sample sample, @ForAll("inputs") List<String> inputs) {
        Pattern jdk = Pattern.compile(sample.pattern());
        RegularExpression expression = expression(sample.pattern());
        for (String input : inputs) {
            String plain = input.replace("\n", "");
            assertEquals(
                    jdk.matcher(plain).matches(), expression.matches(plain), () -> sample + " on \"" + plain + "\"");
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void matchWhatTheyMeanOfAllShortStrings(@ForAll("samples") Sample sample) {
        RegularExpression expression = expression(sample.pattern());
        for (String input : SHORT_STRINGS) {
            assertEquals(sample.matches(input), expression.matches(input), () -> sample + " on \"" + input + "\"");
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void comparesAsTryingAllShortStringsDoes(@ForAll("samples") Sample left, @ForAll("samples") Sample right) {
        RegularExpression one = expression(left.pattern());
        RegularExpression other = expression(right.pattern());
        boolean leftBeyond = false;
        boolean rightBeyond = false;
        String common = null;
        for (String input : SHORT_STRINGS) {
            boolean inOne = one.matches(input);
            boolean inOther = other.matches(input);
            leftBeyond |= inOne && !inOther;
            rightBeyond |= inOther && !inOne;
            common = common == null && inOne && inOther ? input : common;
        }
        String message = left + " and " + right;
        // Where short strings tell nothing apart a longer one still may, so these hold in one direction only.
        assertTrue(!leftBeyond || !other.covers(one), message);
        assertTrue(!rightBeyond || !one.covers(other), message);
        assertTrue(!(leftBeyond || rightBeyond) || !one.equivalentTo(other), message);
        assertEquals(one.covers(other) && other.covers(one), one.equivalentTo(other), message);
        assertEquals(common != null || one.commonExample(other) != null, one.overlaps(other), message);
        if (common != null) {
            String example = one.commonExample(other);
            assertNotNull(example, message);
            assertTrue(example.length() <= common.length(), () -> message + ": " + example);
        }
        String example = one.commonExample(other);
        assertTrue(example == null || (one.matches(example) && other.matches(example)), message);
        assertEquals(one.overlaps(other), other.overlaps(one), message);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void eachIsEquivalentToItselfWrittenOtherwise(@ForAll("samples") Sample sample) {
        String pattern = sample.pattern();
        RegularExpression expression = expression(pattern);
        for (String rewritten : List.of("(" + pattern + ")", "(?:" + pattern + ")|(" + pattern + ")")) {
            assertTrue(expression.equivalentTo(expression(rewritten)), rewritten);
        }
        assertTrue(expression("(" + pattern + ")?").covers(expression), pattern);
        assertTrue(expression("(" + pattern + ")*").equivalentTo(expression("((" + pattern + ")*)*")), pattern);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anythingIsReadOrRefusedWithAPlaceInIt(@ForAll("scraps") String pattern) {
        Parsed parsed = RegularExpression.parse(pattern);
        if (parsed instanceof RegularExpressionError error) {
            assertTrue(error.index() <= pattern.length(), () -> pattern + " " + error);
        } else {
            RegularExpression expression = (RegularExpression) parsed;
            String example = expression.example();
            assertTrue(example == null || expression.matches(example), () -> pattern + " " + example);
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Sample.samples(true);
    }

    @Provide
    Arbitrary<Sample> anchorless() {
        return Sample.samples(false);
    }

    @Provide
    Arbitrary<List<String>> inputs() {
        return Arbitraries.strings()
                .withChars("aab/B\n\u00e9\u0100")
                .ofMaxLength(9)
                .list()
                .ofSize(8);
    }

    /** Sound and unsound pieces of syntax in any order. */
    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "(",
                        ")",
                        "(?:",
                        "(?i",
                        "(?<n>",
                        "[",
                        "]",
                        "^",
                        "-",
                        "*",
                        "+",
                        "?",
                        "{",
                        "}",
                        "{2}",
                        "{2,",
                        "3}",
                        "|",
                        "\\",
                        "\\d",
                        "\\x4",
                        "\\x{",
                        "[:alpha:]",
                        "[:",
                        ":]",
                        "\\Q",
                        "\\E",
                        "$",
                        ".",
                        "\u00e9",
                        "9")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** Every string over the alphabet, shorter ones first. */
    private static List<String> shortStrings(String alphabet, int maxLength) {
        List<String> strings = new ArrayList<>(List.of(""));
        for (int i = 0; strings.get(i).length() < maxLength; i++) {
            for (int j = 0; j < alphabet.length(); j++) {
                strings.add(strings.get(i) + alphabet.charAt(j));
            }
        }
        return strings;
    }
}
