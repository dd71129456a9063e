package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Answering;
import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.routing.plan.Mirror;
import dev.gatehouse.routing.plan.UpstreamHeaders;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a request, sent beside it as it comes. Nobody waits for it: what the mirror does not take in time, up to a bound, is not sent,
 * and its answer is thrown away.
 */
final class MirrorCopy implements Answering {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_WAITING = 256 * 1024;

    private final Mirror mirror;
    private final ClientRequest from;
    private final Watch late;
    private final Replay early = new Replay();
    private @Nullable Upstream upstream;
    private int waiting;
    private boolean requestEnded;
    private boolean interim;
    private boolean over;

    private MirrorCopy(Mirror mirror, ClientRequest from, ChannelHandlerContext client) {
        this.mirror = mirror;
        this.from = from;
        this.late = new Watch(client.executor(), this::giveUp);
    }

    static MirrorCopy begin(Mirror mirror, ClientRequest from, ProxyHandler owner, ChannelHandlerContext client) {
        MirrorCopy copy = new MirrorCopy(mirror, from, client);
        copy.late.set(PATIENCE);
        owner.open(client, mirror.endpoint(), copy.protocol(), mirror.backend(), copy, false);
        return copy;
    }

    private Protocol protocol() {
        return ClientRequest.protocol(mirror.protocol());
    }

    /** A piece of the request, which stays the caller's. */
    void requestContent(HttpContent content) {
        if (over) {
            return;
        }
        requestEnded |= content instanceof LastHttpContent;
        Upstream to = upstream;
        if (to != null && to.isWritable()) {
            waiting = 0;
        }
        waiting += content.content().readableBytes();
        if (waiting > MOST_WAITING) {
            LOG.log(Level.DEBUG, "the mirror {0} takes too little: the rest is not sent", mirror.endpoint());
            giveUp();
        } else if (to == null) {
            early.hold(content.retainedDuplicate());
        } else {
            to.write(content.retainedDuplicate());
        }
    }

    void flush() {
        if (upstream != null) {
            upstream.flush();
        }
    }

    /** No more of the request will come. */
    void requestCut() {
        if (!requestEnded) {
            giveUp();
        }
    }

    @Override
    public void connected(Upstream connected) {
        if (over) {
            connected.cancel();
            return;
        }
        upstream = connected;
        connected.write(from.head(
                protocol(),
                mirror.target(),
                mirror.host(),
                UpstreamHeaders.of(from.received(), from.client(), mirror.requestEdits())));
        early.forEach(connected::write);
        early.clear();
        connected.flush();
    }

    @Override
    public void head(HttpResponse response) {
        interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (response.decoderResult().isFailure() || response.status().code() == 101) {
            giveUp();
        }
    }

    @Override
    public void content(HttpContent content) {
        boolean last = content instanceof LastHttpContent && !interim;
        content.release();
        Upstream done = upstream;
        if (last && !over && done != null) {
            upstream = null;
            giveUp();
            if (requestEnded) {
                done.release();
            } else {
                done.cancel();
            }
        }
    }

    @Override
    public void readComplete() {
        if (upstream != null) {
            upstream.read();
        }
    }

    @Override
    public void writable() {
        waiting = 0;
    }

    @Override
    public void failed(UpstreamFailure failure) {
        LOG.log(Level.DEBUG, "the mirror {0}: {1}", mirror.endpoint(), failure);
        upstream = null;
        giveUp();
    }

    private void giveUp() {
        over = true;
        late.end();
        early.clear();
        Upstream to = upstream;
        upstream = null;
        if (to != null) {
            to.cancel();
        }
    }
}
