package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway.spec.allowedListeners} (GEP-1713): which namespaces' ListenerSets may add listeners.
 *
 * @param selector only read where {@code from} is {@link From#SELECTOR}; null matches no namespace
 */
public record AllowedListeners(From from, @Nullable LabelSelector selector) {
    /** What an absent {@code allowedListeners} means: no ListenerSet at all. */
    public static final AllowedListeners DEFAULT = new AllowedListeners(From.NONE, null);

    /** {@code allowedListeners.namespaces.from}. */
    public enum From {
        ALL,
        SELECTOR,
        SAME,
        NONE
    }
}
