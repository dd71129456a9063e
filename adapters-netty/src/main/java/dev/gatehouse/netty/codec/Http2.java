package dev.gatehouse.netty.codec;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** HTTP/2 on both sides: the handler of a connection, and the first handler of each of its streams. */
public final class Http2 {
    private static final int WINDOW_SECONDS = 30;
    private static final int MAX_EMPTY_FRAMES = 16;
    private static final int MAX_QUEUED_ANSWERS = 1024;

    private Http2() {}

    /** A server's connection; a new one for each channel. Behind it stands an {@code Http2MultiplexHandler}. */
    public static Http2FrameCodec server(MessageLimits message, Http2Limits limits) {
        Http2Settings settings =
                settings(message, limits).maxConcurrentStreams(limits.streams()).connectProtocolEnabled(true);
        return guarded(Http2FrameCodecBuilder.forServer(), settings, limits, false);
    }

    /** A client's connection; a new one for each channel. Behind it stands an {@code Http2MultiplexHandler}. */
    public static Http2FrameCodec client(MessageLimits message, Http2Limits limits) {
        return guarded(
                Http2FrameCodecBuilder.forClient(), settings(message, limits).pushEnabled(false), limits, true);
    }

    private static Http2Settings settings(MessageLimits message, Http2Limits limits) {
        return new Http2Settings().maxHeaderListSize(message.head()).initialWindowSize(limits.streamWindow());
    }

    /** @param shared as for {@link Intake#of} */
    private static Http2FrameCodec guarded(
            Http2FrameCodecBuilder builder, Http2Settings settings, Http2Limits limits, boolean shared) {
        Http2FrameCodec codec = builder.initialSettings(settings)
                .validateHeaders(true)
                // The peer's limit would make the writing of a head fail, and leave its stream open (CVE-2026-50560).
                .encoderIgnoreMaxHeaderListSize(true)
                .encoderEnforceMaxQueuedControlFrames(MAX_QUEUED_ANSWERS)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MAX_EMPTY_FRAMES)
                .decoderEnforceMaxRstFramesPerWindow(limits.resets(), WINDOW_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(limits.resets(), WINDOW_SECONDS)
                .build();
        codec.decoder()
                .frameListener(new ControlFrameGuard(
                        codec.connection(), Intake.of(codec, shared), limits.control(), WINDOW_SECONDS));
        return codec;
    }

    /** The first handler of a server's stream. */
    public static ChannelHandler serverStream(MessageLimits limits) {
        return new Http2RequestCodec(limits, "HTTP/2");
    }

    /** That of a stream of HTTP/3, behind a handler that gives it the frames of HTTP/2. */
    public static ChannelHandler http3ServerStream(MessageLimits limits) {
        return new Http2RequestCodec(limits, "HTTP/3");
    }

    /**
     * The first handler of a client's stream.
     *
     * @param scheme {@code http} or {@code https}
     */
    public static ChannelHandler clientStream(MessageLimits limits, String scheme) {
        return new Http2ResponseCodec(limits, scheme);
    }
}
