package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.netty.TlsLibrary;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.plan.ServiceExchange;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.yaml.ManifestDocuments;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Gateway {@code web} and the Service {@code shop} behind it, which answers {@code ok}; served by either front end. */
final class TlsWorld implements AutoCloseable {
    private static final String NAMESPACE = "default";

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final StringBuilder listeners = new StringBuilder();
    private String gateway = "";
    private String routeHosts = "";
    private String more = "";
    private LiveRoutes routes;
    private RunningFrontEnd frontEnd;

    static Bind bind(int port) {
        return new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", NAMESPACE, "web"), port);
    }

    /** A listener for HTTPS; {@code hostname} empty for none. */
    TlsWorld https(String name, int port, String hostname, String... secretNames) {
        StringBuilder references = new StringBuilder();
        for (String secret : secretNames) {
            references
                    .append(references.isEmpty() ? "" : ", ")
                    .append("{name: ")
                    .append(secret)
                    .append('}');
        }
        String host = hostname.isEmpty() ? "" : ", hostname: \"" + hostname + "\"";
        return listener("{name: " + name + ", port: " + port + ", protocol: HTTPS" + host + ", tls: {certificateRefs: ["
                + references + "]}}");
    }

    /** Any listener, in YAML. */
    TlsWorld listener(String yaml) {
        listeners.append("    - ").append(yaml).append('\n');
        return this;
    }

    /** Further fields of the Gateway's {@code spec}, in YAML, each line indented by two. */
    TlsWorld gateway(String yaml) {
        this.gateway = yaml;
        return this;
    }

    /** The hosts of the HTTPRoute; where this is not called it takes every host. */
    TlsWorld routeHosts(String... hosts) {
        this.routeHosts = "  hostnames: [" + String.join(", ", hosts) + "]\n";
        return this;
    }

    /** Instead of one of that name, where there is one. */
    TlsWorld secret(Secret secret) {
        StringBuilder text = new StringBuilder("""
                ---
                apiVersion: v1
                kind: Secret
                type: kubernetes.io/tls
                metadata: {name: %s, namespace: default}
                stringData:
                """.formatted(secret.metadata().name()));
        secret.data()
                .forEach((key, value) -> text.append("  ")
                        .append(key)
                        .append(": |\n    ")
                        .append(new String(value, StandardCharsets.ISO_8859_1)
                                .strip()
                                .replace("\n", "\n    "))
                        .append('\n'));
        secrets.put(secret.metadata().name(), text.toString());
        return this;
    }

    TlsWorld withoutSecret(String name) {
        secrets.remove(name);
        return this;
    }

    /** Further documents. */
    TlsWorld documents(String yaml) {
        this.more = "---\n" + yaml;
        return this;
    }

    private Resources resources() {
        String web = listeners.isEmpty() ? "" : """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: gatehouse
                  listeners:
                """ + listeners + gateway + """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: default}
                spec:
                  parentRefs: [{name: web}]
                """ + routeHosts + """
                  rules: [{backendRefs: [{name: shop, port: 80}]}]
                """;
        String text = """
                apiVersion: v1
                kind: Service
                metadata: {name: shop, namespace: default}
                spec: {ports: [{port: 80}]}
                """ + web + String.join("", secrets.values()) + more;
        ManifestDocuments documents = Manifests.documents(text, "test.yaml");
        assertEquals(List.of(), documents.problems());
        Resources resources = Resources.decode(documents.documents());
        assertEquals(List.of(), resources.problems());
        return resources;
    }

    TlsWorld start(ServedBy served) throws IOException {
        return start(served.kind(), served.tls());
    }

    TlsWorld start(FrontEndKind kind, TlsLibrary tls) throws IOException {
        routes = LiveRoutes.builder()
                .controllers(Controllers.all())
                .capabilities(kind.capabilities())
                .handler(
                        NAMESPACE, "shop", exchange -> exchange.respond(200, "text/plain", "ok" + clientCert(exchange)))
                .build(resources());
        frontEnd = kind.start(
                routes,
                new FrontEndKind.Sockets(InetAddress.getLoopbackAddress(), port -> 0, Map.of(), Map.of()).with(tls),
                null);
        return this;
    }

    private static String clientCert(ServiceExchange exchange) {
        return String.join(",", exchange.headers().getOrDefault("client-cert", List.of()))
                + String.join(",", exchange.headers().getOrDefault("client_cert", List.of()));
    }

    /** Serves what is said now. */
    void apply() {
        routes.apply(resources());
    }

    int port(int listenerPort) {
        return frontEnd.socketPort(bind(listenerPort));
    }

    /** Of the Ingresses. */
    int ingressPort(int port) {
        return frontEnd.socketPort(new Bind(Bind.INGRESS, port));
    }

    List<String> problems() {
        return frontEnd.problems().stream().map(Problem::name).toList();
    }

    @Override
    public void close() {
        frontEnd.stop(Duration.ZERO);
    }
}
