package dev.gatehouse.jmh.frontends;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.httpproxy.HttpProxy;

/** A peer: Vert.x' reverse proxy on one event loop. */
public final class VertxFrontEnd {
    private static final int CONNECTIONS = 256;

    private VertxFrontEnd() {}

    /** Serves until it is ended. Arguments: the certificate and the key. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        HttpClient client =
                vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        HttpProxy proxy = HttpProxy.reverseProxy(client).origin(Ports.BACKEND, "127.0.0.1");
        serve(vertx, proxy, new HttpServerOptions().setPort(Ports.PLAIN));
        serve(
                vertx,
                proxy,
                new HttpServerOptions()
                        .setPort(Ports.SECURE)
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(arguments[0])
                                .addKeyPath(arguments[1])));
    }

    private static void serve(Vertx vertx, HttpProxy proxy, HttpServerOptions options) {
        vertx.createHttpServer(options.setHost("127.0.0.1"))
                .requestHandler(proxy)
                .listen()
                .await();
    }
}
