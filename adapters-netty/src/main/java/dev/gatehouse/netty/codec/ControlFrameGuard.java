package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose peer sends more frames than it needs of those that cost us work and carry nothing. A window update is one where
 * the window was open as wide as at the beginning: the reader of a long answer sends many that are not.
 */
final class ControlFrameGuard extends Http2FrameListenerDecorator {
    private final Http2Connection connection;
    private final int most;
    private final long window;
    private long windowStart = System.nanoTime();
    private int count;

    /** @param most frames in {@code seconds} */
    ControlFrameGuard(Http2Connection connection, Http2FrameListener listener, int most, int seconds) {
        super(listener);
        this.connection = connection;
        this.most = most;
        this.window = TimeUnit.SECONDS.toNanos(seconds);
    }

    private void count() throws Http2Exception {
        long now = System.nanoTime();
        if (now - windowStart > window) {
            windowStart = now;
            count = 0;
        }
        if (++count > most) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many control frames");
        }
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        count();
        super.onPingRead(ctx, data);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        count();
        super.onSettingsRead(ctx, settings);
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext ctx, int stream, int parent, short weight, boolean exclusive)
            throws Http2Exception {
        count();
        super.onPriorityRead(ctx, stream, parent, weight, exclusive);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int stream, int increment) throws Http2Exception {
        Http2RemoteFlowController windows = connection.remote().flowController();
        Http2Stream of = connection.stream(stream);
        int initial = stream == 0 ? Http2CodecUtil.DEFAULT_WINDOW_SIZE : windows.initialWindowSize();
        if (of == null || windows.windowSize(of) - increment >= initial) {
            count();
        }
        super.onWindowUpdateRead(ctx, stream, increment);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        count();
        super.onUnknownFrame(ctx, type, stream, flags, payload);
    }
}
