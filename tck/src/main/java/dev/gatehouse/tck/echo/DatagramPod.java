package dev.gatehouse.tck.echo;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A pod that answers each datagram with one of JSON that holds what came. */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written or closed has ended already.
final class DatagramPod extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Supplier<Echo> echo;
    private final String address;

    DatagramPod(Supplier<Echo> echo, String address) {
        this.echo = echo;
        this.address = address;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        Pod pod = echo.get().at(address);
        if (pod == null) {
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("request", datagram.content().toString(StandardCharsets.UTF_8));
        fields.put("namespace", pod.namespace());
        fields.put("ingress", "");
        fields.put("service", pod.service());
        fields.put("pod", pod.name());
        String json = Json.line(fields).stripTrailing();
        context.writeAndFlush(
                new DatagramPacket(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8), datagram.sender()));
    }
}
