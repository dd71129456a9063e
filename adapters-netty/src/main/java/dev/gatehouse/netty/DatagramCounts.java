package dev.gatehouse.netty;

/**
 * What has become of datagrams (UDPRoute), since the front end started.
 *
 * @param sessions clients' addresses that were joined with an endpoint, each time that they were
 * @param open how many of them are now
 * @param unreachable sessions that ended because nobody was there at the endpoint
 * @param dropped datagrams that were not passed on: no rule takes them, its Service has no endpoint that is ready, there are too many
 *     sessions, a socket takes no more, or there is nothing in them
 */
public record DatagramCounts(long sessions, long open, long unreachable, long dropped) {}
