package dev.gatehouse.tls.hello;

/**
 * All bytes so far begin a ClientHello, and it is not complete. A client that never goes on is a matter of the caller's deadline.
 *
 * @param atLeast how many bytes of the connection, counted from its first, the ClientHello takes at least: always more than have
 *     been received. With fewer the answer cannot become a {@link ClientHello}, though it may become a {@link Refused}. Never more
 *     than the ClientHello takes in the end, so waiting for as many is safe. At most a few kilobytes above
 *     {@link HelloReader#MAX_LENGTH}
 */
public record NeedMore(int atLeast) implements Reading {}
