package dev.gatehouse.netty.upstream;

/**
 * Why there is no answer, or no more of it.
 *
 * @param kind what it means for the client
 * @param reused whether the connection had served others before
 * @param reason for the log
 */
public record UpstreamFailure(Kind kind, boolean reused, String reason) {
    /** What it means for the client. */
    public enum Kind {
        /** No connection could be opened in time. */
        CONNECT_TIMEOUT,
        /** No connection could be opened. */
        CONNECT,
        /** The endpoint said that it did not begin with the request. */
        REFUSED,
        /** The endpoint closed the connection or reset the stream. */
        RESET,
        /** Code in this process failed. */
        INTERNAL,
        /** More requests wait for this endpoint, or more connections to it are open, than are allowed. */
        OVERFLOW
    }

    static UpstreamFailure tooManyConnections(Target target) {
        return new UpstreamFailure(Kind.OVERFLOW, false, "too many connections to " + target.address());
    }

    static UpstreamFailure tooManyWait(Target target) {
        return new UpstreamFailure(
                Kind.OVERFLOW, false, "too many requests wait for a connection to " + target.address());
    }

    /** Whether the endpoint cannot have seen anything of the request. */
    public boolean beforeSending() {
        return kind != Kind.RESET && kind != Kind.INTERNAL;
    }

    @Override
    public String toString() {
        return kind + ": " + reason;
    }
}
