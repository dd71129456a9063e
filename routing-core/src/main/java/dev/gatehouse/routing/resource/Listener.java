package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway.spec.listeners[]}.
 *
 * @param name unique in its Gateway
 * @param hostname null where absent: every host
 * @param port 1 to 65535, the number in the resource; an embedding may bind another
 * @param protocol {@code HTTP}, {@code HTTPS}, {@code TLS}, {@code TCP}, {@code UDP} or a vendor's {@code domain/name}
 * @param tls null where absent
 * @param allowedRoutes which routes may attach
 */
public record Listener(
        String name,
        @Nullable Hostname hostname,
        int port,
        String protocol,
        @Nullable ListenerTls tls,
        AllowedRoutes allowedRoutes) {}
