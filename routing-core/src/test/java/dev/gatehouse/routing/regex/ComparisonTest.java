package dev.gatehouse.routing.regex;

import static dev.gatehouse.routing.regex.Expressions.expression;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    @ParameterizedTest(name = "{0} and {1} have \"{2}\" in common")
    @CsvSource({
        "/a.*, /.*b, /ab",
        "/users/[0-9]+, /users/[a-z]+, ",
        "/users/[0-9]+, /users/.*, /users/0",
        "/a, /b, ",
        "a*, b*, ''",
        "(ab)+, (aba|bab)+, ababab",
        "(aa)+, (aaa)+, aaaaaa",
        "[^a-z], ., 0",
        "(?i)get, GET|POST, GET",
        "a^b, .*, ",
        "x{1000}, (xxx)*x, xL",
        "'.*foo.{0,200}', .*[0-9]{5}, foo00000",
    })
    void findsAShortestCommonExample(String left, String right, String expected) {
        String example = "xL".equals(expected) ? "x".repeat(1000) : expected;
        assertEquals(example, example(left, right));
        assertEquals(example == null, example(right, left) == null);
        assertEquals(example != null, expression(left).overlaps(expression(right)));
    }

    private static String example(String left, String right) {
        return expression(left).commonExample(expression(right));
    }

    @ParameterizedTest
    @CsvSource({"/a{3}, /aaa", "a|b, a", "[^/]+, a", "'', ''", "\\n, '\n'", "[0-9A-F], 0", "\\.\\*, .*"})
    void showsAnExample(String pattern, String example) {
        assertEquals(example, expression(pattern).example());
    }

    @Test
    void hasNoExampleWhereNothingMatches() {
        assertNull(expression("a[^\\d\\D]").example());
        assertNull(expression("a^").example());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "colou?r, same, colo(u|)r",
        "colou?r, same, color|colour",
        "(a|b)*, same, (a*b*)*",
        "a+, same, aa*",
        "'a{2,4}', same, aa(a(a)?)?",
        "^/a$, same, /a",
        "[0-9], same, \\d",
        "(?i)a, same, [Aa]",
        "(?s)., same, .|\\n",
        "a^, same, [^\\w\\W]",
        "[^\\x00-\\xff]|[\\x00-\\xff], same, (?s).",
        "a*, covers, a+",
        "/.*, covers, /users/[0-9]+",
        ".*foo.*, covers, foo(bar)?",
        "(?s).*, covers, [^a]{3}",
        "a|b, covers, b^|a",
        "a, neither, b",
        "[ab]+, neither, [bc]+",
        "., neither, (?s:.)*b",
    })
    void tellsWhichCoversWhich(String left, String relation, String right) {
        boolean same = relation.equals("same");
        assertEquals(same || relation.equals("covers"), expression(left).covers(expression(right)));
        assertEquals(same, expression(right).covers(expression(left)));
        assertEquals(same, expression(left).equivalentTo(expression(right)));
        assertEquals(same, expression(right).equivalentTo(expression(left)));
    }

    @Test
    void givesUpAProofThatIsTooLong() {
        RegularExpression one = expression("[ab]*a[ab]{100}");
        RegularExpression other = expression("(?:a|b)*a(?:a|b){100}");
        assertFalse(one.covers(other), "true, but not within bounds");
        assertTrue(one.overlaps(other));
        assertTrue(expression("[ab]*a[ab]{8}").equivalentTo(expression("(?:a|b)*a(?:a|b){8}")));
    }
}
