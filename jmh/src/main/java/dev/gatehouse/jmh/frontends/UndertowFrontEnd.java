package dev.gatehouse.jmh.frontends;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.URI;
import java.nio.file.Path;

/** A peer: Undertow's proxy behind its path and host handlers. */
public final class UndertowFrontEnd {
    private static final int CONNECTIONS = 256;

    private UndertowFrontEnd() {}

    /** Serves until it is ended. Arguments: the certificate and the key. */
    public static void main(String[] arguments) throws Exception {
        LoadBalancingProxyClient client = new LoadBalancingProxyClient()
                .addHost(URI.create("http://127.0.0.1:" + Ports.BACKEND))
                .setConnectionsPerThread(CONNECTIONS)
                .setSoftMaxConnectionsPerThread(CONNECTIONS)
                .setMaxQueueSize(CONNECTIONS);
        ProxyHandler proxy = ProxyHandler.builder()
                .setProxyClient(client)
                .setMaxRequestTime(30000)
                .build();
        Undertow.builder()
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setIoThreads(1)
                .addHttpListener(Ports.PLAIN, "127.0.0.1")
                .addHttpsListener(
                        Ports.SECURE, "127.0.0.1", Certificates.context(Path.of(arguments[0]), Path.of(arguments[1])))
                .setHandler(Handlers.virtualHost()
                        .addHost(Workplace.HOST, Handlers.path().addPrefixPath("/", proxy)))
                .build()
                .start();
    }
}
