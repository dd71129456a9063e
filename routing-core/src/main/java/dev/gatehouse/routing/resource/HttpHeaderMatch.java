package dev.gatehouse.routing.resource;

/** {@code HTTPRoute.spec.rules[].matches[].headers[]}; name and value as written. */
public record HttpHeaderMatch(ValueMatchType type, String name, String value) {}
