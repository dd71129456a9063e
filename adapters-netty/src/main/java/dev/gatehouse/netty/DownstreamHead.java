package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.FieldHeaders;
import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.codec.Http2Request;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.DownstreamHeaders;
import dev.gatehouse.routing.plan.MessageFields;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/** The head of an answer as the client gets it, made anew from what was read, and framed as this client can read it. */
final class DownstreamHead {
    private DownstreamHead() {}

    /** @param requestEnded whether the whole request was there; if not, its connection is of no use afterwards */
    static HttpResponse of(HttpResponse received, HttpRequest request, Forward forward, boolean requestEnded) {
        List<Field> fields = Fields.of(received.headers());
        HttpHeaders headers = new FieldHeaders(DownstreamHeaders.of(fields, forward.responseEdits()));
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, received.status(), headers);
        int status = received.status().code();
        long length = MessageFields.contentLength(fields);
        if (length >= 0 && status != 204 && !MessageFields.isChunked(fields)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        } else if (status != 204 && status != 304 && !request.method().equals(HttpMethod.HEAD)) {
            if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
                // Such a client reads until the connection is closed.
                headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            } else {
                headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
        }
        if (!requestEnded) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    /** The fields of an interim answer. */
    static List<Field> fields(HttpResponse received, Forward forward) {
        return DownstreamHeaders.of(Fields.of(received.headers()), forward.responseEdits());
    }

    /** That the tunnel is open. */
    static HttpResponse switching(HttpResponse received, Forward forward) {
        HttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        Fields.add(response.headers(), fields(received, forward));
        response.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        return response;
    }

    /** The end of an answer; a client of HTTP/1.1 gets trailers only if it said that it reads them. */
    static LastHttpContent last(LastHttpContent last, ClientRequest from) {
        return from.request() instanceof Http2Request || from.takesTrailers()
                ? Trailers.passed(last, List.of())
                : Trailers.without(last);
    }
}
