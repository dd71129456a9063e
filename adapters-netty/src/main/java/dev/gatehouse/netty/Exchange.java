package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.upstream.Answering;
import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.netty.upstream.UpstreamFailure.Kind;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Failure;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to an endpoint and the answer on its way back, piece by piece: a side that cannot take more keeps the other from
 * being read. On the event loop of the client's channel alone.
 */
// What becomes of a write or a close is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Exchange implements Answering {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");

    private final ChannelHandlerContext client;
    private final ProxyHandler owner;
    private final Forward forward;
    private final HttpRequest request;
    private final UpstreamHead head;
    private final FrontEndLimits limits;
    private final Watch late;
    private final Watch silent;
    private final Queue<HttpObject> unsent = new ArrayDeque<>();
    private @Nullable Upstream upstream;
    private boolean requestEnded;
    private boolean answerBegun;
    private boolean interim;
    private boolean repeated;
    private boolean over;

    Exchange(ChannelHandlerContext client, ProxyHandler owner, Forward forward, HttpRequest request) {
        this.client = client;
        this.owner = owner;
        this.forward = forward;
        this.request = request;
        this.limits = owner.limits();
        this.head = UpstreamHead.of(request, forward, owner.client(client.channel(), request));
        this.late = new Watch(client.executor(), () -> expire("it took longer than the route allows"));
        this.silent = new Watch(client.executor(), () -> expire("the endpoint was silent for too long"));
    }

    void begin() {
        Duration whole = Timeouts.whole(forward);
        if (whole != null) {
            late.set(whole);
        }
        owner.upstreams().open(client.channel().eventLoop(), head.target(), this);
    }

    // The request, from the client.

    /** A further piece of the request. */
    void requestContent(HttpContent content) {
        requestEnded |= content instanceof LastHttpContent;
        Upstream to = upstream;
        if (over) {
            content.release();
        } else if (to == null) {
            unsent.add(content);
        } else {
            to.write(head.outbound(content));
            if (requestEnded) {
                awaitAnswer();
            }
        }
    }

    /** All of the request that had come was handed over. */
    void requestReadComplete() {
        if (upstream != null) {
            upstream.flush();
        }
        readMoreOfRequest();
    }

    private void readMoreOfRequest() {
        // A request that is complete is read on for the end of its connection, which would otherwise go unnoticed.
        if (over || requestEnded || (upstream != null && upstream.isWritable())) {
            client.read();
        }
    }

    /** The client is gone, or its request is refused after all. */
    void abort() {
        finish();
        if (upstream != null) {
            upstream.cancel();
        }
    }

    // The way to the endpoint.

    @Override
    public void connected(Upstream connected) {
        if (over) {
            connected.cancel();
            return;
        }
        upstream = connected;
        connected.write(head.message());
        if (repeated) {
            connected.write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        for (HttpObject part = unsent.poll(); part != null; part = unsent.poll()) {
            connected.write(head.outbound((HttpContent) part));
        }
        connected.flush();
        if (requestEnded) {
            awaitAnswer();
        } else if (head.expectsContinue()) {
            client.writeAndFlush(interim(HttpResponseStatus.CONTINUE));
        }
        readMoreOfRequest();
    }

    private void awaitAnswer() {
        if (!answerBegun && Timeouts.isFrontEndsOwn(forward)) {
            silent.set(limits.answer());
        }
    }

    @Override
    public void writable() {
        readMoreOfRequest();
    }

    // The answer, from the endpoint.

    @Override
    public void head(HttpResponse response) {
        int status = response.status().code();
        interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (over) {
            return;
        }
        if (answerBegun || response.decoderResult().isFailure()) {
            fail(
                    Failure.UNREACHABLE,
                    "a malformed answer: " + response.decoderResult().cause());
        } else if (status == 101) {
            switchProtocols(response);
        } else if (interim) {
            passInterim(response);
        } else {
            answerBegun = true;
            silent.set(limits.answerIdle());
            client.write(DownstreamHead.of(response, request, forward, requestEnded));
        }
    }

    private void passInterim(HttpResponse response) {
        // 100 is ours to say, and an old client knows none of them.
        if (response.status().code() != 100 && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            HttpResponse passed = interim(response.status());
            Fields.add(passed.headers(), DownstreamHead.fields(response, forward));
            client.writeAndFlush(passed);
        }
    }

    private static HttpResponse interim(HttpResponseStatus status) {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    }

    private void switchProtocols(HttpResponse response) {
        Upstream to = upstream;
        if (to == null || !head.upgrade() || !requestEnded) {
            fail(Failure.UNREACHABLE, "101 to a request that asked for no upgrade");
            return;
        }
        finish();
        owner.openTunnel(client, DownstreamHead.switching(response, forward), to);
    }

    @Override
    public void content(HttpContent content) {
        if (over) {
            content.release();
        } else if (interim) {
            content.release();
        } else if (content.decoderResult().isFailure()) {
            content.release();
            fail(
                    Failure.UNREACHABLE,
                    "a malformed answer: " + content.decoderResult().cause());
        } else if (content instanceof LastHttpContent last) {
            complete(DownstreamHead.last(last, request, forward));
        } else {
            silent.set(limits.answerIdle());
            client.write(content, client.voidPromise());
        }
    }

    private void complete(LastHttpContent last) {
        Upstream from = upstream;
        finish();
        client.writeAndFlush(last);
        if (from != null) {
            if (requestEnded) {
                from.release();
            } else {
                from.cancel();
            }
        }
        client.read();
    }

    @Override
    public void readComplete() {
        client.flush();
        readMoreOfAnswer();
    }

    /** The client takes more of the answer. */
    void clientWritable() {
        readMoreOfAnswer();
    }

    private void readMoreOfAnswer() {
        if (!over && upstream != null && client.channel().isWritable()) {
            upstream.read();
        }
    }

    // What goes wrong.

    @Override
    public void failed(UpstreamFailure failure) {
        upstream = null;
        if (over) {
            return;
        }
        if (mayRepeat(failure)) {
            repeated = true;
            owner.upstreams().open(client.channel().eventLoop(), head.target(), this);
        } else {
            fail(failure(failure.kind()), failure.toString());
        }
    }

    private static Failure failure(Kind kind) {
        return switch (kind) {
            case CONNECT_TIMEOUT -> Failure.TIMEOUT;
            case OVERFLOW -> Failure.UNAVAILABLE;
            default -> Failure.UNREACHABLE;
        };
    }

    /**
     * Only what the endpoint cannot have begun with, or may do twice on a connection that it may have closed before (RFC 9110 section
     * 9.2.2); never a request with content, which is gone.
     */
    private boolean mayRepeat(UpstreamFailure failure) {
        boolean harmless = failure.kind() == Kind.REFUSED
                || (failure.kind() == Kind.RESET && failure.reused() && head.isIdempotent());
        return harmless && !repeated && !answerBegun && requestEnded && head.isBodiless();
    }

    private void expire(String reason) {
        if (!over) {
            fail(Failure.TIMEOUT, reason);
        }
    }

    private void fail(Failure failure, String reason) {
        LOG.log(Level.INFO, "{0} to {1}: {2}: {3}", forward.origin(), forward.endpoint(), failure, reason);
        abort();
        if (answerBegun) {
            cut();
        } else {
            FullHttpResponse answer = Answers.to(request, forward.failed(failure));
            Answers.end(request, answer, !requestEnded);
            client.writeAndFlush(answer);
            client.read();
        }
    }

    /** So that the client sees it: without the last chunk, before the announced length, or with the reset of the connection. */
    private void cut() {
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            client.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        client.close();
    }

    private void finish() {
        over = true;
        late.end();
        silent.end();
        unsent.forEach(ReferenceCountUtil::release);
        unsent.clear();
        owner.finished(this);
    }
}
