package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.Seen.PodName;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.Received;
import dev.gatehouse.yaml.Manifests;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod that speaks lines or datagrams tells of itself.
 *
 * @param serverName that it saw in a handshake; null where there was none
 * @param proxy version and client of the header of the PROXY protocol with which the connection began; null where there was none
 */
record PodLine(
        PodName name,
        boolean tls,
        @Nullable String serverName,
        @Nullable String proxy) {
    /** What a line of JSON says; null where it is no such line. */
    static @Nullable PodLine read(String line) {
        if (!line.startsWith("{")) {
            return null;
        }
        List<Document> documents = Manifests.documents(line, "the answer.json").documents();
        Map<String, ?> told = documents.size() == 1 ? documents.get(0).content() : Map.of();
        if (!(told.get("namespace") instanceof String namespace) || !(told.get("pod") instanceof String pod)) {
            return null;
        }
        String serverName = told.get("tls") instanceof Map<?, ?> tls ? String.valueOf(tls.get("serverName")) : null;
        String proxy = told.get("proxy") instanceof String header ? header : null;
        return new PodLine(new PodName(namespace, pod), Boolean.TRUE.equals(told.get("isTLS")), serverName, proxy);
    }

    /** What a backend of HTTP received. */
    static PodLine of(Received received) {
        ArrivedTls tls = received.request().tls();
        return new PodLine(
                new PodName(received.namespace(), received.pod()),
                tls != null,
                tls == null ? null : tls.serverName(),
                null);
    }
}
