package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.UpstreamProtocol;
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
    private final HttpClient.Version version;
    private final String method;
    private final HttpHeaders headers;
    private final @Nullable BodyPublisher body;
    private final @Nullable Duration timeout;

    /**
     * A request for an endpoint.
     *
     * @param endpoint an address
     * @param host empty for that of the endpoint
     * @param body null for a request without content
     * @param timeout until the answer's head is there
     */
    static UpstreamRequest to(
            ServiceBackend backend,
            Endpoint endpoint,
            UpstreamProtocol protocol,
            String target,
            String method,
            String host,
            List<Field> fields,
            @Nullable BodyPublisher body,
            @Nullable Duration timeout) {
        String scheme = backend.tls() == null ? "http://" : "https://";
        boolean http2 = protocol == UpstreamProtocol.HTTP_2 || protocol == UpstreamProtocol.GRPC;
        return new UpstreamRequest(
                URI.create(scheme + endpoint + target),
                http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1,
                method,
                host,
                fields,
                body,
                timeout);
    }

    private UpstreamRequest(
            URI uri,
            HttpClient.Version version,
            String method,
            String host,
            List<Field> fields,
            @Nullable BodyPublisher body,
            @Nullable Duration timeout) {
        this.uri = uri;
        this.version = version;
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
        return Optional.of(version);
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }
}
