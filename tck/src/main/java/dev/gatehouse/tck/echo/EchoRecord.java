package dev.gatehouse.tck.echo;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import dev.gatehouse.yaml.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a backend received, as the JSON object that it answers with. */
public final class EchoRecord {
    /** With which such an answer comes. */
    public static final String CONTENT_TYPE = "application/json";

    private static final String PLAIN_PORT = "3000";

    private EchoRecord() {}

    static byte[] write(Received received, String service) {
        Arrival arrival = received.request();
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HeaderLine line : arrival.headers()) {
            headers.computeIfAbsent(canonical(line.name()), name -> new ArrayList<>())
                    .add(line.value());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", arrival.target());
        fields.put("host", arrival.host());
        fields.put("method", arrival.method());
        fields.put("proto", arrival.protocol() == null ? "HTTP/1.1" : arrival.protocol());
        fields.put("headers", headers);
        fields.put("httpPort", PLAIN_PORT);
        fields.put("namespace", received.namespace());
        fields.put("ingress", "");
        fields.put("service", service);
        fields.put("pod", received.pod());
        ArrivedTls tls = arrival.tls();
        if (tls != null) {
            fields.put("tls", fields(tls));
        }
        return Json.line(fields).getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> fields(ArrivedTls tls) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", tls.version());
        fields.put("peerCertificates", tls.peerCertificates());
        fields.put("serverName", tls.serverName());
        fields.put("negotiatedProtocol", tls.negotiatedProtocol());
        fields.put("cipherSuite", tls.cipherSuite());
        return fields;
    }

    /** What a body says; null where it is no such object. */
    public static @Nullable Received read(byte[] body) {
        List<Document> documents = Manifests.documents(new String(body, StandardCharsets.UTF_8), "the answer.json")
                .documents();
        return documents.size() == 1 ? read(documents.get(0).content()) : null;
    }

    private static @Nullable Received read(Map<String, ?> record) {
        if (!(record.get("headers") instanceof Map<?, ?> lines)) {
            return null;
        }
        List<HeaderLine> headers = new ArrayList<>();
        lines.forEach((name, values) -> {
            if (values instanceof List<?> list) {
                list.forEach(value -> headers.add(new HeaderLine(String.valueOf(name), String.valueOf(value))));
            }
        });
        String namespace = text(record, "namespace");
        String pod = text(record, "pod");
        String method = text(record, "method");
        String host = text(record, "host");
        String path = text(record, "path");
        if (namespace == null || pod == null || method == null || host == null || path == null) {
            return null;
        }
        ArrivedTls tls = record.get("tls") instanceof Map<?, ?> map ? tls(map) : null;
        return new Received(namespace, pod, new Arrival(method, host, path, headers, text(record, "proto"), tls, 0));
    }

    private static ArrivedTls tls(Map<?, ?> tls) {
        List<String> certificates = tls.get("peerCertificates") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new ArrivedTls(
                String.valueOf(tls.get("version")),
                String.valueOf(tls.get("serverName")),
                String.valueOf(tls.get("negotiatedProtocol")),
                String.valueOf(tls.get("cipherSuite")),
                certificates);
    }

    private static @Nullable String text(Map<?, ?> record, String name) {
        return record.get(name) instanceof String text ? text : null;
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
}
