package dev.gatehouse.routing.regex;

import static dev.gatehouse.routing.regex.Expressions.expression;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegularExpressionTest {
    private record Row(String pattern, List<String> matches, List<String> others) {
        Row others(String... inputs) {
            return new Row(pattern, matches, List.of(inputs));
        }

        @Override
        public String toString() {
            return pattern;
        }
    }

    private static Row row(String pattern, String... matches) {
        return new Row(pattern, List.of(matches), List.of());
    }

    static Stream<Row> rows() {
        return Stream.of(
                // A match is of the whole string.
                row("", "").others("a"),
                row("a", "a").others("", "ab", "ba", "A"),
                row("/users/[0-9]+(/.*)?", "/users/4", "/users/42/", "/users/42/x/y")
                        .others("/users/", "/users/a", "/v1/users/4", "/users/42x"),
                row("/a|/b", "/a", "/b").others("/a|/b", "/a/b", "/c"),
                row("a||b", "", "a", "b").others("ab"),
                row("(|a)b", "b", "ab").others("", "a"),
                // Anchors are allowed anywhere and hold at the ends only.
                row("^/a$", "/a").others("/a\n", "/ab"),
                row("\\A/a\\z", "/a").others("x/a"),
                row("^^a$$", "a").others(""),
                row("a^b").others("ab", "a^b"),
                row("a$b").others("ab", "a$b"),
                row("a*^b", "b").others("ab"),
                row("b$a*", "b").others("ba"),
                row("(^|x)a", "a", "xa").others("xxa"),
                row("(^a|b)+", "a", "b", "ab", "bb").others("aa", "ba"),
                row("(a$|b)+", "a", "ba", "bb").others("ab"),
                row("$^", "").others("a"),
                row("^*a", "a"),
                // Repetition.
                row("a*", "", "a", "aaaa").others("b"),
                row("a+", "a", "aa").others(""),
                row("a?b", "b", "ab").others("aab"),
                row("a{2}", "aa").others("a", "aaa"),
                row("a{2,}", "aa", "aaaaa").others("a"),
                row("a{0,2}b", "b", "ab", "aab").others("aaab"),
                row("a{2,3}", "aa", "aaa").others("a", "aaaa"),
                row("a{0}b", "b").others("ab"),
                row("a{0,}", "", "aa"),
                row("a{1,}", "a", "aa").others(""),
                row("a{02}", "aa").others("a"),
                row("(ab){2}", "abab").others("abb", "ab"),
                row("(?:a{2}){3}", "aaaaaa").others("aaaaa"),
                row("(a*)*", "", "aaa").others("b"),
                row("(a*)+b", "b", "aab").others("a"),
                row("()*", "").others("a"),
                row("(){3}a", "a"),
                row("a*?b+?c??d{1,2}?", "bd", "aabbcdd").others("d", "bddd"),
                row("x{1000}", "x".repeat(1000)).others("x".repeat(999), "x".repeat(1001)),
                // Classes.
                row(".", "a", "\r", "\0", "\u00ff", "\u0100", "\uffff").others("", "\n", "ab"),
                row("(?s).", "\n", "a"),
                row("[abc]", "a", "b", "c").others("d", "ab", "\u0161"),
                row("[^abc]", "d", "\n", "\u00e9", "\u20ac").others("a", ""),
                row("[a-cx-z]", "b", "y").others("d"),
                row("[-a]", "-", "a").others("b"),
                row("[a-]", "-", "a").others("b"),
                row("[a\\-z]", "a", "-", "z").others("b"),
                row("[]a]", "]", "a").others("[", "]a"),
                row("[^]a]", "[").others("]", "a"),
                row("[\\]]", "]"),
                row("[[]", "["),
                row("[^^]", "a").others("^"),
                row("[a^]", "^", "a"),
                row("[.*(){}|^$\\\\]+", ".*(){}|^$\\").others("a"),
                row("[\\d_]+", "1_2").others("a"),
                row("[\\d-z]+", "1-z").others("a"),
                row("[^\\d\\s]", "a").others("1", " "),
                row("[^\\D\\d]").others("", "a", "\u0100"),
                row("[+--]+", "+,-").others("."),
                row("[\\x41-\\x43]", "A", "C").others("D"),
                row("\\d\\D", "1a", "1\u0100").others("a1"),
                row("\\w+", "aZ_09").others("-", "\u00e9"),
                row("\\W", "-", "\u00e9", "\u0100").others("a"),
                row("\\s+", " \t\n\f\r").others("\u000b", "a"),
                row("\\S", "a", "\u000b").others(" "),
                row("[[:alpha:]]+", "aZ").others("1"),
                row("[[:^alpha:]]", "1", "\u0100").others("a"),
                row("[[:digit:][:punct:]]+", "1!~").others("a"),
                row("[[:space:]]", "\u000b", " ").others("a"),
                row("[[:xdigit:]]+", "09afAF").others("g"),
                row("[[:alnum:]]", "a", "1").others("_"),
                row("[[:word:]]", "_").others("-"),
                row("[[:upper:]][[:lower:]]", "Aa").others("aA"),
                row("[[:blank:]]", "\t").others("\n"),
                row("[[:cntrl:]]", "\u007f").others(" "),
                row("[[:graph:]]", "!").others(" "),
                row("[[:print:]]", " ").others("\t"),
                row("[[:ascii:]]", "\u007f").others("\u0080"),
                // Escapes.
                row("\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\^\\$\\|\\\\\\/\\-\\_", ".*+?()[]{}^$|\\/-_"),
                row("\\t\\n\\r\\f\\v\\a", "\t\n\r\f\u000b\u0007"),
                row("\\x2F\\x{2f}\\xe9\\x{00fF}", "//\u00e9\u00ff"),
                row("\\Qa.*b\\E+", "a.*b", "a.*bbb").others("a.*ba.*b", "axxb"),
                row("\\Q(a", "(a"),
                row("x\\Q\\Ey", "xy"),
                row("}]", "}]"),
                // Flags, each to the end of its group.
                row("(?i)a[b-c]", "ab", "AC").others("ad"),
                row("(?i)[^a]", "b").others("a", "A"),
                row("(?i)[[:^upper:]]", "1").others("a", "A"),
                row("(?i)k", "k", "K").others("\u212a"),
                row("(?i)\\xe9", "\u00e9").others("\u00c9"),
                row("a(?i)b", "ab", "aB").others("Ab"),
                row("(a(?i)b)c", "abc", "aBc").others("abC"),
                row("(?:(?i)a|b)c", "Bc").others("bC"),
                row("(?i:a)b", "Ab").others("AB"),
                row("(?i)a(?-i)b", "Ab").others("AB"),
                row("(?is-i:a.)", "a\n").others("A\n"),
                row("(?i)\\Qab\\E", "AB"),
                // Groups.
                row("(a)(?:b)(?P<c>c)(?<d_1>d)", "abcd"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void matchesTheWholeStringOrNot(Row row) {
        for (Automaton automaton : Expressions.automata(row.pattern)) {
            for (String input : row.matches) {
                assertTrue(automaton.matches(input), () -> row.pattern + " on \"" + input + "\"");
            }
            for (String input : row.others) {
                assertFalse(automaton.matches(input), () -> row.pattern + " on \"" + input + "\"");
            }
        }
    }

    /** The examples of GEP-4359, in which a pattern without anchors is searched for. */
    static Stream<Row> portable() {
        return Stream.of(
                row("^(https?://)?www\\.example\\.(com|org)$", "www.example.com", "https://www.example.org")
                        .others("example.com", "www.example.(com|org)", "www.example.corg", "ahttp://www.example.org"),
                row("^colo(u|)r$", "color", "colour").others("colouur", "colo(u)r"),
                row("^colou?r$", "color", "colour").others("colouur"),
                row("^colo(u)?r$", "color", "colour").others("colouur"),
                row("^colou{0,1}r$", "color", "colour").others("colouur"),
                row("\\*+", "*", "****").others(""),
                row("[a-zA-Z0-9.]", "a", "Z", "5", ".").others("-", " "),
                row("[^a-zA-Z]", "-", " ", "9").others("a", "Z", "k"),
                row("^[\\-\\.\\*\\(\\)\\{\\}\\|\\^\\$\\\\]$", "-", ".", "*", "(", "{", "|", "^", "$", "\\")
                        .others("a"),
                row("^[\\-Z]$", "-", "Z").others("A"));
    }

    @ParameterizedTest
    @MethodSource("portable")
    void readsThePortableSyntax(Row row) {
        matchesTheWholeStringOrNot(row);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("*a", 0, "nothing to repeat"),
                Arguments.of("a|*", 2, "nothing to repeat"),
                Arguments.of("(+a)", 1, "nothing to repeat"),
                Arguments.of("a(?i)*", 5, "nothing to repeat"),
                Arguments.of("a\\Q\\E*", 5, "nothing to repeat"),
                Arguments.of("{2}", 0, "nothing to repeat"),
                Arguments.of("a**", 2, "follows another repetition"),
                Arguments.of("ba++", 3, "follows another repetition"),
                Arguments.of("a*+", 2, "follows another repetition"),
                Arguments.of("a?{2}", 2, "follows another repetition"),
                Arguments.of("a{2}{3}", 4, "follows another repetition"),
                Arguments.of("a*??", 3, "follows another repetition"),
                Arguments.of("/users/{id}", 7, "starts no count"),
                Arguments.of("a{,2}", 1, "starts no count"),
                Arguments.of("a{2", 1, "starts no count"),
                Arguments.of("a{2,x}", 1, "starts no count"),
                Arguments.of("a{", 1, "starts no count"),
                Arguments.of("a{3,2}", 1, "ends below its start"),
                Arguments.of("a{1001}", 1, "must not exceed 1000"),
                Arguments.of("a{0,99999999999}", 1, "must not exceed 1000"),
                Arguments.of("a(b", 1, "not closed"),
                Arguments.of("(a(b)", 0, "not closed"),
                Arguments.of("a)b", 1, "closes no group"),
                Arguments.of("a[b", 1, "not closed"),
                Arguments.of("a[]", 1, "not closed"),
                Arguments.of("[a-", 0, "not closed"),
                Arguments.of("[b-a]", 1, "'b-a' ends below its start"),
                Arguments.of("[a-\\d]", 1, "ends with a class"),
                Arguments.of("[[:alfa:]]", 1, "unknown class"),
                Arguments.of("[[:alpha]]", 1, "unknown class"),
                Arguments.of("[[:", 1, "unknown class"),
                Arguments.of("[[.a.]]", 1, "collating"),
                Arguments.of("[[=a=]]", 1, "collating"),
                Arguments.of("a\\", 1, "end of the pattern"),
                Arguments.of("[\\", 1, "end of the pattern"),
                Arguments.of("(a)\\1", 3, "back-reference"),
                Arguments.of("\\k<a>", 0, "back-reference"),
                Arguments.of("(?P<a>b)(?P=a)", 8, "back-reference"),
                Arguments.of("a\\b", 1, "word bound"),
                Arguments.of("[\\b]", 1, "word bound"),
                Arguments.of("\\pL", 0, "Unicode classes"),
                Arguments.of("\\p{Greek}", 0, "Unicode classes"),
                Arguments.of("\\07", 0, "octal"),
                Arguments.of("\\Z", 0, "unknown escape"),
                Arguments.of("\\q", 0, "unknown escape"),
                Arguments.of("\\u0041", 0, "unknown escape"),
                Arguments.of("\\\u00e9", 0, "unknown escape"),
                Arguments.of("\\x4", 0, "hexadecimal"),
                Arguments.of("\\xg0", 0, "hexadecimal"),
                Arguments.of("\\x{}", 0, "hexadecimal"),
                Arguments.of("\\x{41", 0, "hexadecimal"),
                Arguments.of("\\x{100}", 0, "must not exceed FF"),
                Arguments.of("\\x{ffffffffffffff41}", 0, "must not exceed FF"),
                Arguments.of("/caf\u00e9", 4, "outside ASCII"),
                Arguments.of("[\u20ac]", 1, "outside ASCII"),
                Arguments.of("\\Q\u20ac", 2, "outside ASCII"),
                Arguments.of("a(?=b)", 1, "look-ahead"),
                Arguments.of("a(?!b)", 1, "look-ahead"),
                Arguments.of("(?<=a)b", 0, "look-behind"),
                Arguments.of("(?<!a)b", 0, "look-behind"),
                Arguments.of("(?>a)", 0, "atomic"),
                Arguments.of("(a)(?(1)b)", 3, "conditionals"),
                Arguments.of("(?#a)", 0, "comments"),
                Arguments.of("(?R)", 0, "recursion"),
                Arguments.of("(?m)a", 2, "unknown flag"),
                Arguments.of("(?ix)a", 3, "unknown flag"),
                Arguments.of("(?", 0, "not closed"),
                Arguments.of("(?i", 0, "not closed"),
                Arguments.of("(?)", 2, "flag is missing"),
                Arguments.of("(?i-)", 4, "flag is missing"),
                Arguments.of("(?i-s-i)", 5, "second '-'"),
                Arguments.of("(?P<>a)", 4, "group's name"),
                Arguments.of("(?P<a-b>a)", 5, "group's name"),
                Arguments.of("(?<a", 4, "group's name"),
                Arguments.of("(?<a>x)(?P<a>y)", 11, "two groups"),
                Arguments.of("a".repeat(1025), 1024, "more than 1024 characters"),
                Arguments.of("(".repeat(201) + ")".repeat(201), 200, "nested deeper"),
                Arguments.of("(a{100}){100}", 8, "more than 4000 instructions"),
                Arguments.of("ab{1000}c{1000}d{1000}e{1000}", 23, "more than 4000 instructions"),
                Arguments.of("((((a{1000}){1000}){1000}){1000}){1000}", 33, "more than 4000 instructions"),
                Arguments.of("(){2}(?:(?:a?|b*)*|){1000}", 20, "more than 4000 instructions"),
                Arguments.of("[ab]*a[ab]{300}", 10, "more than 2000 states"),
                Arguments.of("x{2}(.*a){400}.{300}", 9, "more than 2000 states"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWithThePlace(String pattern, int index, String message) {
        RegularExpressionError error =
                assertInstanceOf(RegularExpressionError.class, RegularExpression.parse(pattern), pattern);
        assertTrue(error.message().contains(message), error::toString);
        assertEquals(index, error.index(), error::toString);
    }

    @Test
    void takesWhatIsJustWithinTheCaps() {
        assertTrue(expression("a".repeat(1024)).matches("a".repeat(1024)));
        assertTrue(expression("(".repeat(200) + "a" + ")".repeat(200)).matches("a"));
        assertTrue(expression("[a-z]{1,1000}/[a-z]{1,500}").matches("a".repeat(1000) + "/b"));
        assertTrue(expression(".*[0-9].{1,250}").matches("a1".repeat(100)));
        assertTrue(expression("[ab]*a[ab]{250}").matches("a".repeat(700)));
    }

    @Test
    void isAValueNamedByItsText() {
        assertEquals("/a.*", expression("/a.*").toString());
        assertEquals(expression("/a.*"), expression("/a.*"));
        assertEquals(expression("/a.*").hashCode(), expression("/a.*").hashCode());
        assertNotEquals(expression("a"), expression("(a)"));
    }

    @Test
    void readsAnyCharSequence() {
        assertTrue(expression("/a+").matches(CharBuffer.wrap("/aa")));
    }
}
