package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.BackendShare;

/**
 * What becomes of a request, or of a connection, where one of a rule's backends is drawn.
 *
 * @param <D> {@link Decision} or {@link ConnectionDecision}
 * @param share the backend's part in the rule
 * @param fraction how many of all are decided so, from 0 to 1: its weight by the sum over the rule; 1 where the client's session leads to it
 * @param decision with every mirror that is sent at times
 */
public record Outcome<D>(BackendShare share, double fraction, D decision) {}
