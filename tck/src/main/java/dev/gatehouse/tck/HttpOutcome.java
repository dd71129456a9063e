package dev.gatehouse.tck;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an {@link HttpCall}, as its client sees it. */
public sealed interface HttpOutcome {
    /**
     * A response came.
     *
     * @param protocol the HTTP version of the answer, such as {@code HTTP/1.1}; null where there is no connection
     * @param headers those that are known, one for each line
     * @param received what a backend received because of the call; null where the front end answered by itself
     */
    record Answered(
            int status,
            @Nullable String protocol,
            List<HeaderLine> headers,
            @Nullable Received received) implements HttpOutcome {
        public Answered {
            headers = List.copyOf(headers);
        }
    }

    /**
     * No response came: the connection or its handshake failed.
     *
     * @param reason one sentence
     */
    record Unanswered(String reason) implements HttpOutcome {}

    /**
     * What a backend received, and which.
     *
     * @param pod such as {@code shop-7d9f-0}: the name of the Deployment and two parts more
     * @param host the Host header; empty where there was none
     * @param target path and query as the backend received them
     * @param headers without Host, one for each line
     */
    record Received(String namespace, String pod, String method, String host, String target, List<HeaderLine> headers) {
        public Received {
            headers = List.copyOf(headers);
        }

        /** The name of the pod without its last two parts. */
        public String deployment() {
            return pod.substring(0, pod.lastIndexOf('-', pod.lastIndexOf('-') - 1));
        }
    }
}
