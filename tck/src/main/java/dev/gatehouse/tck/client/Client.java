package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.WebSocketCall;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Every protocol of the suites. Safe for any number of threads. */
public final class Client implements AutoCloseable {
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("gatehouse-tck-client", true), NioIoHandler.newFactory());
    private final GrpcClient grpc = new GrpcClient(threads);

    /** Sends a request over a connection of its own. */
    public HttpOutcome send(HttpCall call, InetSocketAddress address) {
        return call.http2() ? Http2Client.send(call, address, threads) : Http1Client.send(call, address, "");
    }

    /** The same over HTTP/1.1, behind a header of the PROXY protocol that tells the call's client address, or that there is none to tell. */
    public HttpOutcome sendProxied(HttpCall call, InetSocketAddress address) {
        return Http1Client.send(call, address, Wire.proxyLine(call));
    }

    /** Makes a gRPC call. */
    public GrpcOutcome send(GrpcCall call, InetSocketAddress address) {
        return grpc.send(call, address);
    }

    /** Opens a WebSocket. */
    public WebSocketOutcome send(WebSocketCall call, InetSocketAddress address) {
        return WebSocketClient.send(call, address, threads);
    }

    /** Opens a connection. */
    public StreamOutcome send(StreamCall call, InetSocketAddress address) {
        return StreamClient.send(call, address, "");
    }

    /** The same behind a header of the PROXY protocol, as {@link #sendProxied(HttpCall, InetSocketAddress)}. */
    public StreamOutcome sendProxied(StreamCall call, InetSocketAddress address) {
        return StreamClient.send(call, address, Wire.proxyLine(call));
    }

    /** Sends a datagram. */
    public DatagramOutcome send(DatagramCall call, InetSocketAddress address) {
        return DatagramClient.send(call, address, threads);
    }

    @Override
    public void close() {
        grpc.close();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
