package dev.gatehouse.routing.regex;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of characters. There are 257 of them: 0 to 255, one for each octet, and {@link #BEYOND}, which stands for every char
 * above 255. Immutable.
 */
final class Characters {
    /** The one symbol of all chars above 255. Only complements hold it. */
    static final int BEYOND = 256;

    /** How many symbols there are. */
    static final int COUNT = BEYOND + 1;

    static final Characters NONE = new Characters(new BitSet());
    static final Characters ANY = NONE.complement();
    static final Characters NOT_NEWLINE = of('\n').complement();
    static final Characters DIGIT = range('0', '9');
    static final Characters LETTER = range('A', 'Z').or(range('a', 'z'));
    static final Characters WORD = LETTER.or(DIGIT).or(of('_'));
    static final Characters SPACE =
            of('\t').or(of('\n')).or(of('\f')).or(of('\r')).or(of(' '));

    /** What an example is made of where it has the choice, best first. */
    private static final String PLEASANT = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ/-_.~";

    private final BitSet symbols;

    private Characters(BitSet symbols) {
        this.symbols = symbols;
    }

    static Characters of(int symbol) {
        return range(symbol, symbol);
    }

    /** All from {@code first} to {@code last}, both included. */
    static Characters range(int first, int last) {
        BitSet symbols = new BitSet(COUNT);
        symbols.set(first, last + 1);
        return new Characters(symbols);
    }

    /** The POSIX class {@code [:name:]} of the C locale; null where there is none of that name. */
    static @Nullable Characters named(String name) {
        return switch (name) {
            case "alnum" -> LETTER.or(DIGIT);
            case "alpha" -> LETTER;
            case "ascii" -> range(0, 0x7F);
            case "blank" -> of('\t').or(of(' '));
            case "cntrl" -> range(0, 0x1F).or(of(0x7F));
            case "digit" -> DIGIT;
            case "graph" -> range('!', '~');
            case "lower" -> range('a', 'z');
            case "print" -> range(' ', '~');
            case "punct" ->
                range('!', '/').or(range(':', '@')).or(range('[', '`')).or(range('{', '~'));
            case "space" -> SPACE.or(of(0x0B));
            case "upper" -> range('A', 'Z');
            case "word" -> WORD;
            case "xdigit" -> DIGIT.or(range('A', 'F')).or(range('a', 'f'));
            default -> null;
        };
    }

    Characters or(Characters that) {
        BitSet union = (BitSet) symbols.clone();
        union.or(that.symbols);
        return new Characters(union);
    }

    Characters and(Characters that) {
        BitSet intersection = (BitSet) symbols.clone();
        intersection.and(that.symbols);
        return new Characters(intersection);
    }

    Characters complement() {
        BitSet complement = (BitSet) symbols.clone();
        complement.flip(0, COUNT);
        return new Characters(complement);
    }

    /** With the other case of each ASCII letter. Octets above 127 have no case: they may be parts of anything. */
    Characters ignoringCase() {
        BitSet folded = (BitSet) symbols.clone();
        for (int upper = 'A'; upper <= 'Z'; upper++) {
            int lower = upper + ('a' - 'A');
            boolean either = symbols.get(upper) || symbols.get(lower);
            folded.set(upper, either);
            folded.set(lower, either);
        }
        return new Characters(folded);
    }

    boolean contains(int symbol) {
        return symbols.get(symbol);
    }

    boolean intersects(Characters that) {
        return symbols.intersects(that.symbols);
    }

    /** One of them to show to people, the more readable the better; the set must not be empty. */
    char example() {
        for (int i = 0; i < PLEASANT.length(); i++) {
            if (symbols.get(PLEASANT.charAt(i))) {
                return PLEASANT.charAt(i);
            }
        }
        int printable = symbols.nextSetBit(' ');
        return (char) (printable >= 0 ? printable : symbols.nextSetBit(0));
    }

    @Override
    public boolean equals(@Nullable Object that) {
        return that instanceof Characters characters && symbols.equals(characters.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    /** As a pattern would write it: {@code a}, {@code [0-9a-f]}, {@code [^\n]}. */
    @Override
    public String toString() {
        if (symbols.cardinality() == 1 && !contains(BEYOND)) {
            return name(symbols.nextSetBit(0));
        }
        return contains(BEYOND) ? "[^" + complement().ranges() + "]" : "[" + ranges() + "]";
    }

    private String ranges() {
        StringBuilder text = new StringBuilder();
        for (int first = symbols.nextSetBit(0); first >= 0; first = symbols.nextSetBit(first)) {
            int end = symbols.nextClearBit(first);
            text.append(name(first));
            if (end - first > 1) {
                text.append(end - first > 2 ? "-" : "").append(name(end - 1));
            }
            first = end;
        }
        return text.toString();
    }

    private static String name(int symbol) {
        if (symbol == '\n') {
            return "\\n";
        }
        if (symbol <= ' ' || symbol >= 0x7F) {
            return String.format("\\x%02X", symbol);
        }
        return ("\\-[]^".indexOf(symbol) >= 0 ? "\\" : "") + (char) symbol;
    }
}
