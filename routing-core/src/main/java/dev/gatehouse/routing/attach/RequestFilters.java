package dev.gatehouse.routing.attach;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a rule or a backend that look at each single request before it goes anywhere.
 *
 * @param cors null where there is none
 * @param externalAuth null where nobody is asked; always null for a backend
 * @param extensions in the order written
 */
public record RequestFilters(
        @Nullable CorsPolicy cors, @Nullable ExternalAuth externalAuth, List<Extension> extensions) {
    /** No such filter. */
    public static final RequestFilters NONE = new RequestFilters(null, null, List.of());

    public RequestFilters {
        extensions = List.copyOf(extensions);
    }

    /** Whether there is no such filter. */
    public boolean isEmpty() {
        return cors == null && externalAuth == null && extensions.isEmpty();
    }
}
