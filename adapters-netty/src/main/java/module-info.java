/**
 * Gatehouse in a Netty pipeline.
 *
 * <p>Start with {@link dev.gatehouse.netty.RoutingHandler}.
 */
module dev.gatehouse.netty {
    requires transitive dev.gatehouse.routing;
    requires transitive io.netty.codec.http;
    requires transitive io.netty.common;
    requires transitive io.netty.transport;
    requires dev.gatehouse.tls;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.handler;
    requires static org.jspecify;

    exports dev.gatehouse.netty;
}
