package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of a connection have received and nobody reads yet. Netty keeps it frame by frame, each a part of the buffer that it was read
 * into: a byte may then hold 64 KiB. Here it is gathered into one buffer for each stream, so that it takes the memory of its bytes, however small the
 * frames are; the windows bound those. What is gathered goes on when what went before it has been read.
 */
final class Intake extends Http2FrameListenerDecorator {
    /** What goes on at once may be this small a part of the buffer that it is in, else it is copied. */
    private static final int LEAST_PART = 4;

    private final Http2FrameCodec codec;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey key;
    private final Windows windows;
    private boolean completing;

    private Intake(Http2FrameCodec codec, boolean shared) {
        super(codec.decoder().frameListener());
        this.codec = codec;
        this.connection = codec.connection();
        this.key = connection.newKey();
        this.windows = new Windows(connection, shared);
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                Gathered rest = gathered(stream, true);
                if (rest != null) {
                    rest.bytes.release();
                }
            }
        });
    }

    /**
     * Comes between a connection and who listens to it.
     *
     * @param shared whether its streams are of different clients: what one of them leaves unread then takes nothing of the connection's window, and
     *     its own window alone bounds it
     */
    static Http2FrameListener of(Http2FrameCodec codec, boolean shared) {
        Intake intake = new Intake(codec, shared);
        intake.windows.frameWriter(codec.encoder().frameWriter());
        codec.connection().local().flowController(intake.windows);
        return intake;
    }

    /** The windows, which also tell when a stream is read. */
    private final class Windows extends DefaultHttp2LocalFlowController {
        Windows(Http2Connection connection, boolean shared) {
            super(connection, DEFAULT_WINDOW_UPDATE_RATIO, shared);
        }

        @Override
        public boolean consumeBytes(Http2Stream stream, int count) throws Http2Exception {
            boolean told = super.consumeBytes(stream, count);
            // The codec calls with 0 after each frame.
            Gathered next = count == 0 ? null : gathered(stream, true);
            if (next != null) {
                next.goOn(false);
                complete(next.ctx);
            }
            return told;
        }

        void consumePadding(Http2Stream stream, int count) throws Http2Exception {
            super.consumeBytes(stream, count);
        }
    }

    /** What waits for a stream. */
    private final class Gathered {
        private final ChannelHandlerContext ctx;
        private final Http2Stream stream;
        private final ByteBuf bytes;
        private int padding;

        Gathered(ChannelHandlerContext ctx, Http2Stream stream, int size) {
            this.ctx = ctx;
            this.stream = stream;
            this.bytes = ctx.alloc().buffer(size);
        }

        void add(ByteBuf data, int padding) {
            bytes.writeBytes(data);
            this.padding += padding;
        }

        void goOn(boolean end) throws Http2Exception {
            try {
                windows.consumePadding(stream, padding);
                listener.onDataRead(ctx, stream.id(), bytes, 0, end);
            } finally {
                bytes.release();
            }
        }
    }

    private @Nullable Gathered gathered(@Nullable Http2Stream stream, boolean taken) {
        return stream == null ? null : taken ? stream.removeProperty(key) : stream.getProperty(key);
    }

    /** Whoever gets frames outside of a reading of the connection is told of its end, too: until then Netty writes nothing of streams. */
    private void complete(ChannelHandlerContext ctx) {
        if (!completing) {
            completing = true;
            ctx.executor().execute(() -> {
                completing = false;
                ctx.fireChannelReadComplete();
                codec.flush(ctx);
            });
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        Http2Stream stream = connection.stream(id);
        int size = data.readableBytes();
        Gathered waiting = gathered(stream, end);
        if (waiting == null) {
            Http2LocalFlowController local = connection.local().flowController();
            if (end || local.unconsumedBytes(stream) <= size + padding) {
                return pass(ctx, id, data, padding, end);
            }
            waiting = new Gathered(ctx, stream, size);
            stream.setProperty(key, waiting);
        }
        waiting.add(data, padding);
        if (end) {
            waiting.goOn(true);
        }
        return 0;
    }

    private int pass(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) throws Http2Exception {
        ByteBuf whole = data;
        while (whole.unwrap() != null) {
            whole = whole.unwrap();
        }
        int size = data.readableBytes();
        if (size == 0 || size >= whole.capacity() / LEAST_PART) {
            return listener.onDataRead(ctx, id, data, padding, end);
        }
        ByteBuf copy = ctx.alloc().buffer(size).writeBytes(data);
        try {
            return listener.onDataRead(ctx, id, copy, padding, end);
        } finally {
            copy.release();
        }
    }

    /** What came before goes on before. */
    private void goOn(int id) throws Http2Exception {
        Gathered waiting = gathered(connection.stream(id), true);
        if (waiting != null) {
            waiting.goOn(false);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        goOn(id);
        super.onHeadersRead(ctx, id, headers, padding, end);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        goOn(id);
        super.onHeadersRead(ctx, id, headers, dependency, weight, exclusive, padding, end);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) throws Http2Exception {
        goOn(id);
        super.onRstStreamRead(ctx, id, error);
    }
}
