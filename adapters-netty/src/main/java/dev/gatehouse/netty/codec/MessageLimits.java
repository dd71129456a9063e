package dev.gatehouse.netty.codec;

/**
 * How large the parts of a message may be that are held in memory as a whole.
 *
 * @param head bytes of a head, and of trailers with it; HTTP/2 counts 32 more for each field (RFC 9113 section 6.5.2)
 * @param fields lines in a head, and in trailers; each crumb of a cookie is one
 * @param target bytes of the request target
 */
public record MessageLimits(int head, int fields, int target) {}
