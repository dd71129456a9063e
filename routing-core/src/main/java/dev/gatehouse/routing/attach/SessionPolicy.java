package dev.gatehouse.routing.attach;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one session reach one endpoint ({@code SessionPersistence}, GEP-1619).
 *
 * @param key tells this rule from every other: a session of one is worth nothing in another
 * @param cookie whether it is kept in a cookie; false: in a header
 * @param name of the cookie or the header
 * @param path {@code Path} of the cookie
 * @param absoluteTimeout how long a session lives at most; null: as long as its endpoint
 * @param permanent whether the cookie outlives the browser, for {@code absoluteTimeout}
 */
public record SessionPolicy(
        String key,
        boolean cookie,
        String name,
        String path,
        @Nullable Duration absoluteTimeout,
        boolean permanent) {}
