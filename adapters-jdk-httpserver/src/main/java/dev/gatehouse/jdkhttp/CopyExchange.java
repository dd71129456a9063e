package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Mirror;
import dev.gatehouse.routing.plan.ServiceExchange;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** A copy of a request that code in this process takes; nobody reads the answer. */
final class CopyExchange implements ServiceExchange {
    private final String method;
    private final Mirror mirror;
    private final Map<String, List<String>> headers;
    private final InputStream body;

    CopyExchange(String method, Mirror mirror, List<Field> fields, byte[] body) {
        this.method = method;
        this.mirror = mirror;
        this.headers = InProcessExchange.headers(fields, mirror.host(), body.length == 0 ? -1 : body.length);
        this.body = new ByteArrayInputStream(body);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return mirror.target();
    }

    @Override
    public String host() {
        return mirror.host();
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
    public OutputStream respond(int status, Map<String, List<String>> headers, long length) {
        return OutputStream.nullOutputStream();
    }
}
