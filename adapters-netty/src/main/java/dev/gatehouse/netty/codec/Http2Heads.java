package dev.gatehouse.netty.codec;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.MessageFields;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Heads and trailers of HTTP/2 and those of HTTP/1.1, either made from the other (RFC 9113 sections 8.2 and 8.3). */
final class Http2Heads {
    private static final int KEY_BYTES = 16;

    /** What a field counts beside its text (RFC 9113 section 6.5.2, RFC 9114 section 4.2.2). */
    private static final int FIELD_BYTES = 32;

    private Http2Heads() {}

    /**
     * @param protocol what the client speaks
     * @throws UnacceptableMessage for a head that is malformed, or beyond the limits
     */
    static Http2Request request(Http2Headers head, boolean end, MessageLimits limits, String protocol) {
        Map<String, String> pseudo = new HashMap<>(8);
        List<Field> fields = regular(head, pseudo, limits);
        String method = required(pseudo, ":method");
        String authority = pseudo.get(":authority");
        String tunnel = pseudo.get(":protocol");
        if (method.equals("CONNECT") && tunnel == null) {
            return new Http2Request(
                    HttpMethod.CONNECT, authority == null ? "" : authority, headers(fields), authority, protocol);
        }
        required(pseudo, ":scheme");
        String path = required(pseudo, ":path");
        if (path.length() > limits.target()) {
            throw new UnacceptableMessage(414, "the target is too long");
        }
        HttpHeaders headers = headers(fields);
        if (tunnel != null) {
            tunnel(method, tunnel, headers);
            method = "GET";
        } else if (!end && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return new Http2Request(method(method), path, headers, authority, protocol);
    }

    /** RFC 8441 as the handshake of RFC 6455, which backends speak. */
    private static void tunnel(String method, String protocol, HttpHeaders headers) {
        if (!method.equals("CONNECT")) {
            throw malformed(":protocol is there without CONNECT");
        }
        if (!protocol.equals("websocket")) {
            throw new UnacceptableMessage(501, "an extended CONNECT for something other than websocket");
        }
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(key));
    }

    private static HttpMethod method(String method) {
        try {
            return HttpMethod.valueOf(method);
        } catch (IllegalArgumentException e) {
            throw malformed("the method is not a token");
        }
    }

    /** @throws UnacceptableMessage for a head that is malformed, or beyond the limits */
    static Response response(Http2Headers head, boolean end, MessageLimits limits) {
        Map<String, String> pseudo = new HashMap<>(2);
        HttpHeaders headers = headers(regular(head, pseudo, limits));
        String status = required(pseudo, ":status");
        if (!Fields.isStatus(status)) {
            throw malformed("the status is not a number of three digits");
        }
        int code = Integer.parseInt(status);
        if (!end && code >= 200 && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return new Response(code, headers);
    }

    /** A status and its fields. */
    record Response(int status, HttpHeaders headers) {}

    /** @throws UnacceptableMessage for a section that is malformed, or beyond the limits */
    static HttpHeaders trailers(Http2Headers section, MessageLimits limits) {
        Map<String, String> pseudo = new HashMap<>(1);
        HttpHeaders trailers = headers(regular(section, pseudo, limits));
        if (!pseudo.isEmpty()) {
            throw malformed("trailers have pseudo-header fields");
        }
        return trailers;
    }

    private static List<Field> regular(Http2Headers head, Map<String, String> pseudo, MessageLimits limits) {
        List<Field> fields = new ArrayList<>(head.size());
        int crumbs = -1;
        int lines = 0;
        int bytes = 0;
        for (Map.Entry<CharSequence, CharSequence> line : head) {
            String name = line.getKey().toString();
            String value = line.getValue().toString();
            if (name.startsWith(":")) {
                if (!fields.isEmpty() || pseudo.put(name, value) != null) {
                    throw malformed("a pseudo-header field is there twice, or behind others");
                }
                continue;
            }
            if (++lines > limits.fields()) {
                throw new UnacceptableMessage(431, "there are more than " + limits.fields() + " fields");
            }
            bytes += name.length() + value.length() + FIELD_BYTES;
            if (bytes > limits.head()) {
                throw new UnacceptableMessage(431, "the fields are more than " + limits.head() + " bytes");
            }
            check(name, value);
            if (name.equals("cookie") && crumbs >= 0) {
                fields.set(crumbs, new Field(name, fields.get(crumbs).value() + "; " + value));
            } else {
                crumbs = name.equals("cookie") ? fields.size() : crumbs;
                fields.add(new Field(name, value));
            }
        }
        String fault = MessageFields.fault(fields);
        if (fault != null) {
            throw malformed(fault);
        }
        return fields;
    }

    private static void check(String name, String value) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
                throw malformed("a field name has upper-case letters");
            }
        }
        if (isConnectionSpecific(name) || (name.equals("te") && !value.equals("trailers"))) {
            throw malformed("a field speaks of a connection of HTTP/1");
        }
        if (!value.isEmpty() && (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1)))) {
            throw malformed("a field value begins or ends with white space");
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isConnectionSpecific(String name) {
        return switch (name) {
            case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade" -> true;
            default -> false;
        };
    }

    private static String required(Map<String, String> pseudo, String name) {
        String value = pseudo.get(name);
        if (value == null || value.isEmpty()) {
            throw malformed("there is no " + name);
        }
        return value;
    }

    private static UnacceptableMessage malformed(String reason) {
        return new UnacceptableMessage(400, reason);
    }

    private static HttpHeaders headers(List<Field> fields) {
        return new FieldHeaders(fields);
    }

    /** The fields of a head or of trailers, without what HTTP/2 says in other ways. */
    static Http2Headers section(HttpHeaders headers) {
        Http2Headers section = new DefaultHttp2Headers(false, headers.size() + 4);
        List<Field> fields = Fields.of(headers);
        for (int i = 0; i < fields.size(); i++) {
            AsciiString name = KnownNames.lower(fields.get(i).name());
            String text = name.toString();
            if (!isConnectionSpecific(text) && !text.equals("host")) {
                section.add(name, Fields.bytes(fields.get(i).value()));
            }
        }
        return section;
    }

    static Http2Headers requestHead(
            String method, String scheme, @Nullable String authority, String path, HttpHeaders headers) {
        Http2Headers head = new DefaultHttp2Headers(false, headers.size() + 4);
        head.method(method).scheme(scheme).path(path);
        if (authority != null && !authority.isEmpty()) {
            head.authority(authority);
        }
        head.setAll(section(headers));
        return head;
    }
}
