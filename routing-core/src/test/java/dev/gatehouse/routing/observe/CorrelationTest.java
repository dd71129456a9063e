package dev.gatehouse.routing.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.observe.Correlation.RequestId;
import dev.gatehouse.routing.observe.Correlation.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on to a backend of the fields by which a request is followed. */
class CorrelationTest {
    private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Correlation KEEP = new Correlation(RequestId.KEEP, Trace.KEEP);
    private static final Correlation MAKE = new Correlation(RequestId.REPLACE, Trace.CREATE);

    /** Trace Context sections 3.2.2.1 to 3.2.2.5 and 4.3. */
    @ParameterizedTest
    @CsvSource({
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more, false",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01, false",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331, false",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "'', false",
    })
    void whatATraceparentIs(String value, boolean valid) {
        assertEquals(valid, Correlation.isTraceparent(value));
        assertEquals(valid ? value : null, KEEP.traceparent(List.of(value)));
        assertEquals(valid, value.equals(MAKE.traceparent(List.of(value))));
    }

    @Test
    void aTraceBeginsWhereThereIsNoneOrMoreThanOne() {
        assertNull(KEEP.traceparent(List.of()));
        assertNull(KEEP.traceparent(List.of(VALID, VALID)));
        for (List<String> received : List.of(List.<String>of(), List.of(VALID, VALID))) {
            String made = MAKE.traceparent(received);
            assertNotNull(made);
            assertTrue(Correlation.isTraceparent(made) && made.endsWith("-01"), made);
            assertNotEquals(made, MAKE.traceparent(received));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7b0c1a9e-4d1b-4c53-b0d3-9f5b5d1c2a11", "01HF7YAT00=+/:@~._-"})
    void anIdThatIsPlainIsKept(String id) {
        assertEquals(id, KEEP.requestId(List.of(id)));
        assertNotEquals(id, MAKE.requestId(List.of(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a,b", "\u00e9", "<script>"})
    void anIdThatIsNotPlainIsReplaced(String id) {
        assertMade(KEEP.requestId(List.of(id)));
    }

    @Test
    void oneThatIsTooLongOrNotAloneOrNotThereIsReplaced() {
        assertEquals("x".repeat(128), KEEP.requestId(List.of("x".repeat(128))));
        assertMade(KEEP.requestId(List.of("x".repeat(129))));
        assertMade(KEEP.requestId(List.of("a", "a")));
        assertMade(KEEP.requestId(List.of()));
        assertNotEquals(KEEP.requestId(List.of()), KEEP.requestId(List.of()));
    }

    @Test
    void unlessSetOtherwiseAnIdGoesOnAsItCame() {
        assertNull(Correlation.DEFAULT.requestId(List.of()));
        assertEquals("a b", Correlation.DEFAULT.requestId(List.of("a b")));
        assertNull(Correlation.DEFAULT.traceparent(List.of("broken")));
    }

    private static void assertMade(String id) {
        assertTrue(id.matches("[0-9a-f]{32}"), id);
    }
}
