package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.Bind;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.http3.Http3SettingsFrame;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One socket for QUIC, and the connections of HTTP/3 that came through it; all of it happens on one event loop. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Http3Port implements ServedPort {
    /** What is sent in one datagram, and what is taken; paths between networks have room for it. */
    private static final int SENT_BYTES = 1350;

    private static final int TAKEN_BYTES = 1500;

    private final Bind bind;
    private final HttpPipeline http;
    private final QuicContexts tls;
    private final FrontEndLimits limits;
    private final ClientConnections connections;
    private @Nullable Channel socket;

    /** One that is not open yet. */
    Http3Port(Bind bind, HttpPipeline http, QuicContexts tls, FrontEndLimits limits, ClientConnections connections) {
        this.bind = bind;
        this.http = http;
        this.tls = tls;
        this.limits = limits;
        this.connections = connections;
    }

    /** Why there can be none here; null where there can. */
    static @Nullable Throwable unavailability() {
        return Quic.unavailabilityCause();
    }

    /** @throws IOException where the system refuses the socket */
    void open(Transport transport, EventLoopGroup group, InetSocketAddress address) throws IOException {
        socket = ServedPort.opened(new Bootstrap()
                .group(group)
                .channel(transport.datagramChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(TAKEN_BYTES))
                .handler(codec())
                .bind(address));
    }

    private ChannelHandler codec() {
        Duration silence = limits.idle().compareTo(limits.answerIdle()) > 0 ? limits.idle() : limits.answerIdle();
        return Http3.newQuicServerCodecBuilder()
                .sslEngineProvider(tls::engine)
                .tokenHandler(new RetryTokens(limits.handshake()))
                .maxIdleTimeout(silence.toMillis(), TimeUnit.MILLISECONDS)
                .maxSendUdpPayloadSize(SENT_BYTES)
                .maxRecvUdpPayloadSize(TAKEN_BYTES)
                .initialMaxData(limits.connectionWindow())
                .initialMaxStreamDataBidirectionalRemote(limits.streamWindow())
                .initialMaxStreamsBidirectional(limits.streams())
                .activeMigration(false)
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel connection) {
                        accept(connection);
                    }
                })
                .build();
    }

    private void accept(QuicChannel connection) {
        if (!connections.take(connection)) {
            return;
        }
        Http3Lifetime lifetime = new Http3Lifetime(connection, limits, http::handshakeFailed);
        ChannelHandler streams = new ChannelInitializer<QuicStreamChannel>() {
            @Override
            protected void initChannel(QuicStreamChannel stream) {
                if (lifetime.begin(stream)) {
                    http.addHttp3(stream, new Http3Frames(lifetime, limits));
                } else {
                    stream.shutdown(Http3ErrorCode.H3_REQUEST_REJECTED.code());
                    stream.close();
                }
            }
        };
        connection
                .pipeline()
                .addLast(lifetime, new Http3ServerConnectionHandler(streams, null, null, settings(), true));
    }

    /** Heads are read up to twice their limit, so that one beyond it is answered, and does not end the connection. */
    private Http3SettingsFrame settings() {
        return new DefaultHttp3SettingsFrame(
                new Http3Settings().maxFieldSectionSize(2L * limits.headBytes()).enableConnectProtocol(true));
    }

    @Override
    public Bind bind() {
        return bind;
    }

    @Override
    public int socketPort() {
        return ServedPort.number(socket);
    }

    /** Refuses new connections at once. The socket stays open, for those that are there need it. */
    @Override
    public void drain() {
        connections.close();
        connections.drain();
    }

    @Override
    public void awaitEnd(Duration patience) {
        connections.awaitEnd(patience);
        if (socket != null) {
            socket.close().awaitUninterruptibly();
        }
    }
}
