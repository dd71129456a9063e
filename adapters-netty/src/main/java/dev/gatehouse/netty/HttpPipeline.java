package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Http1;
import dev.gatehouse.netty.codec.Http2;
import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.observe.HandshakeFault;
import dev.gatehouse.tls.trust.ClientTrust;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handlers of a client's connection, once it is known what it speaks. */
final class HttpPipeline {
    private static final String AHEAD = "bytes";
    private static final String CODEC = "http";

    /** Answers of so many streams, at most, go out together where they came together. */
    private static final int MOST_FLUSHES = 64;

    /** Those that understand HTTP, the last first. */
    private static final List<Class<? extends ChannelHandler>> HTTP = List.of(
            ProxyHandler.class,
            RoutingHandler.class,
            Observing.class,
            AltSvc.class,
            ClientPace.class,
            Http1Deadlines.class);

    private final LiveRoutes routes;
    private final Bind bind;
    private final Upstreams upstreams;
    private final FrontEndLimits limits;
    private final Correlation correlation;
    private final Supplier<@Nullable ClientTrust> clients;
    private final @Nullable ExchangeObserver observer;
    private final @Nullable ConnectionObserver connectionObserver;
    private final @Nullable BooleanSupplier http3;

    /**
     * For the connections of one port.
     *
     * @param clients which certificates of clients are believed
     * @param observer of exchanges; null where nobody listens
     * @param connectionObserver null where nobody listens
     * @param http3 whether clients are told now that the port speaks it too; null for never
     */
    HttpPipeline(
            LiveRoutes routes,
            Bind bind,
            Upstreams upstreams,
            FrontEndLimits limits,
            Correlation correlation,
            Supplier<@Nullable ClientTrust> clients,
            @Nullable ExchangeObserver observer,
            @Nullable ConnectionObserver connectionObserver,
            @Nullable BooleanSupplier http3) {
        this.routes = routes;
        this.bind = bind;
        this.upstreams = upstreams;
        this.limits = limits;
        this.correlation = correlation;
        this.clients = clients;
        this.observer = observer;
        this.connectionObserver = connectionObserver;
        this.http3 = http3;
    }

    void handshakeFailed(HandshakeFault fault) {
        if (connectionObserver != null) {
            connectionObserver.handshakeFailed(bind, fault);
        }
    }

    void addHttp1(Channel channel, Watch watch) {
        ClientCertificates.believe(channel, clients);
        Http1Deadlines deadlines = new Http1Deadlines(watch, limits);
        channel.pipeline()
                .addLast(AHEAD, deadlines.ahead())
                .addLast(CODEC, Http1.server(limits.message()))
                .addLast(deadlines)
                .addLast(new ClientPace(channel, limits));
        addRouting(channel.pipeline(), limits.requestsPerConnection());
    }

    void addHttp2(Channel channel, Watch watch) {
        channel.config().setAutoRead(true);
        ClientCertificates.believe(channel, clients);
        Http2FrameCodec codec = Http2.server(limits.message(), limits.http2());
        channel.pipeline()
                .addLast(new FlushConsolidationHandler(MOST_FLUSHES, true))
                .addLast(codec)
                .addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        addStream(stream);
                    }
                }))
                .addLast(new Http2Lifetime(codec, watch, limits));
    }

    private void addStream(Channel stream) {
        addStream(stream, Http2.serverStream(limits.message()));
    }

    /** @param frames gives the stream the frames that it would have in HTTP/2 */
    void addHttp3(Channel stream, ChannelHandler frames) {
        stream.pipeline().addLast(frames);
        addStream(stream, Http2.http3ServerStream(limits.message()));
    }

    private void addStream(Channel stream, ChannelHandler codec) {
        stream.config().setAutoRead(false);
        stream.pipeline().addLast(codec).addLast(new ClientPace(stream, limits));
        addRouting(stream.pipeline(), Integer.MAX_VALUE);
    }

    private void addRouting(ChannelPipeline pipeline, int mostRequests) {
        if (http3 != null) {
            pipeline.addLast(new AltSvc(http3));
        }
        Observing observing = observer == null ? null : new Observing(observer, bind);
        if (observing != null) {
            pipeline.addLast(observing);
        }
        pipeline.addLast(new RoutingHandler(routes, bind, mostRequests, observing, correlation))
                .addLast(new ProxyHandler(upstreams, bind, limits, observing));
    }

    /** Gives the bytes that follow to another handler, at the end of a pipeline without HTTP. */
    static void handOver(Channel channel, ChannelHandler successor) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(successor);
        for (Class<? extends ChannelHandler> type : HTTP) {
            if (pipeline.get(type) != null) {
                pipeline.remove(type);
            }
        }
        if (pipeline.get(HttpServerCodec.class) != null) {
            pipeline.remove(HttpServerCodec.class);
        }
        if (pipeline.get(CODEC) != null) {
            pipeline.remove(CODEC);
            pipeline.remove(AHEAD);
        }
    }
}
