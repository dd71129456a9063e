package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AltSvcTest {
    @ParameterizedTest
    @CsvSource({
        ", 443",
        "'', 443",
        "shop.example, 443",
        "shop.example:8443, 8443",
        "[::1], 443",
        "[::1]:8443, 8443",
        "shop.example:65535, 65535",
        "shop.example:65536, 0",
        "shop.example:99999999999999999999, 0",
        "shop.example:80\", 0",
        "shop.example:, 0"
    })
    void thePortIsThatOfTheAuthority(String authority, int port) {
        assertEquals(port, AltSvc.port(authority));
    }
}
