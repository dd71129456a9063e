package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Answering;
import dev.gatehouse.netty.upstream.Target;
import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests to their endpoints and the answers back, streaming both ways: a side that takes no more keeps the other from being read.
 * One new object for each channel.
 *
 * <pre>{@code
 * pipeline.addLast(new HttpServerCodec(), new RoutingHandler(routes, bind), new ProxyHandler(backends, bind));
 * }</pre>
 *
 * <p>It stands behind a {@link RoutingHandler}, or behind a handler of one's own that sets {@link RoutingHandler#DECISION} before it passes a
 * request on, and passes on one request at a time. It switches {@code AUTO_READ} of the channel off and asks for more when the other side
 * takes more. Where a backend agrees to a WebSocket, the handlers that speak HTTP leave the pipeline. A client that is slow, or sends nothing,
 * is the affair of the handlers in front; {@link NettyFrontEnd} has them.
 */
// What becomes of a write or a close is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
public final class ProxyHandler extends ChannelInboundHandlerAdapter {
    private final Upstreams upstreams;
    private final Bind bind;
    private final FrontEndLimits limits;
    private final @Nullable Observing observing;
    private @Nullable Step step;
    private @Nullable Watch silence;

    /**
     * One for one channel.
     *
     * @param backends shared by all channels
     * @param bind where the requests arrived: backends are told its port
     */
    public ProxyHandler(BackendConnections backends, Bind bind) {
        this(backends.upstreams(), Objects.requireNonNull(bind, "bind"), backends.limits(), null);
    }

    /** @param observing null where nobody listens */
    ProxyHandler(Upstreams upstreams, Bind bind, FrontEndLimits limits, @Nullable Observing observing) {
        this.upstreams = upstreams;
        this.bind = bind;
        this.limits = limits;
        this.observing = observing;
    }

    /** Finds or opens a way to an endpoint, as {@link Upstreams#open} says. */
    void open(
            ChannelHandlerContext ctx,
            Endpoint endpoint,
            Protocol protocol,
            ServiceBackend backend,
            Answering answering,
            boolean fresh) {
        EventLoop loop = ctx.channel().eventLoop();
        if (endpoint instanceof Endpoint.InProcess code) {
            upstreams.open(loop, code.handler(), answering);
        } else {
            upstreams.open(loop, new Target((Endpoint.Address) endpoint, protocol, backend.tls()), answering, fresh);
        }
    }

    /** A try begins. */
    void tried(Forward forward) {
        if (observing != null) {
            observing.tried(forward);
        }
    }

    /** It brought no whole answer. */
    void failed(Forward forward, TryFault fault) {
        if (observing != null) {
            observing.failed(forward, fault);
        }
    }

    FrontEndLimits limits() {
        return limits;
    }

    /** Watches endpoints. One for all exchanges of a connection, for each would else have to begin and end a timer. */
    Watch silence(ChannelHandlerContext ctx) {
        Watch watch = silence;
        if (watch == null) {
            watch = new Watch(ctx.executor(), () -> {
                if (step instanceof Exchange exchange) {
                    exchange.endpointSilent();
                }
            });
            silence = watch;
        }
        return watch;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (silence != null) {
            silence.end();
        }
    }

    Client client(Channel channel, HttpRequest request) {
        NettyRequestHead head = new NettyRequestHead(request, null);
        String authority = head.authority();
        String host = request.headers().get(HttpHeaderNames.HOST);
        ClientTls tls = ClientTls.of(channel);
        return new Client(
                ClientAddresses.source(channel),
                tls == null ? "http" : "https",
                bind.port(),
                authority != null ? authority : host != null ? host : "",
                tls == null ? null : ClientCertificates.clientCert(channel, tls.session()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        if (ctx.channel().isActive()) {
            ctx.read();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            ClientRequest from = ClientRequest.of(request, client(ctx.channel(), request));
            Authorize question = ctx.channel().attr(RoutingHandler.QUESTION).getAndSet(null);
            if (question != null) {
                Authorization asking = new Authorization(ctx, this, question, from);
                step = asking;
                asking.begin();
            } else {
                forward(ctx, ctx.channel().attr(RoutingHandler.DECISION).get(), from);
            }
        } else if (message instanceof HttpContent content && step != null) {
            step.requestContent(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private Exchange forward(ChannelHandlerContext ctx, Forward forward, ClientRequest from) {
        Exchange exchange = new Exchange(ctx, this, forward, from);
        step = exchange;
        exchange.begin();
        return exchange;
    }

    /**
     * What was decided after all.
     *
     * @param parts of the request, as far as it was held back
     * @param open whether more of it will come
     */
    void carryOut(
            ChannelHandlerContext ctx, Decision decision, ClientRequest from, Queue<HttpContent> parts, boolean open) {
        if (observing != null) {
            observing.decided(decision);
        }
        if (decision instanceof Forward forward) {
            Exchange exchange = forward(ctx, forward, from);
            parts.forEach(exchange::requestContent);
            exchange.requestReadComplete();
            return;
        }
        parts.forEach(ReferenceCountUtil::release);
        if (decision instanceof Decision.Redirect redirect) {
            send(ctx, from.request(), Answers.to(from.request(), redirect), open);
        } else {
            answer(ctx, from.request(), (Respond) decision, open);
        }
    }

    void answer(ChannelHandlerContext ctx, HttpRequest request, Respond respond, boolean close) {
        send(ctx, request, Answers.to(request, respond), close || respond.close());
    }

    /** @param content where the answer has none of its own */
    void answer(ChannelHandlerContext ctx, HttpRequest request, Respond respond, byte[] content, boolean close) {
        send(ctx, request, Answers.to(request, respond, content), close);
    }

    private static void send(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse answer, boolean close) {
        Answers.end(request, answer, close);
        ctx.writeAndFlush(answer);
        ctx.read();
    }

    void sayContinue(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (step != null) {
            step.requestReadComplete();
        } else {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (step != null && ctx.channel().isWritable()) {
            step.clientWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ExchangeEvent.REQUEST_CUT && step != null) {
            step.abort();
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (step != null) {
            step.abort();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    void finished(Step ended) {
        if (step == ended) {
            step = null;
        }
    }

    /** The client's connection and the endpoint's speak no HTTP from here on. */
    void openTunnel(ChannelHandlerContext ctx, HttpResponse answer, Upstream upstream) {
        Tunnel atClient = new Tunnel(limits.tunnelIdle());
        Tunnel atEndpoint = new Tunnel(limits.tunnelIdle());
        ctx.writeAndFlush(answer);
        HttpPipeline.handOver(ctx.channel(), atClient);
        Tunnel.join(ctx.channel(), atClient, upstream.handOver(atEndpoint), atEndpoint);
    }
}
