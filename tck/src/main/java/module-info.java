/**
 * The compatibility kit: case files, run against any front end.
 *
 * <p>Start with {@link dev.gatehouse.tck.Conformance}, or from JUnit with {@link dev.gatehouse.tck.junit.ConformanceTests}.
 */
module dev.gatehouse.tck {
    requires transitive dev.gatehouse.routing;
    requires dev.gatehouse.tls;
    requires dev.gatehouse.yaml;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.dns;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports dev.gatehouse.tck;
    exports dev.gatehouse.tck.exchange;
    exports dev.gatehouse.tck.junit;
}
