package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * {@code Gateway.spec.addresses[]}.
 *
 * @param type {@code IPAddress} where absent; {@code Hostname}, {@code NamedAddress}, or a vendor's {@code domain/path}
 * @param value null where absent: any address of the type will do
 */
public record GatewayAddress(String type, @Nullable String value) {}
