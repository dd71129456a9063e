package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.WebSocketCall;
import dev.gatehouse.tck.exchange.WebSocketCall.Frame;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Opens a WebSocket over HTTP/1.1 and exchanges messages over it. Safe for any number of threads. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class WebSocketClient {
    private static final int MOST_BYTES = 1 << 20;

    /** What is waited for: that the handshake is done, a message, or why there is none. */
    private sealed interface Event {
        record Opened() implements Event {}

        record Message(Frame frame) implements Event {}

        record Broken(String reason) implements Event {}
    }

    private WebSocketClient() {}

    static WebSocketOutcome send(WebSocketCall call, InetSocketAddress address, EventLoopGroup threads) {
        Channel channel = null;
        try {
            Conversation conversation = new Conversation(handshaker(call, address));
            channel = NettyConnections.open(
                    threads,
                    address,
                    call.tls(),
                    () -> {},
                    opened -> opened.pipeline()
                            .addLast(new HttpClientCodec(), new HttpObjectAggregator(MOST_BYTES), conversation));
            conversation.handshaker.handshake(channel);
            Event event = conversation.next();
            List<Frame> messages = new ArrayList<>();
            for (Frame frame : call.frames()) {
                if (event instanceof Event.Broken) {
                    break;
                }
                channel.writeAndFlush(written(frame));
                event = conversation.next();
                if (event instanceof Event.Message message) {
                    messages.add(message.frame());
                }
            }
            if (event instanceof Event.Broken broken) {
                return new WebSocketOutcome.Failed(broken.reason());
            }
            channel.writeAndFlush(new CloseWebSocketFrame(1000, ""));
            return new WebSocketOutcome.Opened(messages);
        } catch (IOException | IllegalArgumentException e) {
            return new WebSocketOutcome.Failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WebSocketOutcome.Failed("interrupted");
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    private static WebSocketClientHandshaker handshaker(WebSocketCall call, InetSocketAddress address) {
        String host = call.opening().hostAt(address.getAddress().getHostAddress());
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
                .withValidation(false)
                .newHeaders()
                .set(HttpHeaderNames.HOST, host);
        call.headers().forEach(line -> headers.add(line.name(), line.value()));
        URI uri = URI.create((call.tls() == null ? "ws" : "wss") + "://"
                + address.getAddress().getHostAddress() + ":" + address.getPort() + call.path());
        return WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, null, true, headers, MOST_BYTES);
    }

    private static WebSocketFrame written(Frame frame) {
        return frame.binary()
                ? new BinaryWebSocketFrame(
                        Unpooled.wrappedBuffer(Base64.getDecoder().decode(frame.content())))
                : new TextWebSocketFrame(frame.content());
    }

    private static final class Conversation extends SimpleChannelInboundHandler<Object> {
        private final WebSocketClientHandshaker handshaker;
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

        Conversation(WebSocketClientHandshaker handshaker) {
            this.handshaker = handshaker;
        }

        Event next() throws InterruptedException {
            Event event = events.poll(Wire.PATIENCE, TimeUnit.MILLISECONDS);
            return event == null ? new Event.Broken("nothing came in time") : event;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            if (message instanceof FullHttpResponse response) {
                open(context, response);
            } else if (message instanceof CloseWebSocketFrame close) {
                events.add(new Event.Broken("closed with " + close.statusCode() + " " + close.reasonText()));
            } else if (message instanceof TextWebSocketFrame text) {
                events.add(new Event.Message(new Frame(false, text.text())));
            } else if (message instanceof BinaryWebSocketFrame binary) {
                events.add(new Event.Message(new Frame(true, base64(binary.content()))));
            }
        }

        private void open(ChannelHandlerContext context, FullHttpResponse response) {
            try {
                handshaker.finishHandshake(context.channel(), response);
                context.pipeline().addBefore(context.name(), "messages", new WebSocketFrameAggregator(MOST_BYTES));
                events.add(new Event.Opened());
            } catch (WebSocketHandshakeException e) {
                String body = response.content().toString(StandardCharsets.UTF_8);
                events.add(new Event.Broken(
                        "status " + response.status().code() + (body.isEmpty() ? "" : ": " + body.strip())));
            }
        }

        private static String base64(ByteBuf content) {
            return Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(content));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            events.add(new Event.Broken("the connection was closed"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            events.add(new Event.Broken(cause.toString()));
            context.close();
        }
    }
}
