package dev.gatehouse.routing.request;

/**
 * A request that is answered with 400 (or its protocol's equivalent) on a connection that is then closed. Nothing of it reaches a
 * backend.
 *
 * @param reason one sentence for the log; holds no byte of the request
 */
public record BadRequest(String reason) implements Normalized {}
