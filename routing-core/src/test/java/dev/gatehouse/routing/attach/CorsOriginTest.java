package dev.gatehouse.routing.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code HTTPCORSFilter.allowOrigins}. */
class CorsOriginTest {
    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "https://a.com, https://a.com, true",
        "https://a.com, http://a.com, false",
        "https://a.com, https://a.com:443, true",
        "http://a.com:80, http://a.com, true",
        "https://a.com, https://a.com:80, false",
        "https://a.com:8443, https://a.com:8443, true",
        "https://a.com:8443, https://a.com, false",
        "https://A.com, HTTPS://a.COM, true",
        "https://*, https://a.com, true",
        "https://*, https://x.y.z:443, true",
        "https://*, http://a.com, false",
        "https://*, https://, false",
        "https://*.bar.com, https://www.bar.com, true",
        "https://*.bar.com, https://xpto.www.bar.com, true",
        "https://*.bar.com, https://foobar.com, false",
        "https://*.bar.com, https://bar.com, false",
        "https://*.bar.com, https://.bar.com, false",
        "https://*.bar.com, https://www.bar.com.evil, false",
        "https://*.bar.com:8443, https://www.bar.com:8443, true",
        "https://a.com, https://a.com/, false",
        "https://a.com, https://a.com:, false",
        "https://a.com, https://a.com:99999, false",
        "https://a.com, null, false",
        "https://a.com, a.com, false",
        "https://k.com, https://\u212a.com, false",
    })
    void covers(String allowed, String origin, boolean expected) {
        assertEquals(expected, CorsOrigin.parse(allowed).covers(origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.com", "://a.com", "https://a.com:x"})
    void whatIsNoOrigin(String text) {
        assertThrows(IllegalArgumentException.class, () -> CorsOrigin.parse(text));
    }
}
