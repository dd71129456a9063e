package dev.gatehouse.routing.resource;

/** {@code HeaderMatchType} and {@code QueryParamMatchType}. */
public enum ValueMatchType {
    EXACT,
    REGULAR_EXPRESSION
}
