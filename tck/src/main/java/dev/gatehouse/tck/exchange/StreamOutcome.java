package dev.gatehouse.tck.exchange;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a {@link StreamCall}. */
public sealed interface StreamOutcome {
    /**
     * The connection stood, with its handshake where it has one.
     *
     * @param certificate that the server showed; null without TLS
     * @param applicationProtocol by ALPN; empty where none was agreed on
     * @param certificateRequested whether the server asked for a client certificate
     * @param lines that came, each with its line feed, as far as they came
     * @param end why no more lines came; null where all did
     */
    record Connected(
            @Nullable X509Certificate certificate,
            String applicationProtocol,
            boolean certificateRequested,
            List<String> lines,
            @Nullable End end)
            implements StreamOutcome {
        public Connected {
            lines = List.copyOf(lines);
        }
    }

    /** There was no connection, or no end of the handshake. */
    record Refused(End end) implements StreamOutcome {}

    /**
     * How a connection ended.
     *
     * @param reason one sentence
     */
    record End(Kind kind, String reason) {
        /** What was seen last. */
        public enum Kind {
            /** No TCP connection. */
            NONE,
            /** The other side closed it. */
            FIN,
            /** The other side reset it. */
            RST,
            /** A TLS alert came. */
            ALERT,
            /** The client does not accept what the other side showed. */
            DISTRUST,
            /** Nothing came in time. */
            SILENCE
        }
    }
}
