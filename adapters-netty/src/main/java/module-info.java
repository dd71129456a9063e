/**
 * Gatehouse on Netty: a front end, and each of its parts for a pipeline of one's own.
 *
 * <p>Start with {@link dev.gatehouse.netty.NettyFrontEnd}, or with {@link dev.gatehouse.netty.RoutingHandler}.
 */
module dev.gatehouse.netty {
    requires transitive dev.gatehouse.routing;
    requires transitive io.netty.codec.http;
    requires transitive io.netty.common;
    requires transitive io.netty.transport;
    requires dev.gatehouse.tls;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.haproxy;
    requires io.netty.codec.http2;
    requires io.netty.handler;
    requires static io.netty.codec.classes.quic;
    requires static io.netty.codec.http3;
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires static org.jspecify;

    exports dev.gatehouse.netty;
}
