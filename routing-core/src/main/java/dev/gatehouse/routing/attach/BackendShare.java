package dev.gatehouse.routing.attach;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend's part in a rule.
 *
 * @param weight 0 to 1,000,000, relative to the sum over the rule
 * @param requestEdits in the order in which they apply: the rule's, then the backend's own
 * @param responseEdits in the order in which they apply: the backend's own, then the rule's
 * @param hostname what the backend sees as Host; null: what the client sent
 * @param path how the path is rewritten; null: not at all
 */
public record BackendShare(
        int weight,
        Backend backend,
        List<HeaderEdits> requestEdits,
        List<HeaderEdits> responseEdits,
        @Nullable String hostname,
        @Nullable PathRewrite path) {
    public BackendShare {
        requestEdits = List.copyOf(requestEdits);
        responseEdits = List.copyOf(responseEdits);
    }

    /** A share with nothing changed on the way. */
    public static BackendShare of(int weight, Backend backend) {
        return new BackendShare(weight, backend, List.of(), List.of(), null, null);
    }
}
