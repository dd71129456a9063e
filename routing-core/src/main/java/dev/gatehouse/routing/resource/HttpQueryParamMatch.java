package dev.gatehouse.routing.resource;

/** {@code HTTPRoute.spec.rules[].matches[].queryParams[]}; name and value as written. */
public record HttpQueryParamMatch(ValueMatchType type, String name, String value) {}
