package dev.gatehouse.jmh;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Manifests with so many HTTPRoutes of one rule each, a hundred for a host, in front of a thousand Services at most where nothing else is said; a Gateway with one
 * listener for HTTP and one for HTTPS. Each route's path has a part that is drawn when it changes.
 */
final class ManyRoutes {
    private static final int FOR_EACH_HOST = 100;
    private static final String GATEWAY_API = "gateway.networking.k8s.io/v1";

    private final int size;
    private final int services;
    private final int[] drawn;

    ManyRoutes(int size) {
        this(size, Math.min(size, 1_000));
    }

    ManyRoutes(int size, int services) {
        this.size = size;
        this.services = services;
        this.drawn = new int[size];
    }

    int size() {
        return size;
    }

    int services() {
        return services;
    }

    /** All of them, one after another as they are asked for. */
    Iterable<Document> documents() {
        Stream<Map<String, ?>> objects = Stream.of(
                        Stream.<Map<String, ?>>of(gatewayClass(), gateway(), secretOf(0)),
                        IntStream.range(0, services).<Map<String, ?>>mapToObj(ManyRoutes::service),
                        IntStream.range(0, services).<Map<String, ?>>mapToObj(i -> sliceOf(i, 1)),
                        IntStream.range(0, size).<Map<String, ?>>mapToObj(this::routeOf))
                .flatMap(each -> each);
        Iterator<Document> documents = objects.map(Document::of).iterator();
        return () -> documents;
    }

    /** One of the routes, with another path than before. */
    Resource route(Random random) {
        int i = random.nextInt(size);
        drawn[i] = random.nextInt(1 << 20);
        return decoded(routeOf(i));
    }

    /** One of the slices, with another address. */
    Resource slice(Random random) {
        return decoded(sliceOf(random.nextInt(services), random.nextInt(250)));
    }

    /** The certificate, renewed. */
    Resource secret(Random random) {
        return decoded(secretOf(random.nextInt()));
    }

    /** Throws where this is not what is served. */
    void check(Routes routes, Bind bind, Resource changed) {
        if (changed instanceof HttpRoute route) {
            String host = route.hostnames().get(0).text();
            String path = route.rules().get(0).matches().get(0).path().value();
            Decision decision = routes.decide(bind, new Asked(host, path));
            if (!(decision instanceof Decision.Forward forward) || !(forward.endpoint() instanceof Endpoint.Address)) {
                throw new IllegalStateException(changed + " is not served, but " + decision);
            }
        }
        if (!changed.equals(routes.resources().find(changed.ref()))) {
            throw new IllegalStateException(changed + " is not there");
        }
    }

    /** A request for one of them as it is now, or was a moment ago: a prefix above it takes those that came late. */
    RequestHead request(Random random) {
        int i = random.nextInt(size);
        return new Asked(host(i), "/" + i % FOR_EACH_HOST + "/deeper");
    }

    private record Asked(String host, String target) implements RequestHead {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("host") ? List.of(host) : List.of();
        }
    }

    private static Resource decoded(Map<String, ?> object) {
        return Resources.decode(List.of(Document.of(object))).all().get(0);
    }

    private static String host(int i) {
        return "host-" + i / FOR_EACH_HOST + ".example.com";
    }

    private Map<String, ?> routeOf(int i) {
        return object(
                GATEWAY_API,
                "HTTPRoute",
                "route-" + i,
                Map.of(
                        "parentRefs", List.of(Map.of("name", "edge")),
                        "hostnames", List.of(host(i)),
                        "rules",
                                List.of(Map.of(
                                        "matches",
                                        List.of(
                                                path("/" + i % FOR_EACH_HOST),
                                                path("/" + i % FOR_EACH_HOST + "/changed" + drawn[i])),
                                        "backendRefs",
                                        List.of(Map.of("name", "service-" + i % services, "port", 80))))));
    }

    private static Map<String, ?> path(String value) {
        return Map.of("path", Map.of("type", "PathPrefix", "value", value));
    }

    private static Map<String, ?> gatewayClass() {
        return object(
                GATEWAY_API, "GatewayClass", "ours", Map.of("controllerName", "gatehouse.dev/gateway-controller"));
    }

    private static Map<String, ?> gateway() {
        return object(
                GATEWAY_API,
                "Gateway",
                "edge",
                Map.of(
                        "gatewayClassName",
                        "ours",
                        "listeners",
                        List.of(
                                Map.of("name", "http", "port", 80, "protocol", "HTTP"),
                                Map.of(
                                        "name",
                                        "https",
                                        "port",
                                        443,
                                        "protocol",
                                        "HTTPS",
                                        "hostname",
                                        "*.secure.test",
                                        "tls",
                                        Map.of("certificateRefs", List.of(Map.of("name", "certificate")))))));
    }

    private static Map<String, ?> service(int i) {
        return object("v1", "Service", "service-" + i, Map.of("ports", List.of(Map.of("port", 80))));
    }

    private static Map<String, ?> sliceOf(int i, int address) {
        return Map.of(
                "apiVersion",
                "discovery.k8s.io/v1",
                "kind",
                "EndpointSlice",
                "metadata",
                Map.of("name", "slice-" + i, "labels", Map.of("kubernetes.io/service-name", "service-" + i)),
                "addressType",
                "IPv4",
                "endpoints",
                List.of(Map.of("addresses", List.of("10.0.0." + address))),
                "ports",
                List.of(Map.of("port", 8080)));
    }

    private static Map<String, ?> secretOf(int content) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", "certificate"),
                "type",
                "kubernetes.io/tls",
                "stringData",
                Map.of("tls.crt", String.valueOf(content), "tls.key", "key"));
    }

    private static Map<String, ?> object(String version, String kind, String name, Map<String, ?> spec) {
        return Map.of("apiVersion", version, "kind", kind, "metadata", Map.of("name", name), "spec", spec);
    }
}
