package dev.gatehouse.tck.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Takes the header of the PROXY protocol, of either version, from the beginning of a connection that begins with one. */
final class ProxyHeader extends ByteToMessageDecoder {
    /** Version and client, such as {@code v1 192.0.2.7}; {@code v1 unknown} where it tells none. */
    static final AttributeKey<String> TOLD = AttributeKey.valueOf(ProxyHeader.class, "told");

    private static final byte[] LINE = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BINARY = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BINARY_HEAD = BINARY.length + 4;
    private static final int IP4 = 4;
    private static final int IP6 = 16;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws UnknownHostException {
        boolean line = begins(in, LINE);
        boolean binary = begins(in, BINARY);
        if (line && in.readableBytes() >= LINE.length) {
            line(context, in);
        } else if (binary && in.readableBytes() >= BINARY_HEAD) {
            binary(context, in);
        } else if (!line && !binary) {
            context.pipeline().remove(this);
        }
    }

    /** Whether what is there is the beginning of it, or all and more. */
    private static boolean begins(ByteBuf in, byte[] beginning) {
        byte[] there = ByteBufUtil.getBytes(in, in.readerIndex(), Math.min(in.readableBytes(), beginning.length));
        return Arrays.equals(there, 0, there.length, beginning, 0, there.length);
    }

    private void line(ChannelHandlerContext context, ByteBuf in) {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        if (end >= 0) {
            String[] words = in.readCharSequence(end + 1 - in.readerIndex(), StandardCharsets.US_ASCII)
                    .toString()
                    .split(" ", -1);
            told(context, "v1 " + (words.length > 2 ? words[2] : "unknown"));
        }
    }

    private void binary(ChannelHandlerContext context, ByteBuf in) throws UnknownHostException {
        int length = in.getUnsignedShort(in.readerIndex() + BINARY.length + 2);
        if (in.readableBytes() >= BINARY_HEAD + length) {
            int family = in.getByte(in.readerIndex() + BINARY.length + 1) >> 4;
            in.skipBytes(BINARY_HEAD);
            byte[] address = new byte[family == 1 ? IP4 : family == 2 ? IP6 : 0];
            in.getBytes(in.readerIndex(), address);
            in.skipBytes(length);
            told(
                    context,
                    "v2 "
                            + (address.length == 0
                                    ? "unknown"
                                    : InetAddress.getByAddress(address).getHostAddress()));
        }
    }

    private void told(ChannelHandlerContext context, String header) {
        context.channel().attr(TOLD).set(header);
        context.pipeline().remove(this);
    }
}
