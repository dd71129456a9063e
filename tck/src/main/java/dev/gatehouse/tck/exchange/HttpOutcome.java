package dev.gatehouse.tck.exchange;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an {@link HttpCall}, as its client sees it. */
public sealed interface HttpOutcome {
    /**
     * A response came.
     *
     * @param protocol the HTTP version of the answer, such as {@code HTTP/1.1}; null where there is no connection
     * @param headers those that are known, one for each line
     * @param body as text; empty where it is not known
     * @param received what a backend says that it received because of the call; null where no backend says so
     * @param elapsed from the first byte sent to the last received; null where nothing was waited for
     * @param certificateRequested whether the front end asked for a client certificate
     */
    record Answered(
            int status,
            @Nullable String protocol,
            List<HeaderLine> headers,
            String body,
            @Nullable Received received,
            @Nullable Duration elapsed,
            boolean certificateRequested)
            implements HttpOutcome {
        public Answered {
            headers = List.copyOf(headers);
        }

        /** One that came without a connection. */
        public static Answered of(int status, List<HeaderLine> headers, @Nullable Received received) {
            return new Answered(status, null, headers, "", received, null, false);
        }
    }

    /**
     * No response came: the connection or its handshake failed.
     *
     * @param reason one sentence
     */
    record Unanswered(String reason) implements HttpOutcome {}

    /**
     * What would have become of it only a connection shows. The step is skipped.
     *
     * @param reason in words, such as {@code the handshake with the backend}
     */
    record Unseen(String reason) implements HttpOutcome {}
}
