package dev.gatehouse.tck.exchange;

import java.util.List;

/** What became of a {@link WebSocketCall}. */
public sealed interface WebSocketOutcome {
    /** It opened, and these messages came, one for each that was sent. */
    record Opened(List<WebSocketCall.Frame> messages) implements WebSocketOutcome {
        public Opened {
            messages = List.copyOf(messages);
        }
    }

    /**
     * It did not open, or ended too soon.
     *
     * @param reason one sentence
     */
    record Failed(String reason) implements WebSocketOutcome {}
}
