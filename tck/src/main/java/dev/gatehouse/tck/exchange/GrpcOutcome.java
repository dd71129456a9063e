package dev.gatehouse.tck.exchange;

import org.jspecify.annotations.Nullable;

/** What became of a {@link GrpcCall}. */
public sealed interface GrpcOutcome {
    /**
     * A status came, or an HTTP status that stands for one.
     *
     * @param code by its name, such as {@code UNIMPLEMENTED}
     * @param message empty where there is none
     * @param received what a backend says that it received; null where none does
     */
    record Ended(String code, String message, @Nullable Received received) implements GrpcOutcome {}

    /**
     * The connection failed.
     *
     * @param reason one sentence
     */
    record Unanswered(String reason) implements GrpcOutcome {}

    /** What would have become of it only a connection shows. */
    record Unseen(String reason) implements GrpcOutcome {}
}
