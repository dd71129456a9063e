package dev.gatehouse.routing.attach;

import java.time.Duration;
import java.util.Set;

/**
 * When and how often a request is sent again ({@code HTTPRouteRetry}, GEP-1731). Connections that fail are tried again whatever the codes.
 *
 * @param codes statuses of an answer that make it worth another try, 400 to 599
 * @param attempts how often it may be sent again after the first try, at least 1
 * @param backoff the least wait before each; a front end may wait longer, never shorter
 */
public record RetryPolicy(Set<Integer> codes, int attempts, Duration backoff) {
    /** Where {@code attempts} is absent. */
    public static final int DEFAULT_ATTEMPTS = 1;

    /** Where {@code backoff} is absent. */
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(25);

    public RetryPolicy {
        codes = Set.copyOf(codes);
    }
}
