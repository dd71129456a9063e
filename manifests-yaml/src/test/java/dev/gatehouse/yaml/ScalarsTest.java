package dev.gatehouse.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What plain scalars mean: to kubectl (go-yaml v2, then JSON) in the first column, by the core schema of YAML 1.2 in the second. */
class ScalarsTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    static Stream<Arguments> words() {
        return Stream.of(
                both("", null),
                both("~", null),
                both("null", null),
                both("Null", null),
                both("NULL", null),
                both("nULL", "nULL"),
                both("true", true),
                both("True", true),
                both("TRUE", true),
                both("tRUE", "tRUE"),
                both("false", false),
                both("False", false),
                both("FALSE", false),
                each("yes", true, "yes"),
                each("Yes", true, "Yes"),
                each("YES", true, "YES"),
                both("yES", "yES"),
                each("on", true, "on"),
                each("On", true, "On"),
                each("ON", true, "ON"),
                both("oN", "oN"),
                each("y", true, "y"),
                each("Y", true, "Y"),
                each("no", false, "no"),
                each("No", false, "No"),
                each("NO", false, "NO"),
                each("off", false, "off"),
                each("Off", false, "Off"),
                each("OFF", false, "OFF"),
                each("n", false, "n"),
                each("N", false, "N"),
                both("none", "none"),
                both("yes please", "yes please"),
                both("=", "="));
    }

    static Stream<Arguments> integers() {
        return Stream.of(
                both("0", 0),
                both("-0", 0),
                both("8080", 8080),
                both("+12", 12),
                both("-12", -12),
                both("2147483647", 2147483647),
                both("2147483648", 2147483648L),
                both("-2147483649", -2147483649L),
                both("9223372036854775807", Long.MAX_VALUE),
                both("-9223372036854775808", Long.MIN_VALUE),
                both("9223372036854775808", BigInteger.ONE.shiftLeft(63)),
                both("18446744073709551616", Scalars.TOO_LARGE),
                both("-9223372036854775809", Scalars.TOO_LARGE),
                both("1".repeat(200), Scalars.TOO_LARGE),
                each("0755", 493, 755),
                each("-017", -15, -17),
                each("010", 8, 10),
                both("00", 0),
                // Not octal, and then kubectl takes it for a float.
                both("08", 8),
                both("0o17", 15),
                each("-0o17", -15, "-0o17"),
                each("0O17", 15, "0O17"),
                both("0o18", "0o18"),
                both("0x1F", 31),
                each("0X1f", 31, "0X1f"),
                each("-0x10", -16, "-0x10"),
                each("0b101", 5, "0b101"),
                both("0b102", "0b102"),
                both("0x", "0x"),
                each("1_000", 1000, "1_000"),
                both("_1", "_1"),
                both("-", "-"),
                both("--1", "--1"),
                both("1 2", "1 2"),
                // Sexagesimal numbers of YAML 1.1 are text to kubectl too.
                both("12:30", "12:30"),
                // Arabic digits are no digits.
                both("1\u0662", "1\u0662"));
    }

    static Stream<Arguments> floats() {
        return Stream.of(
                both("1.5", 1.5),
                both("-.5", -0.5),
                both(".5", 0.5),
                both("1.", 1),
                both("2.0", 2),
                both("1e3", 1000),
                both("1E-2", 0.01),
                both("1e19", 1e19),
                each("1_0.5", 10.5, "1_0.5"),
                both("1e400", "1e400"),
                both("1.2.3", "1.2.3"),
                both("1e", "1e"),
                both(".", "."),
                both("...", "..."),
                both(".inf", INFINITE),
                both("+.Inf", INFINITE),
                both("-.INF", -INFINITE),
                both(".NaN", Double.NaN),
                both("inf", "inf"),
                both("NaN", "NaN"));
    }

    static Stream<Arguments> text() {
        return Stream.of(
                both("2024-01-02", "2024-01-02"),
                both("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"),
                both("10.0.0.1", "10.0.0.1"),
                both("1Gi", "1Gi"),
                both("500m", "500m"),
                both("30s", "30s"),
                both("/", "/"),
                both("*.example.com", "*.example.com"));
    }

    @ParameterizedTest(name = "[{index}] {0} is {1} to kubectl, {2} in YAML 1.2")
    @MethodSource({"words", "integers", "floats", "text"})
    void aPlainScalarMeans(String text, Object kubernetes, Object core) {
        assertEquals(kubernetes, Scalars.kubernetes(text));
        assertEquals(core, Scalars.core(text));
        assertEquals(!Objects.equals(kubernetes, core), Scalars.differs(text));
    }

    private static Arguments both(String text, Object value) {
        return Arguments.of(text, value, value);
    }

    private static Arguments each(String text, Object kubernetes, Object core) {
        return Arguments.of(text, kubernetes, core);
    }
}
