package dev.gatehouse.netty;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Failure;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpExpectationFailedEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each request of a connection. Stands behind an
 * {@link io.netty.handler.codec.http.HttpServerCodec} and in front of the handlers that carry requests to backends;
 * one new object for each channel.
 *
 * <ul>
 *   <li>A request that goes to a backend is passed on with all its content, and {@link #DECISION} says where to. The
 *       request itself is passed as it was received; target, host and header edits are those of the decision.
 *   <li>Redirects, refusals and requests that no rule takes are answered here, and nothing of them is passed on. The
 *       answer is the status with its reason phrase as text. The connection stays open, unless the client or the
 *       decision wants it closed, or there is content that nobody would read: then it is closed after the answer. What
 *       still arrives is thrown away meanwhile: up to 64 KiB and for 2 seconds, so that the client can read the
 *       answer. Nobody who sent {@code Expect: 100-continue} is told to continue.
 *   <li>What the codec could not read is answered with 400, 414 or 431 and closes the connection. Where that happens
 *       in the content of a request that was passed on, its last content never follows; where its answer has begun,
 *       that is cut.
 * </ul>
 *
 * <p>Requests that a client sends ahead wait until the answer to the one before is written whole, so the handlers
 * behind see one exchange at a time and answers keep their order; while one waits, the channel is not read. A handler
 * behind must therefore write exactly one final answer to each request, through this handler, and end it with a
 * {@link LastHttpContent}. After an answer that ends the connection, or to a request that did, the channel is closed.
 * After status 101 no further request is taken.
 *
 * <p>HTTP/1.0 and HTTP/1.1, and streams of HTTP/2 in their terms; another version gets 505. An answer gets the {@code Date} and
 * {@code Connection} that it needs. Used by the threads of its channel alone.
 */
// What becomes of a write or a close is told by its promise, and by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
public final class RoutingHandler extends ChannelDuplexHandler {
    /**
     * Where the request goes that was passed on last. Set on the channel just before the request is passed on, and
     * valid until its exchange is over; read it in {@code channelRead} of the request.
     */
    public static final AttributeKey<Decision.Forward> DECISION =
            AttributeKey.valueOf(RoutingHandler.class, "DECISION");

    /** Whom to ask before the request that was passed on last may go on; taken by {@link ProxyHandler}, and not set without it. */
    static final AttributeKey<Decision.Authorize> QUESTION = AttributeKey.valueOf(RoutingHandler.class, "QUESTION");

    private static final int MAX_DRAINED = 64 * 1024;
    private static final long DRAIN_SECONDS = 2;

    /** What becomes of what arrives. */
    private enum Inbound {
        PASS,
        SWALLOW,
        /** This connection takes no further request. */
        DRAIN
    }

    /** How far the answer is to a request that was passed on. */
    private enum Answer {
        NONE,
        AWAIT,
        BEGIN
    }

    private final LiveRoutes routes;
    private final Bind bind;
    private final int mostRequests;
    private final @Nullable Observing observing;
    private final @Nullable Correlation correlation;
    private final Queue<HttpObject> waiting = new ArrayDeque<>();
    private Inbound inbound = Inbound.PASS;
    private Answer answer = Answer.NONE;

    /** Whether content of the request taken last is still to come. */
    private boolean requestOpen;

    /** Whether the connection outlives the exchange. */
    private boolean persistent;

    /** Whether the client must be told that it does. */
    private boolean oldClient;

    /** Whether the answer being written is an interim one. */
    private boolean interim;

    private boolean passed;
    private boolean autoReadPaused;
    private boolean readHeldBack;
    private boolean lastAnswerWritten;
    private long drained;
    private int requests;
    private boolean draining;

    /** Routes what arrives on this port by what {@code routes} serves at that moment. */
    public RoutingHandler(LiveRoutes routes, Bind bind) {
        this(routes, bind, Integer.MAX_VALUE, null, null);
    }

    /**
     * @param mostRequests of a connection; the answer to the last closes it
     * @param observing null where nobody listens
     * @param correlation null where requests go on as they came
     */
    RoutingHandler(
            LiveRoutes routes,
            Bind bind,
            int mostRequests,
            @Nullable Observing observing,
            @Nullable Correlation correlation) {
        this.routes = Objects.requireNonNull(routes, "routes");
        this.bind = Objects.requireNonNull(bind, "bind");
        this.mostRequests = mostRequests;
        this.observing = observing;
        this.correlation = correlation;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof HttpObject object)) {
            passed = true;
            ctx.fireChannelRead(message);
        } else if (!waiting.isEmpty() || (object instanceof HttpRequest && answer != Answer.NONE)) {
            waiting.add(object);
            if (ctx.channel().config().isAutoRead()) {
                ctx.channel().config().setAutoRead(false);
                autoReadPaused = true;
            }
        } else {
            take(ctx, object);
        }
    }

    private void take(ChannelHandlerContext ctx, HttpObject object) {
        if (inbound == Inbound.DRAIN) {
            drain(ctx, object);
        } else if (object.decoderResult().isFailure()) {
            refuse(ctx, object);
        } else if (object instanceof HttpRequest request) {
            begin(ctx, request);
        } else {
            requestOpen &= !(object instanceof LastHttpContent);
            if (inbound == Inbound.PASS) {
                passed = true;
                ctx.fireChannelRead(object);
            } else {
                ReferenceCountUtil.release(object);
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        requestOpen = !(request instanceof LastHttpContent);
        persistent = HttpUtil.isKeepAlive(request) && ++requests < mostRequests && !draining;
        HttpVersion version = request.protocolVersion();
        oldClient = version.equals(HttpVersion.HTTP_1_0);
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            answer(ctx, request, Answers.to(request, 505), true);
            return;
        }
        if (correlation != null) {
            correlate(correlation, request.headers());
        }
        Decision decision;
        try {
            decision = routes.current().decide(bind, NettyRequestHead.of(request, ctx.channel()));
        } catch (RuntimeException e) {
            answer(ctx, request, Answers.to(request, 500), true);
            ctx.fireExceptionCaught(e);
            return;
        }
        if (observing != null) {
            observing.decided(decision);
        }
        if (decision instanceof Decision.Forward forward) {
            inbound = Inbound.PASS;
            answer = Answer.AWAIT;
            passed = true;
            ctx.channel().attr(DECISION).set(forward);
            ctx.fireChannelRead(request);
        } else if (decision instanceof Decision.Redirect redirect) {
            answer(ctx, request, Answers.to(request, redirect), false);
        } else if (decision instanceof Decision.Authorize authorize
                && ctx.pipeline().get(ProxyHandler.class) != null) {
            inbound = Inbound.PASS;
            answer = Answer.AWAIT;
            passed = true;
            ctx.channel().attr(QUESTION).set(authorize);
            ctx.fireChannelRead(request);
        } else if (decision instanceof Decision.Authorize authorize) {
            // Nobody behind is told whom to ask, and nothing passes unasked.
            answer(ctx, request, Answers.to(request, authorize.failed(Failure.REFUSED)), false);
        } else {
            Decision.Respond respond = (Decision.Respond) decision;
            answer(ctx, request, Answers.to(request, respond), respond.close());
        }
    }

    private static void correlate(Correlation correlation, HttpHeaders headers) {
        HeaderEdits edits = correlation.edits(name -> headers.contains(name) ? headers.getAll(name) : List.of());
        if (edits.set().isEmpty() && edits.remove().isEmpty()) {
            return;
        }
        edits.remove().forEach(headers::remove);
        edits.set().forEach(field -> headers.set(field.name(), field.value()));
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response, boolean close) {
        boolean last = close || !persistent || hasUnreadContent(request);
        Answers.end(request, response, last);
        ReferenceCountUtil.release(request);
        send(ctx, response, last);
    }

    private static boolean hasUnreadContent(HttpRequest request) {
        return !(request instanceof LastHttpContent)
                && (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                        || HttpUtil.getContentLength(request, 0L) > 0);
    }

    private void send(ChannelHandlerContext ctx, FullHttpResponse response, boolean last) {
        inbound = last ? Inbound.DRAIN : Inbound.SWALLOW;
        ChannelFuture written = ctx.writeAndFlush(response);
        if (last) {
            written.addListener(future -> end(ctx));
        } else {
            written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    /** Nothing of the message is passed on, and nothing can follow it: the codec has lost its place. */
    private void refuse(ChannelHandlerContext ctx, HttpObject unreadable) {
        boolean unanswered = unreadable instanceof HttpRequest || answer == Answer.AWAIT;
        if (answer != Answer.NONE) {
            ctx.fireUserEventTriggered(ExchangeEvent.REQUEST_CUT);
        }
        answer = Answer.NONE;
        requestOpen = false;
        FullHttpResponse response = Answers.toUnreadable(unreadable.decoderResult());
        ReferenceCountUtil.release(unreadable);
        if (unanswered) {
            send(ctx, response, true);
        } else {
            inbound = Inbound.DRAIN;
            ctx.close();
        }
    }

    /**
     * The last answer of this connection is written. A socket closed with bytes unread is reset, and the answer lost
     * with it.
     */
    private void end(ChannelHandlerContext ctx) {
        lastAnswerWritten = true;
        if (!closeIfDrained(ctx)) {
            ctx.executor().schedule(() -> ctx.close(), DRAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void drain(ChannelHandlerContext ctx, HttpObject object) {
        if (object instanceof HttpContent content) {
            drained += content.content().readableBytes();
        }
        requestOpen &= !(object instanceof LastHttpContent);
        ReferenceCountUtil.release(object);
        closeIfDrained(ctx);
    }

    private boolean closeIfDrained(ChannelHandlerContext ctx) {
        boolean done = lastAnswerWritten && (!requestOpen || drained > MAX_DRAINED);
        if (done) {
            ctx.close();
        }
        return done;
    }

    /**
     * An aggregator behind refuses an expectation and makes the codec start anew, in the middle of that request's
     * content, which would then be read as the next request.
     */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HttpExpectationFailedEvent) {
            persistent = false;
        } else if (event == ExchangeEvent.DRAIN) {
            drain(ctx);
        } else if (event == ExchangeEvent.DRAIN_AFTER_NEXT) {
            draining = true;
        }
        ctx.fireUserEventTriggered(event);
    }

    /** The connection ends with the exchange that is under way, or at once. */
    private void drain(ChannelHandlerContext ctx) {
        draining = true;
        persistent = false;
        if (answer == Answer.NONE && inbound != Inbound.DRAIN && !requestOpen) {
            inbound = Inbound.DRAIN;
            ctx.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean unnoticed = !passed;
        passed = false;
        ctx.fireChannelReadComplete();
        if (unnoticed && waiting.isEmpty() && !ctx.channel().config().isAutoRead()) {
            // Nobody behind saw anything, so nobody will ask for more.
            ctx.read();
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (waiting.isEmpty()) {
            ctx.read();
        } else {
            readHeldBack = true;
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof HttpObject object)) {
            ctx.write(message, promise);
        } else if (answer != Answer.NONE) {
            writeAnswer(ctx, object, promise.unvoid());
        } else if (inbound == Inbound.DRAIN) {
            // The connection's last answer is written: whatever followed would be read as part of it or as another.
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
        } else {
            ctx.write(message, promise);
        }
    }

    private void writeAnswer(ChannelHandlerContext ctx, HttpObject object, ChannelPromise promise) {
        if (object instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (!interim) {
                answer = Answer.BEGIN;
                begin(response);
            }
        }
        promise.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        if (object instanceof LastHttpContent && !interim) {
            answer = Answer.NONE;
            if (persistent) {
                if (!waiting.isEmpty()) {
                    // Not within the call of a handler that is still busy with the answer.
                    ctx.executor().execute(() -> takeWaiting(ctx));
                }
            } else {
                inbound = Inbound.DRAIN;
                promise.addListener(future -> ctx.executor().execute(() -> end(ctx)));
            }
        }
        ctx.write(object, promise);
    }

    private void begin(HttpResponse response) {
        persistent &= HttpUtil.isKeepAlive(response);
        if (!response.headers().contains(HttpHeaderNames.DATE)) {
            response.headers().set(HttpHeaderNames.DATE, Dates.now());
        }
        if (!persistent) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (oldClient) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private void takeWaiting(ChannelHandlerContext ctx) {
        while (!waiting.isEmpty() && !(waiting.peek() instanceof HttpRequest && answer != Answer.NONE)) {
            take(ctx, waiting.remove());
        }
        if (passed) {
            passed = false;
            ctx.fireChannelReadComplete();
        }
        if (waiting.isEmpty()) {
            resumeReading(ctx);
        }
    }

    private void resumeReading(ChannelHandlerContext ctx) {
        if (autoReadPaused) {
            autoReadPaused = false;
            readHeldBack = false;
            ctx.channel().config().setAutoRead(true);
        } else if (readHeldBack) {
            readHeldBack = false;
            ctx.read();
        }
    }

    /**
     * When the channel is closed, or whenever the pipeline's owner likes. Requests that wait are never passed on
     * undecided: the connection ends with them.
     */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (!waiting.isEmpty()) {
            waiting.forEach(ReferenceCountUtil::release);
            waiting.clear();
            ctx.close();
        }
    }
}
