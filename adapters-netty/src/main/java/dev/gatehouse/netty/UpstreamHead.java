package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.upstream.Target;
import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.MessageFields;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Set;

/**
 * The head of a request as its backend gets it, made anew from what was read: one framing field, no field of the client's connection.
 *
 * @param target which connections can carry it
 * @param received all that the client sent
 * @param upgrade whether the client asks for a tunnel that the backend may open (RFC 6455 section 4.1)
 * @param expectsContinue whether the client waits to be told to send the content
 */
record UpstreamHead(
        HttpRequest request,
        Forward forward,
        Target target,
        List<Field> received,
        Client client,
        boolean upgrade,
        boolean expectsContinue) {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

    static UpstreamHead of(HttpRequest request, Forward forward, Client client) {
        List<Field> received = Fields.of(request.headers());
        boolean http2 = forward.protocol() == UpstreamProtocol.HTTP_2 || forward.protocol() == UpstreamProtocol.GRPC;
        Target target = new Target((Endpoint.Address) forward.endpoint(), http2 ? Protocol.HTTP2 : Protocol.HTTP1);
        boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        boolean upgrade = !old
                && !http2
                && request.method().equals(HttpMethod.GET)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        boolean expects = !old && request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true);
        return new UpstreamHead(request, forward, target, received, client, upgrade, expects);
    }

    /** A new message at each call. */
    HttpRequest message() {
        HttpRequest message = new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method(), forward.target());
        HttpHeaders headers = message.headers();
        if (!forward.host().isEmpty()) {
            headers.set(HttpHeaderNames.HOST, forward.host());
        }
        Fields.add(headers, UpstreamHeaders.of(received, client, forward.requestEdits()));
        long length = MessageFields.contentLength(received);
        if (MessageFields.isChunked(received)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (length >= 0) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        }
        if (upgrade) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
            headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        } else if (takesTrailers(request)) {
            headers.set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
            if (target.protocol() == Protocol.HTTP1) {
                headers.set(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
            }
        }
        return message;
    }

    boolean isBodiless() {
        return !MessageFields.isChunked(received) && MessageFields.contentLength(received) <= 0;
    }

    /** RFC 9110 section 9.2.2. */
    boolean isIdempotent() {
        return IDEMPOTENT.contains(request.method().name());
    }

    /** Whether the client reads trailers (RFC 9110 section 10.1.4). */
    static boolean takesTrailers(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS, true);
    }

    /** A piece of the content as the backend gets it. */
    HttpContent outbound(HttpContent content) {
        return content instanceof LastHttpContent last ? Trailers.passed(last, List.of()) : content;
    }
}
