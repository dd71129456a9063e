/** Small programs that embed Gatehouse, each one page. */
module dev.gatehouse.examples {
    requires dev.gatehouse.jdkhttp;
    requires dev.gatehouse.netty;
    requires dev.gatehouse.routing;
    requires dev.gatehouse.tls;
    requires dev.gatehouse.yaml;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires org.apache.tomcat.embed.core;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires undertow.core;
    requires static org.jspecify;
}
