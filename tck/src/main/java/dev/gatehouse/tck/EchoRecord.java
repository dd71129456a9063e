package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.HttpOutcome.Received;
import dev.gatehouse.yaml.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a backend received, as the JSON object that it answers with. */
final class EchoRecord {
    static final String CONTENT_TYPE = "application/json";

    private EchoRecord() {}

    static byte[] write(Received received) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HeaderLine line : received.headers()) {
            headers.computeIfAbsent(canonical(line.name()), name -> new ArrayList<>())
                    .add(line.value());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", received.target());
        fields.put("host", received.host());
        fields.put("method", received.method());
        fields.put("proto", "HTTP/1.1");
        fields.put("headers", headers);
        fields.put("namespace", received.namespace());
        fields.put("ingress", "");
        fields.put("service", "");
        fields.put("pod", received.pod());
        StringBuilder json = new StringBuilder();
        append(json, fields);
        return json.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** What a body says; null where it is no such object. */
    static @Nullable Received read(byte[] body) {
        List<Document> documents = Manifests.documents(new String(body, StandardCharsets.UTF_8), "the answer.json")
                .documents();
        if (documents.size() != 1) {
            return null;
        }
        try {
            Body record = Body.of(documents.get(0).content(), "the answer");
            List<HeaderLine> headers = new ArrayList<>();
            Body lines = record.required("headers");
            for (String name : lines.fields().keySet()) {
                lines.texts(name).forEach(value -> headers.add(new HeaderLine(name, value)));
            }
            return new Received(
                    record.text("namespace"),
                    record.text("pod"),
                    record.text("method"),
                    record.text("host"),
                    record.text("path"),
                    headers);
        } catch (MalformedCase e) {
            return null;
        }
    }

    /** Such as {@code X-Forwarded-For}. */
    private static String canonical(String name) {
        StringBuilder canonical = new StringBuilder(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < name.length(); i++) {
            if (i == 0 || name.charAt(i - 1) == '-') {
                canonical.setCharAt(i, Character.toUpperCase(canonical.charAt(i)));
            }
        }
        return canonical.toString();
    }

    private static void append(StringBuilder json, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(separator);
                append(json, entry.getKey());
                json.append(": ");
                append(json, entry.getValue());
                separator = ", ";
            }
            json.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                json.append(separator);
                append(json, item);
                separator = ", ";
            }
            json.append(list.isEmpty() ? "[]" : "]");
        } else {
            json.append('"');
            for (char c : String.valueOf(value).toCharArray()) {
                if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
            json.append('"');
        }
    }
}
