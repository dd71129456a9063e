package dev.gatehouse.netty;

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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers that no backend gave: a status, with its reason phrase as text, and no detail of the inside. */
final class Answers {
    /** IMF-fixdate (RFC 9110 section 5.6.7). */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Answers() {}

    /** @param location for a redirect; null for any other answer */
    static FullHttpResponse to(HttpRequest request, int status, @Nullable String location, boolean close) {
        FullHttpResponse answer = withText(status, !request.method().equals(HttpMethod.HEAD));
        if (location != null) {
            answer.headers().set(HttpHeaderNames.LOCATION, location);
        }
        if (close) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return answer;
    }

    /** For what the codec could not read; without text, for the request may have been a HEAD. */
    static FullHttpResponse toUnreadable(DecoderResult result) {
        Throwable cause = result.cause();
        int status = cause instanceof TooLongHttpLineException
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
        answer.headers().set(HttpHeaderNames.DATE, DATE.format(Instant.now()));
        return answer;
    }
}
