package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway.spec.listeners[].allowedRoutes}.
 *
 * @param from which namespaces' routes may attach
 * @param selector only read where {@code from} is {@link From#SELECTOR}; null matches no namespace
 * @param kinds route kinds that may attach; empty: all that suit the protocol
 */
public record AllowedRoutes(From from, @Nullable LabelSelector selector, List<RouteGroupKind> kinds) {
    /** What an absent {@code allowedRoutes} means: every suitable kind, from the Gateway's own namespace. */
    public static final AllowedRoutes DEFAULT = new AllowedRoutes(From.SAME, null, List.of());

    public AllowedRoutes {
        kinds = List.copyOf(kinds);
    }

    /** {@code allowedRoutes.namespaces.from}. */
    public enum From {
        ALL,
        SELECTOR,
        SAME
    }

    /**
     * {@code allowedRoutes.kinds[]}.
     *
     * @param group that of the Gateway API where absent
     */
    public record RouteGroupKind(String group, String kind) {}
}
