package dev.gatehouse.routing.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.ObjectRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of an access log, and how they get into a file. */
@Timeout(60)
class AccessLogTest {
    private static final Bind WEB = new Bind(new ObjectRef("g", "Gateway", "default", "web"), 80);

    @TempDir
    Path folder;

    private static ObservedExchange exchange(String target, Map<String, String> fields) {
        ObservedExchange exchange = ObservedExchange.begin(new ExchangeObserver() {}, WEB, new Asked(target, fields));
        exchange.answered(200);
        exchange.sent(12);
        exchange.ended(true);
        return exchange;
    }

    private static String line(String format, String target, Map<String, String> fields) {
        return AccessLogFormat.of(format).line(exchange(target, fields));
    }

    @Test
    void theCommonAndTheCombinedFormat() {
        String clock = "\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000]";
        String common = "192\\.0\\.2\\.1 - - " + clock + " \"GET /a HTTP/1\\.1\" 200 12";
        assertTrue(line("common", "/a", Map.of()).matches(common));
        assertTrue(line("combined", "/a", Map.of("User-Agent", "curl")).matches(common + " \"-\" \"curl\""));
    }

    @Test
    void aFormatOfOnesOwn() {
        assertEquals(
                "{GET} /a 200 - x",
                line("{{{method}} {target} {status} {route} {header:X-Mine}", "/a", Map.of("X-Mine", "x")));
    }

    @Test
    void anExchangeWithoutAnswerHasNoStatus() {
        ObservedExchange exchange = ObservedExchange.begin(new ExchangeObserver() {}, WEB, new Asked("/", Map.of()));
        exchange.ended(false);
        assertEquals("- false", AccessLogFormat.of("{status} {complete}").line(exchange));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{nothing}", "{method", "{}"})
    void whatIsNoFormatIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AccessLogFormat.of(text));
    }

    @Test
    void nothingThatAClientSendsEndsALineOrAQuotedText() {
        Map<String, String> hostile = Map.of("User-Agent", "a\"\\\r\n\u001b[2J\u00e9\u2028");
        assertEquals("\"a\\x22\\x5c\\x0d\\x0a\\x1b[2J\\xe9\\u2028\"", line("\"{header:User-Agent}\"", "/", hostile));
        String json = line("json", "/\n", hostile);
        assertTrue(json.contains("\"target\":\"/\\u000a\""), json);
        assertTrue(json.contains("\"user-agent\":\"a\\u0022\\u005c\\u000d\\u000a\\u001b[2J\\u00e9\\u2028\""), json);
        assertTrue(json.contains("\"status\":200,") && json.contains("\"route\":null,"), json);
    }

    @Test
    void whatWaitsIsWrittenBeforeTheEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = AccessLog.to(out, AccessLogFormat.of("{target}"))) {
            log.ended(exchange("/1", Map.of()));
            log.ended(exchange("/2", Map.of()));
        }
        assertEquals("/1\n/2\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void nobodyWaitsForASinkThatDoesNotTakeLinesAndWhatIsDroppedIsCounted() {
        Stuck out = new Stuck();
        AccessLog log = AccessLog.to(out, AccessLogFormat.of("{target}"));
        for (int i = 0; i < 20_000; i++) {
            log.ended(exchange("/1", Map.of()));
        }
        assertTrue(log.dropped() >= 20_000 - 2 * 8192 - 1, "dropped " + log.dropped());
        out.free.countDown();
        log.close();
        assertEquals(20_000, out.lines() + log.dropped());
    }

    @Test
    void longLinesFillTheRoomSooner() {
        Stuck out = new Stuck();
        AccessLog log = AccessLog.to(out, AccessLogFormat.of("{target}"));
        String target = "/" + "x".repeat(32 * 1024 - 2);
        for (int i = 0; i < 300; i++) {
            log.ended(exchange(target, Map.of()));
        }
        assertTrue(log.dropped() >= 300 - 2 * 128 - 1, "dropped " + log.dropped());
        out.free.countDown();
        log.close();
        assertEquals(300, out.lines() + log.dropped());
    }

    /** Takes nothing until it is freed. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch free = new CountDownLatch(1);
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            out.write(bytes, offset, length);
        }

        long lines() {
            return out.toString(StandardCharsets.UTF_8).lines().count();
        }
    }

    @Test
    void aFileThatWasMovedIsMadeAnew() throws Exception {
        Path file = folder.resolve("access.log");
        Path moved = folder.resolve("access.log.1");
        try (AccessLog log = AccessLog.to(file, AccessLogFormat.of("{target}"))) {
            log.ended(exchange("/1", Map.of()));
            while (Files.size(file) == 0) {
                Thread.onSpinWait();
            }
            Files.move(file, moved);
            log.ended(exchange("/2", Map.of()));
        }
        assertEquals("/1\n", Files.readString(moved));
        assertEquals("/2\n", Files.readString(file));
    }
}
