package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as {@link HttpClient} wants it. Not made with its builder, which copies each header several times and gives every request
 * without a body a {@code Content-Length: 0} on JDK 17.
 */
final class UpstreamRequest extends HttpRequest {
    private final URI uri;
    private final String method;
    private final HttpHeaders headers;
    private final @Nullable BodyPublisher body;
    private final @Nullable Duration timeout;

    /**
     * @param host empty for that of the URI
     * @param body null for a request without content
     * @param timeout until the answer's head is there
     */
    UpstreamRequest(
            URI uri,
            String method,
            String host,
            List<Field> fields,
            @Nullable BodyPublisher body,
            @Nullable Duration timeout) {
        this.uri = uri;
        this.method = method;
        this.headers = headers(host, fields);
        this.body = body;
        this.timeout = timeout;
    }

    private static HttpHeaders headers(String host, List<Field> fields) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            headers.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.value());
        }
        if (!host.isEmpty()) {
            headers.put("Host", List.of(host));
        }
        // The client would name itself otherwise.
        headers.putIfAbsent("User-Agent", List.of(""));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return Optional.ofNullable(body);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    @Override
    public boolean expectContinue() {
        return false;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return Optional.of(HttpClient.Version.HTTP_1_1);
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }
}
