package dev.gatehouse.routing.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code HTTPRoute.spec.rules[].timeouts} (GEP-1742): null where absent, zero where the timeout is switched off. */
public record HttpRouteTimeouts(
        @Nullable Duration request, @Nullable Duration backendRequest) {}
