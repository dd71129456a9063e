package dev.gatehouse.yaml;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a plain (unquoted) scalar means: to {@code kubectl}, whose reader follows YAML 1.1, and by the core schema of YAML 1.2
 * (section 10.3). A number without a fraction is an integer in both, as it is after {@code kubectl} has turned it into JSON.
 */
final class Scalars {
    /** Stands for every integer that 64 bits do not hold. */
    static final BigInteger TOO_LARGE = BigInteger.ONE.shiftLeft(64);

    // Longer digits than these mean nothing, and the time to read them grows with their square.
    private static final int LONGEST_NUMBER = 128;
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern CORE_DECIMAL = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern CORE_PREFIXED = Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+");
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    /** The words that both read alike. */
    private static final Map<String, @Nullable Object> CORE_WORDS = new HashMap<>();

    /** The words of YAML 1.1. */
    private static final Map<String, @Nullable Object> KUBERNETES_WORDS = new HashMap<>();

    static {
        put(CORE_WORDS, null, "", "~", "null", "Null", "NULL");
        put(CORE_WORDS, true, "true", "True", "TRUE");
        put(CORE_WORDS, false, "false", "False", "FALSE");
        put(CORE_WORDS, Double.POSITIVE_INFINITY, ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF");
        put(CORE_WORDS, Double.NEGATIVE_INFINITY, "-.inf", "-.Inf", "-.INF");
        put(CORE_WORDS, Double.NaN, ".nan", ".NaN", ".NAN");
        KUBERNETES_WORDS.putAll(CORE_WORDS);
        put(KUBERNETES_WORDS, true, "y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
        put(KUBERNETES_WORDS, false, "n", "N", "no", "No", "NO", "off", "Off", "OFF");
    }

    private Scalars() {}

    /** Null, a Boolean, an Integer, a Long, a BigInteger from 2^63 on, a Double, or the text itself. */
    static @Nullable Object kubernetes(String text) {
        if (KUBERNETES_WORDS.containsKey(text)) {
            return KUBERNETES_WORDS.get(text);
        }
        char first = text.charAt(0);
        if (first == '.') {
            return decimal(text, text);
        }
        if (first != '-' && first != '+' && (first < '0' || first > '9')) {
            return text;
        }
        String plain = text.replace("_", "");
        if (plain.length() > LONGEST_NUMBER) {
            return FLOAT.matcher(plain).matches() ? TOO_LARGE : text;
        }
        Number integer = kubernetesInteger(plain);
        return integer != null ? integer : decimal(plain, text);
    }

    /** The same by YAML 1.2. */
    static @Nullable Object core(String text) {
        if (CORE_WORDS.containsKey(text)) {
            return CORE_WORDS.get(text);
        }
        if (text.length() > LONGEST_NUMBER) {
            return FLOAT.matcher(text).matches() ? TOO_LARGE : text;
        }
        if (CORE_DECIMAL.matcher(text).matches()) {
            return integer(text, 10);
        }
        if (CORE_PREFIXED.matcher(text).matches()) {
            return integer(text.substring(2), text.charAt(1) == 'o' ? 8 : 16);
        }
        return decimal(text, text);
    }

    /** Whether YAML 1.2 means something else by this text. */
    static boolean differs(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char first = text.charAt(0);
        boolean number = first <= '9' && (first >= '0' || first == '-' || first == '+' || first == '.');
        return number
                ? !Objects.equals(kubernetes(text), core(text))
                : KUBERNETES_WORDS.containsKey(text) && !CORE_WORDS.containsKey(text);
    }

    /** A value in words, for messages. */
    static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String kind = value instanceof Boolean ? "boolean" : value instanceof Number ? "number" : "string";
        String text = value.toString();
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "…";
        return "the " + kind + " " + (value instanceof String ? '"' + shown + '"' : shown);
    }

    private static @Nullable Number kubernetesInteger(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String sign = text.startsWith("-") ? "-" : "";
        String digits = text.substring(signed ? 1 : 0);
        int radix = 10;
        if (digits.startsWith("0") && digits.length() > 1) {
            char mark = Character.toLowerCase(digits.charAt(1));
            radix = digits.length() < 3 ? 8 : mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
            boolean prefixed = digits.length() >= 3 && (mark == 'x' || mark == 'b' || mark == 'o');
            digits = digits.substring(prefixed ? 2 : 1);
        }
        if (digits.isEmpty()) {
            return null;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) > 'f' || Character.digit(digits.charAt(i), radix) < 0) {
                return null;
            }
        }
        return integer(sign + digits, radix);
    }

    private static Number integer(String text, int radix) {
        BigInteger value = new BigInteger(text, radix);
        if (value.bitLength() > 64 || value.compareTo(LONG_MIN) < 0) {
            return TOO_LARGE;
        }
        return value.bitLength() > 63 ? value : narrow(value.longValueExact());
    }

    private static Object decimal(String number, String text) {
        if (number.length() > LONGEST_NUMBER || !FLOAT.matcher(number).matches()) {
            return text;
        }
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            return text;
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
        return whole ? narrow((long) value) : value;
    }

    private static Number narrow(long value) {
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private static void put(Map<String, @Nullable Object> words, @Nullable Object value, String... spellings) {
        Arrays.asList(spellings).forEach(word -> words.put(word, value));
    }
}
