package dev.gatehouse.routing.observe;

/** Why a try brought no whole answer. */
public enum TryFault {
    /** No connection could be opened. */
    CONNECT,
    /** No connection could be opened in time. */
    CONNECT_TIMEOUT,
    /** More requests wait for the endpoint, or more connections to it are open, than are allowed. */
    OVERFLOW,
    /** The endpoint refused the request unseen. */
    REFUSED,
    /** The connection ended, or the stream was reset. */
    RESET,
    /** What came is no answer. */
    MALFORMED,
    /** A deadline of the route or of the front end passed. */
    TIMEOUT,
    /** Code in this process failed. */
    INTERNAL
}
