package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From manifests to answers, with nothing in between but the libraries. */
final class LiveRoutesTest {
    private static final Bind WEB =
            new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "default", "web"), 80);

    @TempDir
    Path folder;

    private Resources manifests(int port, String path, String extra) throws IOException {
        return Manifests.read(Files.writeString(folder.resolve("manifests.yaml"), """
                apiVersion: gateway.networking.k8s.io/v1
                kind: GatewayClass
                metadata: {name: gatehouse}
                spec: {controllerName: gatehouse.dev/gateway-controller}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: gatehouse
                  listeners:
                  - {name: http, port: 80, protocol: HTTP}
                %3$s---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: default}
                spec:
                  parentRefs: [{name: web}]
                  hostnames: [shop.example]
                  rules:
                  - matches: [{path: {type: PathPrefix, value: %2$s}}]
                    backendRefs: [{name: shop, port: 80}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: shop, namespace: default}
                spec:
                  ports: [{name: http, port: 80, targetPort: %1$d}]
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: shop-1
                  namespace: default
                  labels: {kubernetes.io/service-name: shop}
                addressType: IPv4
                ports: [{name: http, port: %1$d}]
                endpoints: [{addresses: [127.0.0.1], conditions: {ready: true}}]
                """.formatted(port, path, extra)));
    }

    private static int status(JdkFrontEnd front, String host, String target) throws IOException {
        return RawClient.ask(front.socketPort(WEB), "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                .status();
    }

    @Test
    void manifestsAreServedAndChange() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK)) {
            LiveRoutes routes = LiveRoutes.of(manifests(origin.port(), "/a", ""));
            assertEquals(List.of(), routes.current().problems());
            try (JdkFrontEnd front =
                    JdkFrontEnd.builder(routes).port(80, 0).port(8080, 0).start()) {
                assertEquals(List.of(WEB), front.binds());
                assertEquals(200, status(front, "shop.example", "/a/b"));
                assertEquals("GET /a/b HTTP/1.1", origin.next().line());
                assertEquals(404, status(front, "shop.example", "/b"));
                assertEquals(404, status(front, "news.example", "/a"));
                assertEquals(400, status(front, "shop.example", "/a%00"));
                routes.apply(manifests(origin.port(), "/b", "  - {name: more, port: 8080, protocol: HTTP}\n"));
                assertEquals(List.of(WEB, new Bind(WEB.owner(), 8080)), front.binds());
                assertEquals(404, status(front, "shop.example", "/a"));
                assertEquals(200, status(front, "shop.example", "/b"));
            }
        }
    }

    /** A change while each request is under way, and no request of a client that keeps its connection notices. */
    @Test
    void changesLoseNoRequest() throws Exception {
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK)) {
            Resources resources = manifests(origin.port(), "/", "");
            LiveRoutes routes = LiveRoutes.of(resources);
            Semaphore asked = new Semaphore(0);
            int requests = 100;
            try (JdkFrontEnd front = JdkFrontEnd.builder(routes).port(80, 0).start();
                    RawClient client = new RawClient(front.socketPort(WEB))) {
                CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < requests; i++) {
                        asked.acquireUninterruptibly();
                        routes.apply(resources);
                    }
                });
                for (int i = 0; i < requests; i++) {
                    client.get("/" + i);
                    asked.release();
                    assertEquals("ok", client.answer().body());
                }
                changes.get();
                assertEquals(1 + requests, routes.current().generation());
                assertEquals(1, origin.connections());
            }
        }
    }
}
