package dev.gatehouse.routing.resource;

/** How strictly documents are read. What makes an object meaningless is an error in each. */
public enum ValidationProfile {
    /**
     * As an API server validates: lists no longer than the published schemas allow, such as 16 rules of a route and 64 listeners of a
     * Gateway; a field that no schema knows is dropped with a warning.
     */
    API_SERVER,

    /** As {@link #API_SERVER}, and a field that no schema knows is an error. */
    STRICT,

    /**
     * For resources that never see an API server: lists may be longer than the schemas allow. Bounds on the size of a document
     * hold all the same.
     */
    UNLIMITED;

    boolean boundsLists() {
        return this != UNLIMITED;
    }

    Problem.Severity unknownField() {
        return this == STRICT ? Problem.Severity.ERROR : Problem.Severity.WARNING;
    }
}
