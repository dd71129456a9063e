package dev.gatehouse.routing.resource;

/** How many of each thing one object may hold: the figures of the published schemas, and our own bounds on documents. */
final class ApiLimits {
    static final int LISTENERS = 64;
    static final int ALLOWED_KINDS = 8;
    static final int CERTIFICATE_REFS = 64;
    static final int TLS_OPTIONS = 16;
    static final int ADDRESSES = 16;
    static final int INFRASTRUCTURE_LABELS = 8;
    static final int INFRASTRUCTURE_ANNOTATIONS = 16;
    static final int FRONTEND_TLS_PORTS = 64;
    static final int CA_CERTIFICATE_REFS = 16;

    static final int PARENT_REFS = 32;
    static final int HOSTNAMES = 16;
    static final int RULES = 16;
    static final int MATCHES_PER_RULE = 64;
    static final int MATCHES_PER_ROUTE = 128;
    static final int HEADER_MATCHES = 16;
    static final int QUERY_PARAM_MATCHES = 16;
    static final int FILTERS = 16;
    static final int HEADER_EDITS = 16;
    static final int BACKEND_REFS = 16;
    static final int CORS_NAMES = 64;
    static final int CORS_METHODS = 9;
    static final int AUTH_HEADERS = 64;
    static final int MAX_WEIGHT = 1_000_000;
    static final int MAX_PORT = 65_535;

    /** {@code hostnames} of a TLSRoute. */
    static final int SERVER_NAMES = 1024;

    static final int GRANT_ENTRIES = 16;
    static final int TARGET_REFS = 16;
    static final int BACKEND_CA_CERTIFICATE_REFS = 8;
    static final int SUBJECT_ALT_NAMES = 5;

    static final int SLICE_ENDPOINTS = 1000;
    static final int SLICE_PORTS = 20_000;
    static final int SLICE_ADDRESSES = 100;

    /** No schema bounds these; a document's size does. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Objects and lists inside one another, the object itself counted. */
    static final int DEPTH = 64;

    /** Values of one object, those inside it counted. */
    static final int NODES_PER_OBJECT = 200_000;

    /** Values of all objects of a {@code List} together. */
    static final int NODES_PER_LIST = 5_000_000;

    /** Problems told of one object; the rest is only counted. */
    static final int PROBLEMS_PER_OBJECT = 1000;

    private ApiLimits() {}
}
