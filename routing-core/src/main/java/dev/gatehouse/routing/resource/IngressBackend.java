package dev.gatehouse.routing.resource;

/** {@code IngressBackend}: always an object of the Ingress' own namespace. */
public sealed interface IngressBackend {
    /** {@code service.name} with {@code service.port.number}. */
    record ServiceNumber(String name, int port) implements IngressBackend {}

    /** {@code service.name} with {@code service.port.name}. */
    record ServiceName(String name, String port) implements IngressBackend {}

    /** {@code resource}; {@code apiGroup} is empty for core kinds. */
    record ObjectBackend(String apiGroup, String kind, String name) implements IngressBackend {}
}
