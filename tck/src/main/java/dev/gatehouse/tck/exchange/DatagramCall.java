package dev.gatehouse.tck.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A datagram.
 *
 * @param text its content; empty where a query is sent
 * @param query a DNS query that is sent instead; null: none
 */
public record DatagramCall(
        Target target, String text, @Nullable DnsQuery query) implements Call {
    /**
     * A question for a DNS server.
     *
     * @param name with or without the last dot
     * @param type such as {@code A}
     */
    public record DnsQuery(String name, String type) {}
}
