package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.plan.Decision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes in, bytes out, and what a user's handler behind the routing saw in between. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection {
    private final List<ByteBuf> sent = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    final EmbeddedChannel channel;
    int reads;
    int readsCompleted;

    Connection(LiveRoutes routes, ChannelHandler... furtherInFront) {
        channel = new EmbeddedChannel();
        channel.pipeline().addLast(new Reads()).addLast(new HttpServerCodec()).addLast(furtherInFront);
        channel.pipeline().addLast(new RoutingHandler(routes, Shop.bind(routes)), new User());
    }

    /** Lines end with {@code \n} here and with CRLF on the wire. */
    void send(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text.replace("\n", "\r\n"), StandardCharsets.ISO_8859_1);
        sent.add(bytes);
        channel.writeInbound(bytes);
    }

    /** What has come back since it was last asked for, without Date. */
    String received() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return text.toString().replace("\r\n", "\n").replaceAll("(?m)^date: .*\n", "");
    }

    /** What the user's handler saw since it was last asked: requests with their backend, contents, {@code end}. */
    List<String> seen() {
        channel.runPendingTasks();
        List<String> since = List.copyOf(seen);
        seen.clear();
        return since;
    }

    void respond(int status) {
        respond(status, "");
    }

    /** The whole answer of the user's handler. */
    void respond(int status, String connection) {
        HttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        if (status >= 200) {
            HttpUtil.setContentLength(response, 0);
        }
        if (!connection.isEmpty()) {
            response.headers().set("connection", connection);
        }
        write(response);
    }

    void beginResponse() {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        HttpUtil.setTransferEncodingChunked(response, true);
        write(response);
    }

    void continueResponse(ByteBuf bytes) {
        write(new DefaultHttpContent(bytes));
    }

    void endResponse() {
        write(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void write(Object message) {
        channel.writeAndFlush(message);
        channel.runPendingTasks();
    }

    boolean isOpen() {
        channel.runPendingTasks();
        return channel.isOpen();
    }

    /** Closes, and fails where anything that was sent is still held by anyone. */
    void assertNothingLeaks() {
        channel.finishAndReleaseAll();
        for (ByteBuf bytes : sent) {
            assertEquals(0, bytes.refCnt(), "a buffer was never released");
        }
    }

    private final class Reads extends ChannelOutboundHandlerAdapter {
        @Override
        public void read(ChannelHandlerContext ctx) {
            reads++;
            ctx.read();
        }
    }

    private final class User extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof HttpRequest request) {
                Decision.Forward forward =
                        ctx.channel().attr(RoutingHandler.DECISION).get();
                seen.add(request.method() + " " + forward.target() + " -> " + forward.backend());
            }
            if (message instanceof HttpContent content && content.content().isReadable()) {
                seen.add(content.content().toString(StandardCharsets.ISO_8859_1));
            }
            if (message instanceof LastHttpContent) {
                seen.add("end");
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            readsCompleted++;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            seen.add(cause.toString());
        }
    }
}
