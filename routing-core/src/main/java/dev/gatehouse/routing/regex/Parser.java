package dev.gatehouse.routing.regex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text to {@link Syntax}, by recursive descent.
 *
 * <pre>{@code
 * choice   = sequence { "|" sequence }
 * sequence = { atom [ repeat ] | flags }
 * repeat   = ( "*" | "+" | "?" | "{" n [ "," [ m ] ] "}" ) [ "?" ]
 * atom     = "." | "^" | "$" | "[" class "]" | group | escape | quoted | any other ASCII character
 * group    = "(" [ "?:" | "?P<" name ">" | "?<" name ">" | "?" letters ":" ] choice ")"
 * flags    = "(?" letters ")"
 * letters  = { "i" | "s" } [ "-" { "i" | "s" } ]
 * escape   = "\" ( "d" "D" "w" "W" "s" "S" | "A" "z" | "a" "f" "n" "r" "t" "v" | "x" hex hex | "x{" hex "}" | punctuation )
 * quoted   = "\Q" text [ "\E" ]
 * class    = [ "^" ] item { item }
 * item     = character [ "-" character ] | escape | "[:" [ "^" ] name ":]"
 * }</pre>
 *
 * <p>What other engines understand differently from each other is refused rather than guessed: a brace that starts no count,
 * stacked repetition operators, {@code \1}, {@code \b}, {@code \p}, {@code (?m)}, collating symbols, characters outside ASCII.
 */
final class Parser {
    static final int MAX_LENGTH = 1024;
    static final int MAX_COUNT = 1000;
    static final int MAX_NESTING = 200;

    private static final int END_OF_PATTERN = -1;

    private final String pattern;
    private final Set<String> names = new HashSet<>();
    private int index;
    private int nesting;
    private int groups;
    private boolean ignoreCase;
    private boolean dotMatchesNewline;

    private Parser(String pattern) {
        this.pattern = pattern;
    }

    static Syntax parse(String pattern) throws Refusal {
        if (pattern.length() > MAX_LENGTH) {
            throw new Refusal(MAX_LENGTH, "the pattern has more than " + MAX_LENGTH + " characters");
        }
        Parser parser = new Parser(pattern);
        Syntax syntax = parser.choice();
        if (parser.index < pattern.length()) {
            throw parser.refusal("')' closes no group; write \\) for the character");
        }
        return syntax;
    }

    private Syntax choice() throws Refusal {
        List<Syntax> alternatives = new ArrayList<>();
        alternatives.add(sequence());
        while (accept("|")) {
            alternatives.add(sequence());
        }
        return alternatives.size() == 1 ? alternatives.get(0) : new Syntax.Choice(alternatives);
    }

    /** What a repetition operator would find before itself. */
    private enum Before {
        NOTHING,
        ATOM,
        REPETITION
    }

    private Syntax sequence() throws Refusal {
        List<Syntax> parts = new ArrayList<>();
        Before before = Before.NOTHING;
        while (true) {
            int next = peek();
            if (next == END_OF_PATTERN || next == '|' || next == ')') {
                break;
            } else if (next == '*' || next == '+' || next == '?' || next == '{') {
                requireRepeatable(before);
                int last = parts.size() - 1;
                parts.set(last, repeat(parts.get(last)));
                before = Before.REPETITION;
            } else if (accept("\\Q")) {
                before = quoted(parts) ? Before.ATOM : Before.NOTHING;
            } else {
                Syntax atom = atom();
                if (atom != null) {
                    parts.add(atom);
                }
                before = atom == null ? Before.NOTHING : Before.ATOM;
            }
        }
        return switch (parts.size()) {
            case 0 -> new Syntax.Empty();
            case 1 -> parts.get(0);
            default -> new Syntax.Sequence(parts);
        };
    }

    private void requireRepeatable(Before before) throws Refusal {
        char operator = pattern.charAt(index);
        if (before == Before.NOTHING) {
            throw refusal("nothing to repeat before '" + operator + "'; write \\" + operator + " for the character");
        }
        if (before == Before.REPETITION) {
            throw refusal(
                    "'" + operator + "' follows another repetition (possessive and stacked ones are not supported);"
                            + " put a group around what it repeats");
        }
    }

    private Syntax repeat(Syntax body) throws Refusal {
        int start = index;
        int least = 0;
        int most = Syntax.UNBOUNDED;
        switch (pattern.charAt(index++)) {
            case '+' -> least = 1;
            case '?' -> most = 1;
            case '{' -> {
                least = count(start);
                most = least;
                if (accept(",")) {
                    most = peek() == '}' ? Syntax.UNBOUNDED : count(start);
                }
                if (!accept("}")) {
                    throw notACount(start);
                }
                if (most != Syntax.UNBOUNDED && most < least) {
                    throw new Refusal(start, "the count ends below its start: " + least + " to " + most);
                }
            }
            default -> {}
        }
        boolean lazy = accept("?");
        return new Syntax.Repeat(body, least, most, lazy, start);
    }

    private int count(int start) throws Refusal {
        int count = 0;
        int first = index;
        while (peek() >= '0' && peek() <= '9') {
            count = Math.min(count * 10 + (peek() - '0'), MAX_COUNT + 1);
            index++;
        }
        if (index == first) {
            throw notACount(start);
        }
        if (count > MAX_COUNT) {
            throw new Refusal(start, "a count must not exceed " + MAX_COUNT);
        }
        return count;
    }

    private static Refusal notACount(int start) {
        return new Refusal(start, "'{' starts no count like {2}, {2,} or {2,5}; write \\{ for the character");
    }

    /** The atom at the index; null where there were only flags, which are now set. */
    private @Nullable Syntax atom() throws Refusal {
        if (peek() == '(') {
            return group();
        }
        if (peek() == '[') {
            return oneOf(bracketed());
        }
        if (accept(".")) {
            return new Syntax.OneOf(dotMatchesNewline ? Characters.ANY : Characters.NOT_NEWLINE);
        }
        if (accept("^") || accept("\\A")) {
            return Syntax.Anchor.START;
        }
        if (accept("$") || accept("\\z")) {
            return Syntax.Anchor.END;
        }
        Characters characters = escapedClass();
        return oneOf(characters != null ? characters : Characters.of(character()));
    }

    private Syntax oneOf(Characters characters) {
        return new Syntax.OneOf(ignoreCase ? characters.ignoringCase() : characters);
    }

    /** The text between {@code \Q} and {@code \E} or the end, character by character; whether there was any. */
    private boolean quoted(List<Syntax> parts) throws Refusal {
        int first = index;
        while (peek() != END_OF_PATTERN && !accept("\\E")) {
            parts.add(oneOf(Characters.of(ascii())));
        }
        return index > first && !pattern.startsWith("\\E", first);
    }

    private @Nullable Syntax group() throws Refusal {
        int start = index++;
        if (++nesting > MAX_NESTING) {
            throw new Refusal(start, "groups are nested deeper than " + MAX_NESTING);
        }
        boolean outerIgnoreCase = ignoreCase;
        boolean outerDotMatchesNewline = dotMatchesNewline;
        int number = 0;
        @Nullable String name = null;
        if (!accept("?")) {
            number = ++groups;
        } else if (accept("P<") || isNameAhead()) {
            number = ++groups;
            name = groupName();
        } else if (!accept(":")) {
            refuseSpecialGroup(start);
            flags(start);
            if (accept(")")) {
                nesting--;
                return null;
            }
            index++;
        }
        Syntax body = choice();
        if (!accept(")")) {
            throw new Refusal(start, "'(' is not closed; write \\( for the character");
        }
        nesting--;
        ignoreCase = outerIgnoreCase;
        dotMatchesNewline = outerDotMatchesNewline;
        return number == 0 ? body : new Syntax.Group(body, number, name);
    }

    private boolean isNameAhead() {
        return !pattern.startsWith("<=", index) && !pattern.startsWith("<!", index) && accept("<");
    }

    private String groupName() throws Refusal {
        int start = index;
        while (peek() != END_OF_PATTERN && peek() < 0x80 && Characters.WORD.contains(peek())) {
            index++;
        }
        String name = pattern.substring(start, index);
        if (name.isEmpty() || peek() != '>') {
            throw refusal("a group's name has letters, digits and '_' only and ends with '>'");
        }
        if (!names.add(name)) {
            throw new Refusal(start, "two groups are named '" + name + "'");
        }
        index++;
        return name;
    }

    private void refuseSpecialGroup(int start) throws Refusal {
        String rest = pattern.substring(index);
        String what = "";
        if (rest.startsWith("=") || rest.startsWith("!")) {
            what = "look-ahead is";
        } else if (rest.startsWith("<")) {
            what = "look-behind is";
        } else if (rest.startsWith(">")) {
            what = "atomic groups are";
        } else if (rest.startsWith("(")) {
            what = "conditionals are";
        } else if (rest.startsWith("P=")) {
            what = "back-references are";
        } else if (rest.startsWith("P>") || rest.startsWith("R") || rest.startsWith("&")) {
            what = "recursion is";
        } else if (rest.startsWith("#")) {
            what = "comments are";
        }
        if (!what.isEmpty()) {
            throw new Refusal(start, what + " not supported");
        }
    }

    /** Sets what the letters before {@code )} or {@code :} say. */
    private void flags(int start) throws Refusal {
        boolean on = true;
        boolean any = false;
        while (peek() != ')' && peek() != ':') {
            switch (peek()) {
                case 'i' -> ignoreCase = on;
                case 's' -> dotMatchesNewline = on;
                case '-' -> {
                    if (!on) {
                        throw refusal("a second '-' in the flags of a group");
                    }
                    on = false;
                    any = false;
                    index++;
                    continue;
                }
                case END_OF_PATTERN -> throw new Refusal(start, "'(?' is not closed");
                default -> throw refusal("unknown flag in '(?': only i and s are supported");
            }
            any = true;
            index++;
        }
        if (!any) {
            throw refusal("a flag is missing after '(?'");
        }
    }

    /** A class in brackets, not yet folded unless it is a complement. */
    private Characters bracketed() throws Refusal {
        int start = index++;
        boolean complement = accept("^");
        Characters characters = Characters.NONE;
        boolean first = true;
        while (first || peek() != ']') {
            if (peek() == END_OF_PATTERN) {
                throw new Refusal(start, "'[' is not closed; write \\[ for the character");
            }
            first = false;
            characters = characters.or(item());
        }
        index++;
        if (!complement) {
            return characters;
        }
        return (ignoreCase ? characters.ignoringCase() : characters).complement();
    }

    private Characters item() throws Refusal {
        if (pattern.startsWith("[:", index)) {
            return posixClass();
        }
        if (pattern.startsWith("[.", index) || pattern.startsWith("[=", index)) {
            throw refusal("collating symbols and equivalence classes are not supported; write \\[ for the character");
        }
        Characters escaped = escapedClass();
        if (escaped != null) {
            return escaped;
        }
        int start = index;
        int low = character();
        boolean range = peek() == '-' && index + 1 < pattern.length() && pattern.charAt(index + 1) != ']';
        if (!range) {
            return Characters.of(low);
        }
        index++;
        if (escapedClass() != null) {
            throw new Refusal(start, "a range ends with a class; write \\- for the character '-'");
        }
        int high = character();
        if (high < low) {
            throw new Refusal(start, "the range '" + pattern.substring(start, index) + "' ends below its start");
        }
        return Characters.range(low, high);
    }

    private Characters posixClass() throws Refusal {
        int start = index;
        int end = pattern.indexOf(":]", start + 2);
        boolean complement = pattern.startsWith("^", start + 2);
        int first = start + (complement ? 3 : 2);
        Characters named = end < first ? null : Characters.named(pattern.substring(first, end));
        if (named == null) {
            throw new Refusal(start, "unknown class after '[:'; write \\[ for the character");
        }
        index = end + 2;
        Characters folded = ignoreCase ? named.ignoringCase() : named;
        return complement ? folded.complement() : folded;
    }

    /** The class of {@code \d} and its like; null, and nothing read, where something else stands here. */
    private @Nullable Characters escapedClass() {
        if (peek() != '\\' || index + 1 == pattern.length()) {
            return null;
        }
        Characters characters = switch (pattern.charAt(index + 1)) {
            case 'd' -> Characters.DIGIT;
            case 'D' -> Characters.DIGIT.complement();
            case 'w' -> Characters.WORD;
            case 'W' -> Characters.WORD.complement();
            case 's' -> Characters.SPACE;
            case 'S' -> Characters.SPACE.complement();
            default -> null;
        };
        if (characters != null) {
            index += 2;
        }
        return characters;
    }

    /** One character, escaped or not. */
    private int character() throws Refusal {
        if (peek() != '\\') {
            return ascii();
        }
        int start = index++;
        if (peek() == END_OF_PATTERN) {
            throw new Refusal(
                    start, "a backslash at the end of the pattern escapes nothing; write \\\\ for the character");
        }
        char escaped = pattern.charAt(index++);
        return switch (escaped) {
            case 'a' -> 0x07;
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'x' -> hexadecimal(start);
            default -> {
                if (escaped < 0x80 && !Characters.LETTER.or(Characters.DIGIT).contains(escaped)) {
                    yield escaped;
                }
                throw new Refusal(start, refusedEscape(escaped));
            }
        };
    }

    private static String refusedEscape(char escaped) {
        return switch (escaped) {
            case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k' -> "back-references are not supported";
            case '0' -> "octal escapes are not supported; write \\xHH";
            case 'b', 'B' -> "word boundaries are not supported";
            case 'p', 'P' ->
                "Unicode classes are not supported: matching is by octets; write a class like [[:alpha:]] or [^\\x00-\\x7F]";
            default -> "unknown escape";
        };
    }

    private int hexadecimal(int start) throws Refusal {
        boolean braces = accept("{");
        int first = index;
        int value = 0;
        while (index < pattern.length() && (braces || index < first + 2) && digit(pattern.charAt(index)) >= 0) {
            value = Math.min(value * 16 + digit(pattern.charAt(index++)), Characters.COUNT);
        }
        boolean wellFormed = braces ? index > first && accept("}") : index == first + 2;
        if (!wellFormed) {
            throw new Refusal(start, "expected two hexadecimal digits after \\x, or some in braces");
        }
        if (value > 0xFF) {
            throw new Refusal(start, "matching is by octets: \\x{..} must not exceed FF");
        }
        return value;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private int ascii() throws Refusal {
        char c = pattern.charAt(index);
        if (c >= 0x80) {
            throw refusal(
                    "a character outside ASCII: matching is by octets; write each octet of the request as \\xHH, or"
                            + " its percent-encoding in a path");
        }
        index++;
        return c;
    }

    private int peek() {
        return index < pattern.length() ? pattern.charAt(index) : END_OF_PATTERN;
    }

    private boolean accept(String expected) {
        boolean here = pattern.startsWith(expected, index);
        if (here) {
            index += expected.length();
        }
        return here;
    }

    private Refusal refusal(String message) {
        return new Refusal(index, message);
    }
}
