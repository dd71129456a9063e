package dev.gatehouse.routing.request;

/**
 * A request that is answered with an error (or its protocol's equivalent) on a connection that is then closed. Nothing of it
 * reaches a backend.
 *
 * @param status the answer: 400, or 414 for a target that is too long
 * @param reason one sentence for the log; holds no byte of the request
 */
public record BadRequest(int status, String reason) implements Normalized {
    static BadRequest because(String reason) {
        return new BadRequest(400, reason);
    }
}
