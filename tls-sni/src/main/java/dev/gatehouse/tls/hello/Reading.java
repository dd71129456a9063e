package dev.gatehouse.tls.hello;

/**
 * What the bytes so far amount to: a {@link ClientHello}, {@link NeedMore}, or {@link Refused}. Once it is not {@code NeedMore},
 * no later byte changes it.
 */
public sealed interface Reading permits ClientHello, NeedMore, Refused {}
