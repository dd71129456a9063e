package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a ticket can be opened. */
class SessionTicketsTest {
    private long now = Long.MAX_VALUE - 1000; // the clock of a JVM may begin anywhere, and pass its end

    private SessionTickets tickets(boolean clients) {
        return new SessionTickets(clients, () -> now);
    }

    private static List<String> names(SessionTickets tickets) {
        return tickets.keys().stream()
                .map(OpenSslSessionTicketKey::name)
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // minutes at which a ticket is sealed, and at which it comes back; whether it can be opened without and with
        // certificates of clients
        "0, 0, true, true",
        "0, 59, true, true",
        "0, 60, true, false",
        "59, 61, true, false",
        "0, 119, true, false",
        "0, 120, false, false",
        "61, 119, true, true",
        "61, 121, true, false",
        "61, 180, false, false",
        "0, 6000, false, false"
    })
    void aTicketCanBeOpened(int sealed, int back, boolean withoutClients, boolean withClients) {
        long begun = now;
        for (boolean clients : new boolean[] {false, true}) {
            now = begun;
            SessionTickets tickets = tickets(clients);
            names(tickets);
            now = begun + Duration.ofMinutes(sealed).toNanos();
            String key = names(tickets).get(0);
            now = begun + Duration.ofMinutes(back).toNanos();
            assertEquals(clients ? withClients : withoutClients, names(tickets).contains(key));
        }
    }

    /** However seldom somebody comes. */
    @Test
    void aKeyDoesNotLiveOnForWantOfVisits() {
        SessionTickets tickets = tickets(false);
        String first = names(tickets).get(0);
        now += Duration.ofMinutes(119).toNanos();
        assertEquals(first, names(tickets).get(1));
        now += Duration.ofMinutes(1).toNanos();
        assertFalse(names(tickets).contains(first));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noTwoHaveTheSameKeys(boolean clients) {
        OpenSslSessionTicketKey one = tickets(clients).keys().get(0);
        OpenSslSessionTicketKey other = tickets(clients).keys().get(0);
        assertNotEquals(HexFormat.of().formatHex(one.name()), HexFormat.of().formatHex(other.name()));
        assertNotEquals(HexFormat.of().formatHex(one.aesKey()), HexFormat.of().formatHex(other.aesKey()));
        assertNotEquals(HexFormat.of().formatHex(one.hmacKey()), HexFormat.of().formatHex(other.hmacKey()));
    }
}
