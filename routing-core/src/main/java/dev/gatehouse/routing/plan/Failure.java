package dev.gatehouse.routing.plan;

/**
 * Why a decision could not be carried out. Each has a status for HTTP, and one for gRPC calls, which get it within an answer of status 200
 * ({@link Decision.Forward#failed}).
 */
public enum Failure {
    /** The request turned out to be malformed while its body was read. */
    MALFORMED(400, 13),
    /** The service that was asked refused, could not be asked, or gave no answer that can be read: nothing passes unasked. */
    REFUSED(403, 7),
    /** The body is larger than what the service that is asked may be shown. */
    TOO_LARGE(413, 8),
    /** Something within the front end. */
    INTERNAL(500, 13),
    /** No connection to the endpoint; or it ended, or what came is no answer, before any of it reached the client. */
    UNREACHABLE(502, 14),
    /** No endpoint is left, or the budget for retries is spent. */
    UNAVAILABLE(503, 14),
    /** A deadline of the route or of the front end passed. */
    TIMEOUT(504, 4);

    private final int status;
    private final int grpcStatus;

    Failure(int status, int grpcStatus) {
        this.status = status;
        this.grpcStatus = grpcStatus;
    }

    /** The status for HTTP. */
    public int status() {
        return status;
    }

    /** {@code grpc-status}. */
    public int grpcStatus() {
        return grpcStatus;
    }
}
