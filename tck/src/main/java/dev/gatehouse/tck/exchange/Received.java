package dev.gatehouse.tck.exchange;

/**
 * What a backend received, and which.
 *
 * @param pod such as {@code shop-7d9f-0}: the name of the Deployment and two parts more
 */
public record Received(String namespace, String pod, Arrival request) {}
