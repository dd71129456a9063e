package dev.gatehouse.netty;

/** What handlers of one connection tell each other, as user events. */
enum ExchangeEvent {
    /** The request under way will never be complete, and its answer is given already. */
    REQUEST_CUT,
    /** The connection takes no further request. */
    DRAIN,
    /** The connection takes no further request but the one whose head has begun to come. */
    DRAIN_AFTER_NEXT
}
