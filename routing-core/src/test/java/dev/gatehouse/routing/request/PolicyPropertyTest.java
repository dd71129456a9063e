package dev.gatehouse.routing.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for whatever a client sends. */
class PolicyPropertyTest {
    /** All that the policy has a rule for, and a little that it has none for. */
    private static final String[] MORSELS = {
        "/", "/", "/", "/", ".", ".", "..", ";", "%3b", "%3B", "%2e", "%2E", "%2f", "%5C", "%", "%4", "%41", "%25",
        "%20", "%00", "%7f", "%c0", "%C1", "%e0", "%F0", "%f8", "%FC", "%80", "%81", "%82", "%af", "%BF", "%c3%a9", "a",
        "b", "A", "0", "e", "~", "+", "=", "?", "?", "#", "\\", "//", "/../", "/./", " ", "\u0000", "\u00e9", "\u212a"
    };

    /** Every target of up to six of the pieces on which the shape of a path depends. */
    @Test
    void agreesWithTheNaiveReadingOnAllShortPaths() {
        String[] alphabet = {"/", ".", ";", "a", "%2e", "%3B"};
        int targets = 0;
        for (int length = 0; length <= 6; length++) {
            int combinations = (int) Math.pow(alphabet.length, length);
            for (int combination = 0; combination < combinations; combination++) {
                StringBuilder target = new StringBuilder("/");
                for (int rest = combination, i = 0; i < length; i++, rest /= alphabet.length) {
                    target.append(alphabet[rest % alphabet.length]);
                }
                assertAgrees(target.toString());
                targets++;
            }
        }
        assertEquals(55987, targets);
    }

    @Property(tries = 20_000)
    void agreesWithTheNaiveReading(@ForAll("targets") String target) {
        assertAgrees(target);
    }

    private static void assertAgrees(String target) {
        String expected = NaivePolicy.forwarded(target);
        assertEquals(expected, forwarded(Normalized.of(TestHead.get(target))), target);
        if (expected != null) {
            // The scan that finds a path normal must be right in both directions: it is why most requests are never
            // rewritten.
            assertEquals(expected.equals(target), NormalPath.end(target, 0) >= 0, target);
        }
    }

    @Property(tries = 20_000)
    void normalisingTwiceChangesNothing(@ForAll("targets") String target) {
        if (Normalized.of(TestHead.get(target)) instanceof Request once) {
            Request twice = Verdicts.accepted(TestHead.get(once.target()));
            assertSame(once.target(), twice.target());
            assertEquals(once.path(), twice.path());
            assertEquals(once.query(), twice.query());
        }
    }

    @Property(tries = 5_000)
    void aPathInNormalFormHasOneReading(@ForAll("targets") String target) {
        if (Normalized.of(TestHead.get(target)) instanceof Request request) {
            String path = request.path();
            assertTrue(path.startsWith("/"), path);
            for (String trap :
                    List.of("//", "/./", "/../", "/.;", "/..;", "/;", "?", "#", "\\", "%2F", "%5C", "%2E", "%00")) {
                assertFalse(path.contains(trap), path);
            }
            assertFalse(path.endsWith("/.") || path.endsWith("/.."), path);
            assertEquals(request.query() == null ? path : path + "?" + request.query(), request.target());
        }
    }

    @Property(tries = 5_000)
    void anythingInLatin1IsAnswered(
            @ForAll @CharRange(from = '\u0000', to = '\u00ff') @StringLength(max = 20) String target,
            @ForAll @CharRange(from = '\u0000', to = '\u00ff') @StringLength(max = 8) String host,
            @ForAll @CharRange(from = '\u0000', to = '\u00ff') @StringLength(max = 3) String method) {
        for (String form : List.of(target, "/" + target, "http://" + target, "http://" + host + "/" + target)) {
            assertNotNull(Normalized.of(TestHead.of(host, form)));
            assertNotNull(Normalized.of(TestHead.of(host, form).withMethod(method)));
            assertNotNull(Normalized.of(TestHead.of(host, form).withHosts().withAuthority(host)));
        }
    }

    @Property(tries = 5_000)
    void charactersThatAreNoBytesAreRefused(
            @ForAll @CharRange(from = '\u0100', to = '\uffff') char wide,
            @ForAll("targets") String before,
            @ForAll("targets") String after) {
        String target = before + wide + after;
        Verdicts.refused(TestHead.get(target));
        Verdicts.refused(TestHead.of("a" + wide, "/"));
        Verdicts.refused(TestHead.get("http://a.example" + wide + "/"));
        Verdicts.refused(TestHead.get("/").withMethod("G" + wide));
    }

    @Property(tries = 10_000)
    void aHostInNormalFormIsItsOwn(@ForAll("hosts") String received) {
        String host = HostNormalizer.normalize(received);
        if (host != null) {
            String again = host.contains(":") ? "[" + host + "]" : host;
            assertEquals(host, HostNormalizer.normalize(again), received);
            assertTrue(host.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*|[0-9a-f:.]+"), received);
            assertTrue(HostNormalizer.same(received, received, HostNormalizer.NO_PORT), received);
        }
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.of(MORSELS).list().ofMaxSize(10).map(morsels -> "/" + String.join("", morsels));
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.of(
                        "a", "B", "example", ".", ":", "::", "8", "80", "443", "[", "]", "1", "f", "-", "_", "@", "%",
                        "*", "1.2.3.4")
                .list()
                .ofMaxSize(8)
                .map(morsels -> String.join("", morsels));
    }

    private static @Nullable String forwarded(Normalized normalized) {
        return normalized instanceof Request request ? request.target() : null;
    }
}
