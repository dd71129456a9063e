package dev.gatehouse.routing.attach;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend's part in a rule, with all filters of the rule and its own that act on what it is sent and what it answers.
 *
 * @param weight 0 to 1,000,000, relative to the sum over the rule
 * @param requestEdits in the order in which they apply: the rule's, then the backend's own
 * @param responseEdits in the order in which they apply: the backend's own, then the rule's
 * @param hostname what the backend sees as Host; null: what the client sent
 * @param path how the path is rewritten; null: not at all
 * @param mirrors the rule's, then the backend's own
 * @param filters the backend's own only
 */
public record BackendShare(
        int weight,
        Backend backend,
        List<HeaderEdits> requestEdits,
        List<HeaderEdits> responseEdits,
        @Nullable String hostname,
        @Nullable PathRewrite path,
        List<MirrorTo> mirrors,
        RequestFilters filters) {
    public BackendShare {
        requestEdits = List.copyOf(requestEdits);
        responseEdits = List.copyOf(responseEdits);
        mirrors = List.copyOf(mirrors);
    }

    /** A share without mirrors, whose backend has no filters that look at single requests. */
    public BackendShare(
            int weight,
            Backend backend,
            List<HeaderEdits> requestEdits,
            List<HeaderEdits> responseEdits,
            @Nullable String hostname,
            @Nullable PathRewrite path) {
        this(weight, backend, requestEdits, responseEdits, hostname, path, List.of(), RequestFilters.NONE);
    }

    /** A share with nothing changed on the way. */
    public static BackendShare of(int weight, Backend backend) {
        return new BackendShare(weight, backend, List.of(), List.of(), null, null);
    }
}
