package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.upstream.Answering;
import dev.gatehouse.netty.upstream.Target;
import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.Failure;
import dev.gatehouse.routing.plan.UpstreamProtocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A request while a service is asked whether it may go on; nothing of it passes before, and nothing unasked. */
final class Authorization implements Step, Answering {
    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");
    private static final int ALLOWED = 200;

    /** How much of a refusal's body goes to the client. */
    private static final int LARGEST_REFUSAL = 64 * 1024;

    private final ChannelHandlerContext client;
    private final ProxyHandler owner;
    private final Authorize question;
    private final ClientRequest from;
    private final int shown;
    private final Watch late;
    private final Queue<HttpContent> held = new ArrayDeque<>();
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private @Nullable Upstream upstream;
    private List<Field> fields = List.of();
    private int heldBytes;
    private int status;
    private boolean requestEnded;
    private boolean asked;
    private boolean interim;
    private boolean over;

    Authorization(ChannelHandlerContext client, ProxyHandler owner, Authorize question, ClientRequest from) {
        this.client = client;
        this.owner = owner;
        this.question = question;
        this.from = from;
        this.shown = from.isBodiless() ? 0 : question.filter().maxBodySize();
        this.late = new Watch(client.executor(), () -> cannot("it took too long"));
    }

    void begin() {
        if (question.filter().protocol() != ExternalAuth.Protocol.HTTP
                || !(question.endpoint() instanceof Endpoint.Address)) {
            LOG.log(Level.WARNING, "{0}: {1} cannot be asked by this front end", question.origin(), question.filter());
            decide(question.failed(Failure.INTERNAL));
            return;
        }
        if (shown == 0) {
            ask();
        } else if (from.expectsContinue()) {
            owner.sayContinue(client);
        }
    }

    private Target target() {
        return ClientRequest.target(
                (Endpoint.Address) question.endpoint(),
                UpstreamProtocol.HTTP_1_1,
                question.filter().backend());
    }

    private void ask() {
        asked = true;
        late.set(owner.limits().answer());
        owner.upstreams().open(client.channel().eventLoop(), target(), this);
    }

    @Override
    public void requestContent(HttpContent content) {
        requestEnded |= content instanceof LastHttpContent;
        held.add(content);
        heldBytes += content.content().readableBytes();
        if (shown > 0 && heldBytes > shown) {
            decide(question.failed(Failure.TOO_LARGE));
        } else if (requestEnded && !asked) {
            ask();
        }
    }

    @Override
    public void requestReadComplete() {
        if (!asked || requestEnded) {
            client.read();
        }
    }

    @Override
    public void clientWritable() {}

    @Override
    public void abort() {
        finish();
        held.forEach(HttpContent::release);
        held.clear();
    }

    @Override
    public void connected(Upstream connected) {
        if (over) {
            connected.cancel();
            return;
        }
        upstream = connected;
        HttpRequest head =
                from.head(question.target(), question.host(), question.fields(from.received(), from.client()));
        int length = shown == 0 ? 0 : heldBytes;
        if (length > 0 || !from.isBodiless()) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
        }
        connected.write(head);
        if (length > 0) {
            for (HttpContent part : held) {
                connected.write(new DefaultHttpContent(part.content().retainedDuplicate()));
            }
        }
        connected.write(LastHttpContent.EMPTY_LAST_CONTENT);
        connected.flush();
    }

    @Override
    public void head(HttpResponse response) {
        if (over) {
            return;
        }
        interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        status = response.status().code();
        fields = Fields.of(response.headers());
        if (response.decoderResult().isFailure() || status == 101) {
            cannot("a malformed answer");
        }
    }

    @Override
    public void content(HttpContent content) {
        if (!over && !interim) {
            ByteBuf bytes = content.content();
            byte[] piece = new byte[Math.min(bytes.readableBytes(), LARGEST_REFUSAL - refusal.size())];
            bytes.readBytes(piece);
            refusal.writeBytes(piece);
            if (content instanceof LastHttpContent) {
                content.release();
                answered();
                return;
            }
        }
        content.release();
    }

    private void answered() {
        Upstream done = upstream;
        upstream = null;
        if (done != null) {
            done.release();
        }
        if (status == ALLOWED) {
            decide(question.allowed(fields));
        } else {
            Decision.Respond refused = question.refused(status, fields);
            finish();
            held.forEach(HttpContent::release);
            owner.answer(client, from.request(), refused, refusal.toByteArray(), !requestEnded);
        }
    }

    @Override
    public void readComplete() {
        if (upstream != null) {
            upstream.read();
        }
    }

    @Override
    public void writable() {}

    @Override
    public void failed(UpstreamFailure failure) {
        upstream = null;
        if (!over) {
            cannot(failure.toString());
        }
    }

    private void cannot(String reason) {
        LOG.log(Level.INFO, "{0}: {1} cannot be asked: {2}", question.origin(), question.endpoint(), reason);
        decide(question.failed(Failure.REFUSED));
    }

    private void decide(Decision decision) {
        finish();
        Queue<HttpContent> parts = new ArrayDeque<>(held);
        held.clear();
        owner.carryOut(client, decision, from, parts, !requestEnded);
    }

    private void finish() {
        over = true;
        late.end();
        Upstream to = upstream;
        upstream = null;
        if (to != null) {
            to.cancel();
        }
        owner.finished(this);
    }
}
