package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Received;
import java.time.Duration;

/**
 * A pod's answer to a gRPC call.
 *
 * @param code {@code OK}, with a record of what was received, or another without
 * @param message in words; empty where the code says all
 * @param delay before the answer; not waited for here
 */
public record GrpcReply(Received received, GrpcCode code, String message, Duration delay) {}
