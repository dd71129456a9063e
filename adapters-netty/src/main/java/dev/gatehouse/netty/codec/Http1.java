package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** HTTP/1.0 and HTTP/1.1 on both sides. */
public final class Http1 {
    /** Bytes of content that are handed on at once, at most. */
    static final int PIECE = 16 * 1024;

    private Http1() {}

    /** Reads requests and writes answers; a new one for each channel. */
    public static ChannelHandler server(MessageLimits limits) {
        return new Server(limits, new ArrayDeque<>());
    }

    /** Writes requests and reads answers; a new one for each channel. */
    public static ChannelHandler client(MessageLimits limits) {
        return new Client(limits, new ArrayDeque<>());
    }

    private static final class Server extends CombinedChannelDuplexHandler<RequestDecoder, ResponseEncoder> {
        Server(MessageLimits limits, Queue<HttpMethod> unanswered) {
            super(
                    new RequestDecoder(limits, request -> unanswered.add(request.method())),
                    new ResponseEncoder(unanswered));
        }
    }

    private static final class Client extends CombinedChannelDuplexHandler<ResponseDecoder, RequestEncoder> {
        Client(MessageLimits limits, Queue<HttpMethod> unanswered) {
            super(new ResponseDecoder(limits, unanswered), new RequestEncoder(unanswered));
        }
    }

    private static final class RequestEncoder extends HttpRequestEncoder {
        private final Queue<HttpMethod> unanswered;

        RequestEncoder(Queue<HttpMethod> unanswered) {
            this.unanswered = unanswered;
        }

        @Override
        protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) throws Exception {
            if (message instanceof HttpRequest request) {
                unanswered.add(request.method());
            }
            super.encode(ctx, message, out);
            Heads.join(ctx, out);
        }

        @Override
        protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
            if (headers instanceof FieldHeaders fields) {
                Heads.write(fields, buffer);
            } else {
                super.encodeHeaders(headers, buffer);
            }
        }
    }
}
