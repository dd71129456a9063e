package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.upstream.Answering;
import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.netty.upstream.UpstreamFailure.Kind;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.Decision.Respond;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to an endpoint and the answer on its way back, piece by piece: a side that cannot take more keeps the other from
 * being read. Where a try fails before anything of an answer has reached the client, there may be another. On the event loop of the
 * client's channel alone.
 */
// What becomes of a write or a close is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class Exchange implements Step, Answering {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");

    private final ChannelHandlerContext client;
    private final ProxyHandler owner;
    private final ClientRequest from;
    private final FrontEndLimits limits;
    private final Watch silent;
    private final Replay replay = new Replay();
    private final Retries retries;
    private List<MirrorCopy> mirrors = List.of();

    /** Null where the route sets no such time, as {@code attempt}. */
    private @Nullable Watch whole;

    private @Nullable Watch attempt;
    private Forward forward;
    private @Nullable Upstream upstream;

    /** Heads wait for what comes with them: a message that is whole is written, and sent, as one. */
    private @Nullable HttpRequest heldRequest;

    private @Nullable HttpResponse heldAnswer;
    private boolean beginning;
    private boolean counted;
    private boolean sent;
    private boolean requestEnded;
    private boolean answerBegun;
    private boolean interim;
    private boolean repeated;
    private boolean over;
    private int status;

    Exchange(ChannelHandlerContext client, ProxyHandler owner, Forward forward, ClientRequest from) {
        this.client = client;
        this.owner = owner;
        this.forward = forward;
        this.from = from;
        this.limits = owner.limits();
        this.retries = new Retries(forward, from, client.executor());
        this.silent = owner.silence(client);
    }

    void begin() {
        Duration most = Retries.positive(forward.requestTimeout());
        if (most != null) {
            whole = new Watch(client.executor(), () -> expire("the request took longer than its route allows"));
            whole.set(most);
        }
        if (!forward.mirrors().isEmpty()) {
            mirrors = forward.mirrors().stream()
                    .map(mirror -> MirrorCopy.begin(mirror, from, owner, client))
                    .toList();
        }
        beginning = true;
        tryIt();
        beginning = false;
    }

    private void tryIt() {
        counted = true;
        sent = false;
        forward.began();
        owner.tried(forward);
        Duration most = Retries.positive(forward.backendRequestTimeout());
        if (most != null) {
            if (attempt == null) {
                attempt = new Watch(client.executor(), this::attemptLate);
            }
            attempt.set(most);
        }
        open();
    }

    private void open() {
        owner.open(client, forward.endpoint(), protocol(), forward.backend(), this, repeated);
    }

    private Protocol protocol() {
        return ClientRequest.protocol(forward.protocol());
    }

    private boolean asksForTunnel() {
        return from.asksForTunnel() && forward.endpoint() instanceof Endpoint.Address && protocol() == Protocol.HTTP1;
    }

    // The request, from the client.

    @Override
    public void requestContent(HttpContent content) {
        requestEnded |= content instanceof LastHttpContent;
        if (over) {
            content.release();
            return;
        }
        HttpContent part = content instanceof LastHttpContent last ? Trailers.passed(last, List.of()) : content;
        for (int i = 0; i < mirrors.size(); i++) {
            mirrors.get(i).requestContent(part);
        }
        Upstream to = upstream;
        if (to == null) {
            replay.hold(part);
            return;
        }
        if (retries.mayFollow()) {
            replay.add(part);
        }
        writeWithHead(to, part);
        if (requestEnded) {
            awaitAnswer();
        }
    }

    private void writeWithHead(Upstream to, HttpContent part) {
        HttpRequest head = heldRequest;
        if (head != null
                && part instanceof LastHttpContent last
                && from.isBodiless()
                && last.trailingHeaders().isEmpty()) {
            heldRequest = null;
            part.release();
            to.write(new DefaultFullHttpRequest(
                    head.protocolVersion(),
                    head.method(),
                    head.uri(),
                    Unpooled.EMPTY_BUFFER,
                    head.headers(),
                    EmptyHttpHeaders.INSTANCE));
        } else {
            writeHeldRequest(to);
            to.write(part);
        }
    }

    private void writeHeldRequest(Upstream to) {
        HttpRequest head = heldRequest;
        if (head != null) {
            heldRequest = null;
            to.write(head);
        }
    }

    @Override
    public void requestReadComplete() {
        Upstream to = upstream;
        if (to != null) {
            writeHeldRequest(to);
            to.flush();
        }
        mirrors.forEach(MirrorCopy::flush);
        readMoreOfRequest();
    }

    private void readMoreOfRequest() {
        // A request that is complete is read on for the end of its connection, which would otherwise go unnoticed.
        if (over || requestEnded || (upstream != null && upstream.isWritable())) {
            client.read();
        } else if (upstream != null) {
            // Nobody is read now, so that the client has left would not show: an endpoint that takes no more has as
            // long as for its answer.
            awaitAnswer();
        }
    }

    @Override
    public void abort() {
        mirrors.forEach(MirrorCopy::requestCut);
        end(Outcome.ABANDONED);
        finish();
    }

    // The way to the endpoint.

    @Override
    public void connected(Upstream connected) {
        if (over) {
            connected.cancel();
            return;
        }
        upstream = connected;
        sent = true;
        List<Field> fields = UpstreamHeaders.of(from.received(), from.client(), forward.requestEdits());
        heldRequest = asksForTunnel()
                ? from.tunnelHead(forward.target(), forward.host(), fields)
                : from.head(protocol(), forward.target(), forward.host(), fields);
        replay.forEach(part -> writeWithHead(connected, part));
        if (!retries.mayFollow()) {
            replay.clear();
        } else {
            replay.trim();
        }
        if (!beginning) {
            writeHeldRequest(connected);
            connected.flush();
        }
        if (requestEnded) {
            awaitAnswer();
        } else if (from.expectsContinue() && !retries.isAgain()) {
            client.writeAndFlush(interim(HttpResponseStatus.CONTINUE));
        }
        readMoreOfRequest();
    }

    private void awaitAnswer() {
        if (!answerBegun && forward.requestTimeout() == null && forward.backendRequestTimeout() == null) {
            silent.set(limits.answer());
        }
    }

    @Override
    public void writable() {
        if (!requestEnded && !answerBegun) {
            silent.clear();
        }
        readMoreOfRequest();
    }

    // The answer, from the endpoint.

    @Override
    public void head(HttpResponse response) {
        if (over) {
            return;
        }
        interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        int code = response.status().code();
        if (answerBegun || response.decoderResult().isFailure()) {
            malformed("a malformed answer: " + response.decoderResult().cause());
        } else if (code == 101) {
            switchProtocols(response);
        } else if (interim) {
            passInterim(response);
        } else if (retries.isListed(code) && replay.isWhole() && retries.left()) {
            status = code;
            again(Outcome.ERROR);
        } else {
            status = code;
            answerBegun = true;
            replay.clear();
            silent.set(limits.answerIdle());
            heldAnswer = DownstreamHead.of(response, from.request(), forward, requestEnded);
        }
    }

    private void passInterim(HttpResponse response) {
        // 100 is ours to say, and an old client knows none of them.
        if (response.status().code() != 100 && !from.isOld()) {
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
        if (to == null || !asksForTunnel() || !requestEnded) {
            malformed("101 to a request that asked for no tunnel");
            return;
        }
        upstream = null;
        end(Outcome.ANSWERED);
        finish();
        owner.openTunnel(client, DownstreamHead.switching(response, forward), to);
    }

    @Override
    public void content(HttpContent content) {
        if (over || interim) {
            content.release();
        } else if (content.decoderResult().isFailure()) {
            content.release();
            malformed("a malformed answer: " + content.decoderResult().cause());
        } else if (content instanceof LastHttpContent last) {
            complete(DownstreamHead.last(last, from));
        } else {
            silent.set(limits.answerIdle());
            writeHeldAnswer();
            client.write(content, client.voidPromise());
        }
    }

    private void writeHeldAnswer() {
        HttpResponse head = heldAnswer;
        if (head != null) {
            heldAnswer = null;
            client.write(head);
        }
    }

    private void complete(LastHttpContent last) {
        Upstream done = upstream;
        upstream = null;
        end(status >= 500 ? Outcome.ERROR : Outcome.ANSWERED);
        if (!requestEnded) {
            mirrors.forEach(MirrorCopy::requestCut);
        }
        HttpResponse head = heldAnswer;
        finish();
        client.writeAndFlush(
                head == null
                        ? last
                        : new DefaultFullHttpResponse(
                                head.protocolVersion(),
                                head.status(),
                                last.content(),
                                head.headers(),
                                last.trailingHeaders()));
        if (done != null) {
            if (requestEnded) {
                done.release();
            } else {
                done.cancel();
            }
        }
        client.read();
    }

    @Override
    public void readComplete() {
        writeHeldAnswer();
        client.flush();
        readMoreOfAnswer();
    }

    @Override
    public void clientWritable() {
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
        if (isStale(failure)) {
            repeated = true;
            open();
            return;
        }
        Outcome outcome = failure.kind() == Kind.CONNECT_TIMEOUT ? Outcome.TIMEOUT : Outcome.UNREACHABLE;
        boolean harmless = failure.kind() == Kind.INTERNAL
                ? retries.isListed(HttpResponseStatus.INTERNAL_SERVER_ERROR.code())
                : failure.beforeSending() || from.isIdempotent();
        Failure told = switch (failure.kind()) {
            case CONNECT_TIMEOUT -> Failure.TIMEOUT;
            case OVERFLOW -> Failure.UNAVAILABLE;
            case INTERNAL -> Failure.INTERNAL;
            default -> Failure.UNREACHABLE;
        };
        LOG.log(Level.DEBUG, "{0} to {1}: {2}", forward.origin(), forward.endpoint(), failure);
        owner.failed(forward, fault(failure.kind()));
        if (harmless && mayTryAgain()) {
            again(outcome);
        } else {
            end(outcome);
            fail(told, failure.toString());
        }
    }

    /**
     * Whether a pooled connection turned out to be closed, or the endpoint said that it did not begin: a request without content that may
     * be made twice (RFC 9110 section 9.2.2) is sent once more, on another connection.
     */
    private boolean isStale(UpstreamFailure failure) {
        boolean harmless = failure.kind() == Kind.REFUSED
                || (failure.kind() == Kind.RESET && failure.reused() && from.isIdempotent());
        return harmless && !repeated && !answerBegun && requestEnded && from.isBodiless() && replayStaleHead();
    }

    /** The end of a request without content is all that has to be sent again. */
    private boolean replayStaleHead() {
        if (!retries.mayFollow()) {
            replay.hold(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        return true;
    }

    private void attemptLate() {
        if (!over && from.isIdempotent() && mayTryAgain()) {
            owner.failed(forward, TryFault.TIMEOUT);
            again(Outcome.TIMEOUT);
        } else {
            expire("the endpoint took longer than the route allows");
        }
    }

    private boolean mayTryAgain() {
        return !answerBegun && retries.left() && (replay.isWhole() || !sent);
    }

    private void again(Outcome outcome) {
        Endpoint tried = forward.endpoint();
        end(outcome);
        if (attempt != null) {
            attempt.clear();
        }
        silent.clear();
        Duration wait = retries.backoff();
        Duration left = whole == null ? null : whole.left();
        if (left != null && left.compareTo(wait) <= 0) {
            fail(Failure.TIMEOUT, "no time is left for another try");
            return;
        }
        Forward next = forward.again(retries.tried(tried));
        if (next == null) {
            fail(Failure.UNAVAILABLE, "the budget for retries is spent");
            return;
        }
        forward = next;
        retries.later(wait, () -> {
            if (!over) {
                tryIt();
            }
        });
    }

    void endpointSilent() {
        expire("the endpoint was silent for too long");
    }

    private void expire(String reason) {
        if (!over) {
            if (counted) {
                owner.failed(forward, TryFault.TIMEOUT);
            }
            end(Outcome.TIMEOUT);
            fail(Failure.TIMEOUT, reason);
        }
    }

    private void malformed(String reason) {
        owner.failed(forward, TryFault.MALFORMED);
        fail(Failure.UNREACHABLE, reason);
    }

    private static TryFault fault(Kind kind) {
        return switch (kind) {
            case CONNECT_TIMEOUT -> TryFault.CONNECT_TIMEOUT;
            case CONNECT -> TryFault.CONNECT;
            case REFUSED -> TryFault.REFUSED;
            case RESET -> TryFault.RESET;
            case INTERNAL -> TryFault.INTERNAL;
            case OVERFLOW -> TryFault.OVERFLOW;
        };
    }

    /** The try is over: the connection, if any, is given up. */
    private void end(Outcome outcome) {
        Upstream to = upstream;
        upstream = null;
        heldRequest = null;
        if (to != null) {
            to.cancel();
        }
        if (counted) {
            counted = false;
            forward.ended(outcome);
        }
    }

    private void fail(Failure failure, String reason) {
        LOG.log(Level.INFO, "{0} to {1}: {2}: {3}", forward.origin(), forward.endpoint(), failure, reason);
        end(Outcome.UNREACHABLE);
        if (!requestEnded) {
            mirrors.forEach(MirrorCopy::requestCut);
        }
        finish();
        if (answerBegun) {
            cut();
        } else {
            Respond answer = forward.failed(failure);
            owner.answer(client, from.request(), answer, !requestEnded);
        }
    }

    /** So that the client sees it: without the last chunk, before the announced length, or with the reset of the connection. */
    private void cut() {
        if (from.isOld()) {
            client.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        client.close();
    }

    private void finish() {
        over = true;
        heldAnswer = null;
        if (whole != null) {
            whole.end();
        }
        if (attempt != null) {
            attempt.end();
        }
        silent.clear();
        replay.clear();
        owner.finished(this);
    }
}
