package dev.gatehouse.netty.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import org.jspecify.annotations.Nullable;

/**
 * A DATA frame to be written, which counts for what it costs until it is: its bytes, and what holds them. So a stream takes no more when many small
 * ones wait, as it does when a large one does.
 */
final class CountedData extends DefaultByteBufHolder implements Http2DataFrame {
    /** The objects that Netty has for a frame that waits. */
    private static final int HOLDERS = 256;

    private final boolean end;
    private @Nullable Http2FrameStream stream;

    CountedData(ByteBuf content, boolean end) {
        super(content);
        this.end = end;
    }

    @Override
    public int initialFlowControlledBytes() {
        return content().readableBytes() + HOLDERS;
    }

    @Override
    public boolean isEndStream() {
        return end;
    }

    @Override
    public int padding() {
        return 0;
    }

    @Override
    public String name() {
        return "DATA";
    }

    @Override
    public @Nullable Http2FrameStream stream() {
        return stream;
    }

    @Override
    public CountedData stream(Http2FrameStream stream) {
        this.stream = stream;
        return this;
    }

    @Override
    public CountedData copy() {
        return replace(content().copy());
    }

    @Override
    public CountedData duplicate() {
        return replace(content().duplicate());
    }

    @Override
    public CountedData retainedDuplicate() {
        return replace(content().retainedDuplicate());
    }

    @Override
    public CountedData replace(ByteBuf content) {
        return new CountedData(content, end);
    }

    @Override
    public CountedData retain() {
        super.retain();
        return this;
    }

    @Override
    public CountedData retain(int increment) {
        super.retain(increment);
        return this;
    }

    @Override
    public CountedData touch() {
        super.touch();
        return this;
    }

    @Override
    public CountedData touch(Object hint) {
        super.touch(hint);
        return this;
    }
}
