package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.Received;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange came to.
 *
 * @param pod that answered; null where none is known
 * @param status of HTTP; 0 where none came
 * @param summary what came, in a few words
 */
record Seen(Differences differences, @Nullable PodName pod, int status, String summary) {
    boolean met() {
        return differences.none();
    }

    /** Names a pod. */
    record PodName(String namespace, String name) {
        static @Nullable PodName of(@Nullable Received received) {
            return received == null ? null : new PodName(received.namespace(), received.pod());
        }

        /** The name without its last two parts. */
        String deployment() {
            int last = name.lastIndexOf('-');
            int before = last < 0 ? -1 : name.lastIndexOf('-', last - 1);
            return before < 0 ? name : name.substring(0, before);
        }
    }
}
