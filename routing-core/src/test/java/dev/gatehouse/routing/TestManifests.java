package dev.gatehouse.routing;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Flow;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Manifests for tests, in YAML's flow style with short names: {@code {kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}}. The
 * {@code apiVersion} may be left out. One object a block, blocks parted by blank lines.
 */
public final class TestManifests {
    private static final Map<String, String> VERSIONS = Map.ofEntries(
            Map.entry("Ingress", "networking.k8s.io/v1"),
            Map.entry("IngressClass", "networking.k8s.io/v1"),
            Map.entry("EndpointSlice", "discovery.k8s.io/v1"),
            Map.entry("GatewayClass", "gateway.networking.k8s.io/v1"),
            Map.entry("Gateway", "gateway.networking.k8s.io/v1"),
            Map.entry("HTTPRoute", "gateway.networking.k8s.io/v1"),
            Map.entry("GRPCRoute", "gateway.networking.k8s.io/v1"),
            Map.entry("TLSRoute", "gateway.networking.k8s.io/v1"),
            Map.entry("TCPRoute", "gateway.networking.k8s.io/v1"),
            Map.entry("UDPRoute", "gateway.networking.k8s.io/v1"),
            Map.entry("ListenerSet", "gateway.networking.k8s.io/v1"),
            Map.entry("BackendTLSPolicy", "gateway.networking.k8s.io/v1"),
            Map.entry("ReferenceGrant", "gateway.networking.k8s.io/v1"));

    private TestManifests() {}

    /** The objects of all blocks; fails where one of them is not valid. */
    public static Resources resources(String... texts) {
        Resources resources = Resources.decode(documents(texts));
        if (!resources.problems().isEmpty()) {
            throw new AssertionError(resources.problems().toString());
        }
        return resources;
    }

    static List<Document> documents(String... texts) {
        List<Document> documents = new ArrayList<>();
        for (String block : String.join("\n\n", texts).split("\n\\s*\n", -1)) {
            if (!block.isBlank()) {
                documents.add(Document.of(object(block)));
            }
        }
        return documents;
    }

    private static Map<String, Object> object(String block) {
        Map<String, Object> object = new LinkedHashMap<>(Flow.object(block));
        object.putIfAbsent("apiVersion", VERSIONS.getOrDefault(String.valueOf(object.get("kind")), "v1"));
        return object;
    }
}
