package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.MessageFields;
import dev.gatehouse.routing.plan.ServiceExchange;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What code in this process sees of a request. */
final class HandlerExchange implements ServiceExchange {
    private static final Set<String> FRAMING = Set.of("connection", "te", "transfer-encoding");
    private static final String LENGTH = "content-length";

    private final HttpRequest request;
    private final InputStream body;
    private final AnswerPipe answer;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private boolean answered;

    HandlerExchange(HttpRequest request, InputStream body, AnswerPipe answer) {
        this.request = request;
        this.body = body;
        this.answer = answer;
        for (Field field : Fields.of(request.headers())) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!FRAMING.contains(name)) {
                headers.computeIfAbsent(name, key -> new ArrayList<>(1)).add(field.value());
            }
        }
    }

    boolean isAnswered() {
        return answered;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return request.uri();
    }

    @Override
    public String host() {
        return headers.getOrDefault("host", List.of("")).get(0);
    }

    @Override
    public Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public OutputStream respond(int status, Map<String, List<String>> headers, long length) throws IOException {
        if (answered) {
            throw new IllegalStateException("a second answer");
        }
        if (status < 200 || status > 999 || length < -1) {
            throw new IllegalArgumentException("status " + status + ", length " + length);
        }
        List<Field> fields = new ArrayList<>(headers.size() + 1);
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!FRAMING.contains(lower) && !lower.equals(LENGTH)) {
                values.forEach(value -> fields.add(new Field(name, value)));
            }
        });
        boolean bodiless = status == 204 || status == 304;
        if (length >= 0 && !bodiless) {
            fields.add(new Field(LENGTH, Long.toString(length)));
        }
        String fault = MessageFields.fault(fields);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        Fields.add(head.headers(), fields);
        answered = true;
        answer.begin(head, length, bodiless || request.method().equals(HttpMethod.HEAD));
        return answer;
    }
}
