package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.plan.ServiceHandler;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.yaml.ManifestDocuments;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A Gateway {@code web} with a listener on port 80, Services with backends on this machine, and one HTTPRoute; and a front end for it, with what
 * {@code -Dgatehouse.transport=} names ({@code nio}, {@code epoll}, {@code io_uring}), and {@code -Dgatehouse.tls=} ({@code jdk}, {@code openssl}).
 */
final class World implements AutoCloseable {
    static final Bind WEB = bind(80);
    static final Bind SECURE = bind(443);
    private static final SocketTransport TRANSPORT = SocketTransport.valueOf(
            System.getProperty("gatehouse.transport", "auto").toUpperCase(Locale.ROOT));
    private static final TlsLibrary TLS =
            TlsLibrary.valueOf(System.getProperty("gatehouse.tls", "auto").toUpperCase(Locale.ROOT));

    private final Map<String, String> services = new TreeMap<>();
    private final List<String> rules = new ArrayList<>();
    private final Map<String, ServiceHandler> handlers = new TreeMap<>();
    private Consumer<LiveRoutes.Builder> live = builder -> {};
    private String listeners = "  - {name: http, port: 80, protocol: HTTP}\n";
    private String more = "";
    private LiveRoutes routes;
    private NettyFrontEnd front;

    static Bind bind(int port) {
        return new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "default", "web"), port);
    }

    /** Everything goes to this port. */
    static World to(int port) throws IOException {
        return new World().service("shop", port).start();
    }

    /** Everything goes to this port, on which HTTP/2 is spoken without TLS. */
    static World toHttp2(int port) throws IOException {
        return new World().service("shop", "kubernetes.io/h2c", port).start();
    }

    World service(String name, int... ports) {
        return service(name, "", ports);
    }

    World service(String name, String appProtocol, int... ports) {
        StringBuilder text =
                new StringBuilder("""
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s, namespace: default}
                spec:
                  ports: [{name: http, port: 80%2$s}]
                """.formatted(name, appProtocol.isEmpty() ? "" : ", appProtocol: " + appProtocol));
        for (int i = 0; i < ports.length; i++) {
            text.append("""
                    ---
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata:
                      name: %1$s-%3$d
                      namespace: default
                      labels: {kubernetes.io/service-name: %1$s}
                    addressType: IPv4
                    ports: [{name: http, port: %2$d}]
                    endpoints: [{addresses: [127.0.0.1], conditions: {ready: true}}]
                    """.formatted(name, ports[i], i));
        }
        services.put(name, text.toString());
        return this;
    }

    /** Settings of the routes, such as how endpoints are chosen. */
    World live(Consumer<LiveRoutes.Builder> live) {
        this.live = live;
        return this;
    }

    /** A Service that code in this process answers for. */
    World handler(String name, ServiceHandler handler) {
        handlers.put(name, handler);
        return service(name);
    }

    /** A rule of the route, in YAML; where there is none, everything goes to {@code shop}. */
    World rule(String rule) {
        rules.add("  - " + rule.strip().replace("\n", "\n    ") + "\n");
        return this;
    }

    /** Listeners, in YAML, in place of the one on port 80. */
    World listeners(String listeners) {
        this.listeners = listeners;
        return this;
    }

    /** A listener with TLS on port 443 for this name, or all where it is empty, beside the one on port 80. */
    World secure(MintedCertificate minted, String hostname) {
        return listeners("""
                          - {name: http, port: 80, protocol: HTTP}
                          - {name: https, port: 443, protocol: HTTPS, %s
                             tls: {mode: Terminate, certificateRefs: [{name: shop-tls}]}}
                        """.formatted(hostname.isEmpty() ? "" : "hostname: " + hostname + ","))
                .documents(secret("shop-tls", minted));
    }

    /** The document of a Secret with this certificate. */
    static String secret(String name, MintedCertificate minted) {
        var secret = minted.toSecret("default", name);
        return secret(name, secret.value("tls.crt"), secret.value("tls.key"));
    }

    /** The document of a Secret with these files in PEM. */
    static String secret(String name, byte[] certificate, byte[] key) {
        Base64.Encoder base64 = Base64.getEncoder();
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: %s, namespace: default}
                type: kubernetes.io/tls
                data:
                  tls.crt: %s
                  tls.key: %s
                """.formatted(name, base64.encodeToString(certificate), base64.encodeToString(key));
    }

    /** That a front end which has stopped has left none. */
    static void assertNoThreads() {
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("gatehouse"))
                        .toList());
    }

    /** Further documents. */
    World documents(String more) {
        this.more = "---\n" + more;
        return this;
    }

    Resources resources() {
        String text = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: gatehouse
                  listeners:
                %1$s---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: default}
                spec:
                  parentRefs: [{name: web}]
                  rules:
                %2$s%3$s%4$s""".formatted(
                        listeners,
                        rules.isEmpty() ? "  - backendRefs: [{name: shop, port: 80}]\n" : String.join("", rules),
                        String.join("", services.values()),
                        more);
        ManifestDocuments documents = Manifests.documents(text, "test.yaml");
        assertEquals(List.of(), documents.problems());
        Resources resources = Resources.decode(documents.documents());
        assertEquals(List.of(), resources.problems());
        return resources;
    }

    World start() throws IOException {
        return start(builder -> {});
    }

    World start(Consumer<NettyFrontEnd.Builder> settings) throws IOException {
        LiveRoutes.Builder settingsOfRoutes =
                LiveRoutes.builder().controllers(Controllers.all()).capabilities(NettyFrontEnd.CAPABILITIES);
        handlers.forEach((name, handler) -> settingsOfRoutes.handler("default", name, handler));
        live.accept(settingsOfRoutes);
        routes = settingsOfRoutes.build(resources());
        NettyFrontEnd.Builder builder = NettyFrontEnd.builder(routes)
                .ports(port -> 0)
                .limits(FrontEndLimits.defaults().toBuilder().threads(2).build())
                .transport(TRANSPORT)
                .tls(TLS);
        settings.accept(builder);
        front = builder.start();
        return this;
    }

    /** Serves what is said now. */
    void apply() {
        routes.apply(resources());
    }

    LiveRoutes routes() {
        return routes;
    }

    NettyFrontEnd front() {
        return front;
    }

    int port() {
        return front.socketPort(WEB);
    }

    RawClient client() throws IOException {
        return new RawClient(port());
    }

    RawClient.Answer ask(String request) throws IOException {
        return RawClient.ask(port(), request);
    }

    RawClient.Answer get(String target) throws IOException {
        return ask("GET " + target + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    }

    @Override
    public void close() {
        front.close();
    }
}
