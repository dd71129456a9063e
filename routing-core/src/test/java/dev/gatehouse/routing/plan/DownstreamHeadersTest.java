package dev.gatehouse.routing.plan;

import static dev.gatehouse.routing.plan.UpstreamHeadersTest.fields;
import static dev.gatehouse.routing.plan.UpstreamHeadersTest.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.attach.HeaderEdits;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DownstreamHeadersTest {
    @Test
    void whatSpeaksOfTheBackendsConnectionStaysBehind() {
        assertEquals(
                List.of("Server: s", "Set-Cookie: a", "Set-Cookie: b", "Date: d", "Proxy-Status: ok", "x_y: 1"),
                lines(DownstreamHeaders.of(
                        fields(
                                "Server: s",
                                "Connection: keep-alive, X-Private, Set-Cookie",
                                "x-private: 1",
                                "Keep-Alive: timeout=5",
                                "Set-Cookie: a",
                                "Transfer-Encoding: chunked",
                                "Content-Length: 5",
                                "Set-Cookie: b",
                                "Upgrade: h2c",
                                "Trailer: Expires",
                                "Proxy-Authenticate: Basic",
                                "Proxy-Connection: close",
                                "TE: trailers",
                                "Date: d",
                                "Proxy-Status: ok",
                                "x_y: 1"),
                        List.of())));
    }

    @Test
    void theRoutesChangesAreMadeInOrder() {
        List<HeaderEdits> edits = List.of(
                new HeaderEdits(fields("X-A: backend"), List.of(), List.of("server")),
                new HeaderEdits(fields("x-a: rule", "Content-Length: 1"), fields("Vary: Origin"), List.of()));
        assertEquals(
                List.of("Vary: Accept", "x-a: rule", "Vary: Origin"),
                lines(DownstreamHeaders.of(fields("Server: s", "X-A: 1", "Vary: Accept"), edits)));
    }
}
