package dev.gatehouse.cli;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.request.RequestHead;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a person writes it: {@code GET https://app.example.com/api/x}.
 *
 * @param headers names in lower case
 */
record AskedRequest(String method, boolean tls, String host, int port, String target, Map<String, List<String>> headers)
        implements RequestHead {
    /**
     * Reads one.
     *
     * @param text method and URL, or the URL of a GET
     * @param fields each {@code name: value}
     * @throws IllegalArgumentException where it cannot be read, with a sentence for its author
     */
    static AskedRequest of(String text, List<String> fields) {
        String[] words = text.strip().split("\\s+", -1);
        String url = words[words.length - 1];
        if (words.length > 2 || !url.matches("(?i)https?://[^/?#]+.*")) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\" (expected a request such as 'GET https://app.example.com/api')");
        }
        boolean tls = url.regionMatches(true, 0, "https:", 0, 6);
        int start = url.indexOf("//") + 2;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end);
        int port = URI.create((tls ? "https://" : "http://") + authority).getPort();
        String target = url.substring(end);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("host", List.of(authority));
        for (String field : fields) {
            int colon = field.indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("found the header \"" + field + "\" (expected: 'name: value')");
            }
            List<String> lines = headers.computeIfAbsent(
                    field.substring(0, colon).strip().toLowerCase(Locale.ROOT), name -> new ArrayList<>());
            if (lines instanceof ArrayList) {
                lines.add(field.substring(colon + 1).strip());
            } else {
                headers.put("host", List.of(field.substring(colon + 1).strip()));
            }
        }
        return new AskedRequest(
                words.length == 1 ? "GET" : words[0],
                tls,
                authority,
                port > 0 ? port : tls ? 443 : 80,
                target.startsWith("/") ? target : "/" + target,
                headers);
    }

    /** The port on which it arrives: of those with this number one with a listener for the host; null where there is none. */
    @Nullable
    Bind bind(Routes routes) {
        Bind found = null;
        for (Bind bind : routes.binds()) {
            List<AttachedListener> listeners = routes.listeners(bind);
            if (bind.port() == port && !listeners.isEmpty() && listeners.get(0).tls() == tls) {
                String name = serverNameOf(host);
                if (found == null || routes.table().listener(bind, name) != null) {
                    found = bind;
                }
            }
        }
        return found;
    }

    private static String serverNameOf(String text) {
        return text.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable String serverName() {
        return tls ? serverNameOf(host) : null;
    }

    @Override
    public boolean http2() {
        return headerLines("content-type").stream().anyMatch(type -> type.startsWith("application/grpc"));
    }

    @Override
    public List<String> headerLines(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
