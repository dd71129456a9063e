package dev.gatehouse.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.table.RouteEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scale run, tiny, so that it does not rot; nothing is concluded from its times. */
class ScaleRunTest {
    @Test
    void aTableIsAskedWhileItChanges() throws InterruptedException {
        report(ScaleRun.report(() -> new ScaledTable(Yardstick.of("10x20")), Duration.ofMillis(60)), "200 rules");
    }

    @Test
    void routesAreAskedWhileTheyChange() throws InterruptedException {
        report(ScaleRun.report(() -> new ScaledRoutes(200), Duration.ofMillis(60)), "200 HTTPRoutes");
    }

    private static void report(List<String> lines, String title) {
        assertTrue(lines.get(0).startsWith(title), lines::toString);
        assertEquals(
                List.of(
                        "| a change |",
                        "| a match, quiet |",
                        "| a match while something else changes |",
                        "| a match while it changes |"),
                lines.subList(4, 8).stream()
                        .map(line -> line.substring(0, line.indexOf('|', 1) + 1))
                        .toList());
    }

    @Test
    void filesAreChangedAndServed() throws Exception {
        List<String> lines = FileRun.report(30, 3, 1);
        assertEquals(5, lines.size());
        assertTrue(lines.get(0).startsWith("| 3 changes of one file, 30 routes |"), lines::toString);
    }

    @Test
    void routesChangeWhileEndpointsAreProbed() throws Exception {
        List<String> lines = ProbedChanges.report(30, 3);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("| 30 | 3 | one HTTPRoute |"), lines::toString);
    }

    @Test
    void answersAreChecked() {
        ScaledTable table = new ScaledTable(Yardstick.of("2x5"));
        ScaledTable.Changed changed = table.next();
        assertThrows(IllegalStateException.class, () -> table.checkChange(changed), "not served yet");
        table.change(changed);
        table.checkChange(changed);

        ScaledTable.Asked asked = table.request();
        RouteEntry answer = table.ask(table.state(), asked);
        table.check(asked, answer);
        ScaledTable.Asked other = new ScaledTable.Asked(asked.request(), "/other");
        assertThrows(IllegalStateException.class, () -> table.check(other, answer));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "1, 63",
        "1000, 64",
        "1000, 12345",
        "1000, 123456789",
        "10, 1234567890123",
        "10, 9223372036854775807"
    })
    void aPercentileIsTrueToTwoPercent(int times, long value) {
        Percentiles percentiles = new Percentiles();
        for (int i = 0; i < times; i++) {
            percentiles.add(value);
        }
        percentiles.add(Long.MAX_VALUE);
        isNear(value, percentiles.at(0.4));
        isNear(Long.MAX_VALUE, percentiles.at(0.9999999));
        assertEquals(Long.MAX_VALUE, percentiles.largest());
        assertEquals(times + 1, percentiles.count());
    }

    private static void isNear(long expected, long found) {
        assertTrue(Math.abs(expected - found) <= expected / 50, () -> found + " (expected: " + expected + ")");
    }
}
