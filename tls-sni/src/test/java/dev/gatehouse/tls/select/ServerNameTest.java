package dev.gatehouse.tls.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {
    @ParameterizedTest
    @CsvSource({
        "shop.example, shop.example",
        "Shop.EXAMPLE, shop.example",
        "shop.example., shop.example",
        "a_b.Shop.example, a_b.shop.example",
        "-edge-.example, -edge-.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "localhost, localhost",
    })
    void hasOneForm(String text, String canonical) {
        assertEquals(canonical, ServerName.canonical(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".a",
                "a..b",
                "a..",
                "*.shop.example",
                "a b",
                "a\0.example",
                "b\u00fccher.example",
                "\u212a.example",
                "a/b",
                "a:443",
                "a\n"
            })
    void isNoName(String text) {
        assertNull(ServerName.canonical(text));
    }

    @Test
    void hasAtMost253Characters() {
        String longest = "a.".repeat(126) + "a";
        assertNotNull(ServerName.canonical(longest));
        assertNotNull(ServerName.canonical(longest + "."));
        assertNull(ServerName.canonical(longest + "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1.", "::1", "2001:db8::1", "[::1]", "1", "999.999"})
    void isAddress(String text) {
        assertTrue(ServerName.isAddress(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "127.0.0.1.example", "1a", "0x7f.1"})
    void isNoAddress(String text) {
        assertFalse(ServerName.isAddress(text));
    }
}
