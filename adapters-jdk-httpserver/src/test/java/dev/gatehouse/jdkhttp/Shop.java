package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One HTTPRoute for every host of a Gateway's port 80, and Services on this machine. */
final class Shop {
    static final Bind WEB = new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "default", "web"), 80);

    private final StringBuilder manifests = new StringBuilder("""
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
            """);

    /** @param rules as they stand in the route, in flow style, one to a line and without commas */
    Shop(String rules) {
        manifests.append("""
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: default}
                spec:
                  parentRefs: [{name: web}]
                  rules:
                """);
        rules.lines().forEach(rule -> manifests.append("  - ").append(rule).append('\n'));
    }

    /** A Service with port 80, whose endpoints are these ports of 127.0.0.1. */
    Shop service(String name, int... ports) {
        manifests.append("""
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s, namespace: default}
                spec:
                  ports: [{name: http, port: 80}]
                """.formatted(name));
        for (int port : ports) {
            manifests.append("""
                    ---
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata:
                      name: %1$s-%2$d
                      namespace: default
                      labels: {kubernetes.io/service-name: %1$s}
                    addressType: IPv4
                    ports: [{name: http, port: %2$d}]
                    endpoints: [{addresses: [127.0.0.1]}]
                    """.formatted(name, port));
        }
        return this;
    }

    Resources resources(Path folder) throws IOException {
        Resources resources = Manifests.read(Files.writeString(folder.resolve("shop.yaml"), manifests));
        if (!resources.problems().isEmpty()) {
            throw new AssertionError(resources.problems().toString());
        }
        return resources;
    }

    JdkFrontEnd start(Path folder) throws IOException {
        return start(folder, LiveRoutes.builder(), FrontEndLimits.defaults());
    }

    JdkFrontEnd start(Path folder, LiveRoutes.Builder routes, FrontEndLimits limits) throws IOException {
        return JdkFrontEnd.builder(routes.build(resources(folder)))
                .port(80, 0)
                .limits(limits)
                .start();
    }
}
