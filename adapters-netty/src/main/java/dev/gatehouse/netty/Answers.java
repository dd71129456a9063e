package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.UnacceptableMessage;
import dev.gatehouse.routing.plan.Decision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;

/** Answers that no backend gave: a status, with its reason phrase as text, and no detail of the inside. */
final class Answers {
    private static final int NO_CONTENT = 204;

    private Answers() {}

    static FullHttpResponse to(HttpRequest request, int status) {
        return withText(status, !request.method().equals(HttpMethod.HEAD));
    }

    static FullHttpResponse to(HttpRequest request, Decision.Redirect redirect) {
        FullHttpResponse answer = to(request, redirect.status());
        answer.headers().set(HttpHeaderNames.LOCATION, redirect.location());
        redirect.fields().forEach(field -> answer.headers().add(field.name(), field.value()));
        return answer;
    }

    static FullHttpResponse to(HttpRequest request, Decision.Respond respond) {
        String body = respond.body();
        if (body != null) {
            return to(request, respond, body.getBytes(StandardCharsets.UTF_8));
        }
        FullHttpResponse answer = to(request, respond.status());
        respond.fields().forEach(field -> answer.headers().add(field.name(), field.value()));
        return answer;
    }

    static FullHttpResponse to(HttpRequest request, Decision.Respond respond, byte[] body) {
        boolean show = !request.method().equals(HttpMethod.HEAD);
        FullHttpResponse answer = empty(respond.status(), show ? Unpooled.wrappedBuffer(body) : Unpooled.EMPTY_BUFFER);
        if (respond.status() != NO_CONTENT) {
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        respond.fields().forEach(field -> answer.headers().add(field.name(), field.value()));
        return answer;
    }

    /** @param close whether the connection ends with this answer */
    static void end(HttpRequest request, FullHttpResponse answer, boolean close) {
        if (close) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    /** For what the codec could not read; without text, for the request may have been a HEAD. */
    static FullHttpResponse toUnreadable(DecoderResult result) {
        Throwable cause = result.cause();
        int status = cause instanceof UnacceptableMessage unacceptable
                ? unacceptable.status()
                : cause instanceof TooLongHttpLineException
                        ? 414
                        : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        FullHttpResponse answer = empty(status, Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    private static FullHttpResponse withText(int status, boolean show) {
        byte[] text = (HttpResponseStatus.valueOf(status) + "\n").getBytes(StandardCharsets.US_ASCII);
        FullHttpResponse answer = empty(status, show ? Unpooled.wrappedBuffer(text) : Unpooled.EMPTY_BUFFER);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length);
        return answer;
    }

    private static FullHttpResponse empty(int status, ByteBuf content) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        answer.headers().set(HttpHeaderNames.DATE, Dates.now());
        return answer;
    }
}
