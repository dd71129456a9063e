package dev.gatehouse.routing;

import dev.gatehouse.routing.resource.Document;
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
            Map.entry("ReferenceGrant", "gateway.networking.k8s.io/v1"));

    private final String text;
    private int at;

    private TestManifests(String text) {
        this.text = text;
    }

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
        TestManifests reader = new TestManifests(block);
        Object value = reader.value();
        reader.space();
        if (reader.at != block.length() || !(value instanceof Map<?, ?> map)) {
            throw new AssertionError("not one object: " + block);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, field) -> object.put((String) key, field));
        object.putIfAbsent("apiVersion", VERSIONS.getOrDefault(String.valueOf(object.get("kind")), "v1"));
        return object;
    }

    private Object value() {
        space();
        return switch (text.charAt(at)) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> quoted();
            default -> plain();
        };
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        for (space(); text.charAt(at) != '}'; space()) {
            String key = String.valueOf(text.charAt(at) == '"' ? quoted() : word(":"));
            space();
            expect(':');
            map.put(key, value());
            space();
            if (text.charAt(at) == ',') {
                at++;
            }
        }
        at++;
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        for (space(); text.charAt(at) != ']'; space()) {
            list.add(value());
            space();
            if (text.charAt(at) == ',') {
                at++;
            }
        }
        at++;
        return list;
    }

    private String quoted() {
        int end = text.indexOf('"', at + 1);
        String quoted = text.substring(at + 1, end);
        at = end + 1;
        return quoted;
    }

    private Object plain() {
        String word = word(",}]");
        if (word.matches("-?[0-9]+")) {
            return Integer.valueOf(word);
        }
        return word.equals("true") || word.equals("false") ? Boolean.valueOf(word) : word;
    }

    private String word(String stops) {
        int start = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void expect(char c) {
        if (text.charAt(at) != c) {
            throw new AssertionError("expected '" + c + "' at " + at + " of " + text);
        }
        at++;
    }
}
