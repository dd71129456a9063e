package dev.gatehouse.routing.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.request.HopByHop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class HeaderNamesTest {
    @Test
    void noNameThatHasAMeaningIsOrdinaryInAnySpelling() {
        List<String> names = new ArrayList<>(HopByHop.NAMES);
        names.addAll(List.of(
                "forwarded",
                "x-forwarded",
                "x-forwarded-for",
                "x-forwarded-a-name-that-is-longer-than-any-other-that-anybody-has-ever-seen",
                "x-real-ip",
                "proxy",
                "proxy-anything",
                "host",
                "expect",
                "client-cert",
                "client-cert-chain"));
        for (String name : names) {
            assertTrue(HeaderNames.isHopByHop(name) || HeaderNames.isOwned(name), name);
            assertFalse(HeaderNames.isOrdinary(name), name);
            assertFalse(HeaderNames.isOrdinary(name.toUpperCase(Locale.ROOT)), name);
            assertFalse(HeaderNames.isOrdinary(name.replace('-', '_') + "_"), name);
            assertFalse(HeaderNames.isOrdinary(Character.toUpperCase(name.charAt(0)) + name.substring(1)), name);
        }
    }

    @Test
    void mostNamesAreOrdinary() {
        for (String name : List.of("Accept", "Date", "Server", "User-Agent", "Content-Type", "cookie", "ETag", "a")) {
            assertTrue(HeaderNames.isOrdinary(name), name);
        }
        for (String name : List.of("", "1", "a_b", "[", "{", "\u00e4")) {
            assertFalse(HeaderNames.isOrdinary(name), name);
        }
    }
}
