package dev.gatehouse.netty;

/**
 * What has become of connections that go on as they are (TCPRoute, TLSRoute), since the front end started.
 *
 * @param forwarded connections that an endpoint took
 * @param open how many of them are open now
 * @param refused connections that ended because no rule takes them, or its Service has no endpoint that is ready
 * @param notTls connections to ports of TLS that do not begin with a ClientHello that all readers would read alike
 * @param unreachable connections that were reset because the endpoint that was chosen could not be reached in time
 */
public record StreamCounts(long forwarded, long open, long refused, long notTls, long unreachable) {}
