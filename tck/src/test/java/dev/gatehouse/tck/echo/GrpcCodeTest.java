package dev.gatehouse.tck.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcCodeTest {
    @ParameterizedTest
    @CsvSource({
        "400, INTERNAL",
        "401, UNAUTHENTICATED",
        "403, PERMISSION_DENIED",
        "404, UNIMPLEMENTED",
        "429, UNAVAILABLE",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "504, UNAVAILABLE",
        "500, UNKNOWN",
        "200, UNKNOWN"
    })
    void whatAnHttpStatusStandsFor(int status, GrpcCode code) {
        assertEquals(code, GrpcCode.ofHttp(status));
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "12, UNIMPLEMENTED", "14, UNAVAILABLE", "16, UNAUTHENTICATED", "17, UNKNOWN", "x, UNKNOWN"})
    void whatANumberStandsFor(String number, GrpcCode code) {
        assertEquals(code, GrpcCode.numbered(number));
    }
}
