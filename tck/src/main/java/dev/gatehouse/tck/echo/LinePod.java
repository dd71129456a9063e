package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.ArrivedTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod that speaks lines, and speaks first: {@code PING} gets {@code PONG}, {@code IS_TLS} gets {@code true} or {@code false}, {@code TEST} gets
 * a line of JSON that tells which pod it is; anything else gets nothing.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class LinePod extends SimpleChannelInboundHandler<ByteBuf> {
    static final String GREETING = "Gateway API Test TCP Server\n";

    private static final int LONGEST_LINE = 1 << 16;

    private final Pod pod;
    private final @Nullable ArrivedTls tls;

    private LinePod(Pod pod, @Nullable ArrivedTls tls) {
        this.pod = pod;
        this.tls = tls;
    }

    static void speak(ChannelPipeline pipeline, Pod pod, @Nullable ArrivedTls tls) {
        pipeline.addLast(new LineBasedFrameDecoder(LONGEST_LINE), new LinePod(pod, tls));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // The connection stands already.
        send(context, GREETING);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
        switch (line.toString(StandardCharsets.UTF_8)) {
            case "PING" -> send(context, "PONG\n");
            case "IS_TLS" -> send(context, (tls != null) + "\n");
            case "TEST" -> send(context, Json.line(record(context)));
            default -> {}
        }
    }

    private Map<String, Object> record(ChannelHandlerContext context) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("namespace", pod.namespace());
        fields.put("ingress", "");
        fields.put("service", pod.service());
        fields.put("pod", pod.name());
        fields.put("tcpport", "3000");
        fields.put("tlsport", "8443");
        fields.put("isTLS", tls != null);
        String header = context.channel().attr(ProxyHeader.TOLD).get();
        if (header != null) {
            fields.put("proxy", header);
        }
        ArrivedTls told = tls;
        if (told != null) {
            Map<String, Object> session = new LinkedHashMap<>();
            session.put("version", told.version());
            session.put("serverName", told.serverName());
            session.put("negotiatedProtocol", told.negotiatedProtocol());
            session.put("curves", "");
            session.put("cipherSuite", told.cipherSuite());
            fields.put("tls", session);
        }
        return fields;
    }

    private static void send(ChannelHandlerContext context, String line) {
        context.writeAndFlush(Unpooled.copiedBuffer(line, StandardCharsets.UTF_8));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
