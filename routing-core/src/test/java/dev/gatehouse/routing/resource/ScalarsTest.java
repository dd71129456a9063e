package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scalar types, held against the patterns that the API publishes. */
class ScalarsTest {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final Pattern PATH = Pattern.compile("(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,5}(h|m|s|ms)){1,4}");

    @Property(tries = 3000)
    void namesAreThoseOfThePatterns(@ForAll("words") String text) {
        check(SUBDOMAIN, Names.isSubdomain(text), text);
        check(LABEL, Names.isLabel(text), text);
        check("[a-z]([-a-z0-9]*[a-z0-9])?", Names.isLabel1035(text), text);
        check("[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+", Names.isHeaderName(text), text);
        check("[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?", Names.KIND.accepts().test(text), text);
        check(SUBDOMAIN + "/[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+", Names.isDomainPath(text, 253), text);
        check("[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?|" + SUBDOMAIN + "/[A-Za-z0-9]+", Names.isProtocol(text), text);
        check("(" + SUBDOMAIN + "/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]", Names.isQualifiedName(text), text);
        check("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", Names.isLabelValue(text), text);
    }

    private static void check(String pattern, boolean found, String text) {
        assertEquals(text.matches(pattern), found, () -> "\"" + text + "\" and " + pattern);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings().withChars("aZ9-._/%~ :é{").ofMaxLength(8);
    }

    @Property(tries = 3000)
    void pathsAreThoseOfThePattern(@ForAll("paths") String text) {
        boolean expected = text.startsWith("/")
                && PATH.matcher(text).matches()
                && !text.matches(".*(//|/\\./|/\\.\\./|%2f|%2F|#).*")
                && !text.matches(".*/\\.\\.?");
        assertEquals(expected, PathRules.ROUTE_PATH.accepts().test(text), text);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("/", "/", ".", "..", "a", "%", "2f", "2F", "20", "#", "*", "[", "é")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 3000)
    void durationsAreThoseOfThePattern(@ForAll("durations") String text) {
        assertEquals(DURATION.matcher(text).matches(), GatewayDuration.parse(text) != null, text);
    }

    @Provide
    Arbitrary<String> durations() {
        return Arbitraries.of("1", "09", "99999", "100000", "h", "m", "s", "ms", "us", ".", "-", " ")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "0h0m, 0",
        "1h, 3600000",
        "1m30s, 90000",
        "500ms, 500",
        "1s1s, 2000",
        "10ms1h, 3600010",
        "99999h99999h99999h99999h, 1439985600000"
    })
    void durationsAreAddedUp(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), GatewayDuration.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "1", "s", "1.5s", "-1s", "1 s", "1d", "1us", "1S", "100000s", "1s1s1s1s1s", "1msx", "١s"
            })
    void noDuration(String text) {
        assertNull(GatewayDuration.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 4",
        "255.255.255.255, 4",
        "10.0.0.1, 4",
        "256.0.0.1, 0",
        "1.2.3, 0",
        "1.2.3.4.5, 0",
        "01.2.3.4, 0",
        "1.2.3., 0",
        "1..2.3, 0",
        "1.2.3.4 , 4",
        "a.b.c.d, 0",
        "::, 6",
        "::1, 6",
        "1::, 6",
        "fd00::1:2, 6",
        "1:2:3:4:5:6:7:8, 6",
        "1:2:3:4:5:6:7, 0",
        "1:2:3:4:5:6:7:8:9, 0",
        "1::2::3, 0",
        ":::, 0",
        ":1, 0",
        "1:, 0",
        "12345::, 0",
        "::ffff:1.2.3.4, 6",
        "::1.2.3, 0",
        "1:2:3:4:5:6:1.2.3.4, 6",
        "1:2:3:4:5:6:7:1.2.3.4, 0",
        "g::, 0",
        "1:2:3:4:5:6:7::, 6",
        "1:2:3:4:5:6:7:8::, 0",
        "fe80::1%eth0, 0",
        "x, 0"
    })
    void addresses(String text, int version) {
        assertEquals(version == 4, IpAddress.isV4(text));
        assertEquals(version == 6, IpAddress.isV6(text));
    }
}
