package dev.gatehouse.routing.resource;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code HTTPRoute.spec.rules[].retry} (GEP-1731, experimental).
 *
 * @param codes 400 to 599; empty: only connections that fail are tried again
 * @param attempts how often a request may be sent again after the first try; null where absent: of the front end's choice
 * @param backoff the least wait before each; null where absent: of the front end's choice
 */
public record HttpRouteRetry(
        List<Integer> codes,
        @Nullable Integer attempts,
        @Nullable Duration backoff) {
    public HttpRouteRetry {
        codes = List.copyOf(codes);
    }
}
