package dev.gatehouse.tck.client;

import dev.gatehouse.tck.echo.EchoRecord;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the client reads out of an answer. */
final class Answers {
    private Answers() {}

    /** What a backend says that it received; null where the answer is not exactly of the type of such a record. */
    static @Nullable Received record(List<HeaderLine> headers, byte[] body) {
        boolean echo = HeaderLine.values(headers, "Content-Type").equals(List.of(EchoRecord.CONTENT_TYPE));
        return echo ? EchoRecord.read(body) : null;
    }
}
