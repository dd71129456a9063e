package dev.gatehouse.netty.upstream;

import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.routing.attach.BackendTls;
import dev.gatehouse.routing.plan.ServiceHandler;
import dev.gatehouse.tls.trust.BackendContext;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Connections to endpoints: for HTTP/1.1 a pool of those that are free, for HTTP/2 as few as their streams need. Safe for any number of
 * threads; the connections of an event loop are that loop's own.
 */
public final class Upstreams implements AutoCloseable {
    private static final int MOST_CONTEXTS = 256;

    private final Class<? extends Channel> channelType;
    private final UpstreamLimits limits;
    private final Map<EventLoop, LoopUpstreams> loops = new ConcurrentHashMap<>();
    private final Circuits circuits;
    private final Map<BackendTls, BackendEngines> engines = new ConcurrentHashMap<>();
    private final boolean openSsl;
    private final HandlerThreads handlers;
    private volatile boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param channelType of sockets, one that the event loops can drive
     * @param openSsl whether OpenSSL is there and is to speak TLS
     */
    public Upstreams(Class<? extends Channel> channelType, boolean openSsl, UpstreamLimits limits) {
        this.channelType = channelType;
        this.openSsl = openSsl;
        this.limits = limits;
        this.circuits = new Circuits(limits.connections(), limits.pending());
        this.handlers = new HandlerThreads(limits.handlers());
    }

    /**
     * Finds or opens a way to an endpoint, and tells {@code answering}, at once or later.
     *
     * @param loop that of the client's channel, on which this is called and everything is told
     * @param fresh whether it is to be a connection that nobody has used, because a used one was found closed
     */
    public void open(EventLoop loop, Target target, Answering answering, boolean fresh) {
        LoopUpstreams own = own(loop);
        if (target.protocol() == Protocol.HTTP2) {
            own.http2(target).open(answering);
        } else {
            own.http1(target).open(answering, fresh);
        }
    }

    /**
     * Opens a connection that nobody else uses.
     *
     * @param loop that of the client's channel, on which this is called and everything is told
     * @param initializer adds handlers behind those of TLS
     */
    public void connect(EventLoop loop, Target target, Consumer<Channel> initializer, Opening opening) {
        if (!circuits.connect(target)) {
            opening.failed(UpstreamFailure.tooManyConnections(target));
            return;
        }
        own(loop).open(target, initializer, opening);
    }

    /** As the other does, to code in this process. */
    public void open(EventLoop loop, ServiceHandler handler, Answering answering) {
        answering.connected(new HandlerCall(loop, handler, handlers, answering));
    }

    private LoopUpstreams own(EventLoop loop) {
        LoopUpstreams own = loops.get(loop);
        return own != null ? own : loops.computeIfAbsent(loop, key -> new LoopUpstreams(this, key));
    }

    /** Read once for each kind of backend, for that takes time; all are read again when there have been many kinds. */
    BackendEngines engines(BackendTls tls) {
        if (engines.size() > MOST_CONTEXTS) {
            engines.clear();
        }
        return engines.computeIfAbsent(tls, key -> new BackendEngines(BackendContext.of(key), openSsl));
    }

    Class<? extends Channel> channelType() {
        return channelType;
    }

    UpstreamLimits limits() {
        return limits;
    }

    boolean isClosed() {
        return closed;
    }

    Circuits circuits() {
        return circuits;
    }

    /**
     * Closes the connections that are free; those in use are closed when they would become so. Calls of code in this process are
     * interrupted.
     */
    @Override
    public void close() {
        closed = true;
        handlers.close();
        loops.forEach((loop, own) -> {
            if (!loop.isShuttingDown()) {
                loop.execute(own::closeFree);
            }
        });
    }
}
