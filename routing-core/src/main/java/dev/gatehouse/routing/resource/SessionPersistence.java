package dev.gatehouse.routing.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessionPersistence} of a rule (GEP-1619, experimental).
 *
 * @param type {@code Cookie} where absent
 * @param sessionName the name of the cookie or header; null: of the front end's choice
 * @param absoluteTimeout how long a session lives at most; null: for ever
 * @param permanent {@code cookieConfig.lifetimeType: Permanent}: the cookie outlives the browser, for {@code absoluteTimeout}
 */
public record SessionPersistence(
        Type type, @Nullable String sessionName, @Nullable Duration absoluteTimeout, boolean permanent) {
    /** {@code type}. */
    public enum Type {
        COOKIE,
        HEADER
    }
}
