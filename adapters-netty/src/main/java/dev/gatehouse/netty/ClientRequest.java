package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.FieldHeaders;
import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.MessageFields;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Set;

/**
 * The head of a request as it was read, and the heads that are made from it for those who get it: anew each, with one framing field and no
 * field of the client's connection.
 *
 * @param received all fields that the client sent
 * @param client who sent it
 */
record ClientRequest(HttpRequest request, List<Field> received, Client client) {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

    static ClientRequest of(HttpRequest request, Client client) {
        return new ClientRequest(request, Fields.of(request.headers()), client);
    }

    boolean isOld() {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    boolean isBodiless() {
        return !MessageFields.isChunked(received) && MessageFields.contentLength(received) <= 0;
    }

    /** RFC 9110 section 9.2.2. */
    boolean isIdempotent() {
        return IDEMPOTENT.contains(request.method().name());
    }

    /** Whether the client waits to be told to send the content. */
    boolean expectsContinue() {
        return !isOld() && request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
    }

    /** Whether the client asks for a tunnel (RFC 6455 section 4.1). */
    boolean asksForTunnel() {
        return !isOld()
                && request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Whether the client reads trailers (RFC 9110 section 10.1.4). */
    boolean takesTrailers() {
        return request.headers().containsValue(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS, true);
    }

    /** What connections speak, for what the decision says of a backend. */
    static Protocol protocol(UpstreamProtocol protocol) {
        return protocol == UpstreamProtocol.HTTP_2 || protocol == UpstreamProtocol.GRPC
                ? Protocol.HTTP2
                : Protocol.HTTP1;
    }

    /**
     * A head for somebody who gets the content too.
     *
     * @param host empty for none
     * @param fields without {@code Host}, and without framing; the head's own from now on
     */
    HttpRequest head(Protocol to, String target, String host, List<Field> fields) {
        HttpRequest head = head(target, host, fields);
        HttpHeaders headers = head.headers();
        long length = MessageFields.contentLength(received);
        if (MessageFields.isChunked(received)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (length >= 0) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        }
        if (takesTrailers()) {
            headers.set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
            if (to == Protocol.HTTP1) {
                headers.set(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
            }
        }
        return head;
    }

    /** A head that asks for the tunnel that the client asks for. */
    HttpRequest tunnelHead(String target, String host, List<Field> fields) {
        HttpRequest head = head(target, host, fields);
        head.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        return head;
    }

    /** A head without framing. */
    HttpRequest head(String target, String host, List<Field> fields) {
        if (!host.isEmpty()) {
            fields.add(0, new Field("Host", host));
        }
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), target, new FieldHeaders(fields));
    }
}
