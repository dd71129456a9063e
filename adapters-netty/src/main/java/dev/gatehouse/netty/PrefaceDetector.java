package dev.gatehouse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/**
 * Tells HTTP/2 by prior knowledge (RFC 9113 section 3.3) from HTTP/1 by the first bytes of a connection, puts the handlers for it behind, and
 * goes.
 */
final class PrefaceDetector extends ByteToMessageDecoder {
    private static final byte[] PREFACE = preface();

    private final HttpPipeline pipeline;
    private final Watch watch;

    /** @param watch closes the connection */
    PrefaceDetector(HttpPipeline pipeline, Watch watch) {
        this.pipeline = pipeline;
        this.watch = watch;
    }

    private static byte[] preface() {
        ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
        byte[] bytes = new byte[preface.readableBytes()];
        preface.readBytes(bytes);
        return bytes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        ctx.read();
    }

    /** Nothing is under way where nothing was asked yet. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ExchangeEvent.DRAIN) {
            ctx.close();
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
                pipeline.addHttp1(ctx.channel(), watch);
                ctx.pipeline().remove(this);
                return;
            }
        }
        if (length == PREFACE.length) {
            pipeline.addHttp2(ctx.channel(), watch);
            ctx.pipeline().remove(this);
        }
    }
}
