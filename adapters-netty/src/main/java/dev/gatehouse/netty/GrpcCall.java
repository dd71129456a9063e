package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of one message each way, as gRPC frames it over HTTP/2. */
final class GrpcCall {
    /** Whether the message is compressed, and its length. */
    private static final int PREFIX = 5;

    private static final String STATUS = "grpc-status";
    private static final String OK = "0";

    private GrpcCall() {}

    /**
     * The head of a call.
     *
     * @param method with its service, as a path
     * @param length of the content, the message as it is framed
     */
    static HttpRequest head(String method, String host, int length) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, method);
        head.headers()
                .set(HttpHeaderNames.HOST, host)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
                .set(HttpHeaderNames.CONTENT_LENGTH, length)
                .set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
        return head;
    }

    /** The content of a call. */
    static ByteBuf framed(byte[] message) {
        return Unpooled.buffer(PREFIX + message.length)
                .writeByte(0)
                .writeInt(message.length)
                .writeBytes(message);
    }

    /**
     * The message of an answer.
     *
     * @return null where the call did not end with {@code OK}, or its content is not one message as it is
     */
    static byte @Nullable [] answer(int status, List<Field> fields, byte[] content, HttpHeaders trailers) {
        boolean whole = content.length >= PREFIX
                && content[0] == 0
                && ByteBuffer.wrap(content).getInt(1) == content.length - PREFIX;
        return status == 200 && OK.equals(status(fields, trailers)) && whole
                ? Arrays.copyOfRange(content, PREFIX, content.length)
                : null;
    }

    /** How a call ended, by its trailers, or by its head where that was all; null where neither tells. */
    static @Nullable String status(List<Field> fields, HttpHeaders trailers) {
        String told = trailers.get(STATUS);
        for (int i = 0; told == null && i < fields.size(); i++) {
            told = fields.get(i).name().equals(STATUS) ? fields.get(i).value() : null;
        }
        return told;
    }
}
