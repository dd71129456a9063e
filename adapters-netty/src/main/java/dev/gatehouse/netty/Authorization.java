package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.upstream.Answering;
import dev.gatehouse.netty.upstream.Target.Protocol;
import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.plan.Decision.Authorize;
import dev.gatehouse.routing.plan.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
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

    /** How much of a service's answer is taken: of a refusal's body, or of a message, which is no answer then. */
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final ChannelHandlerContext client;
    private final ProxyHandler owner;
    private final Authorize question;
    private final ClientRequest from;
    private final boolean grpc;
    private final int shown;
    private final Watch late;
    private final Queue<HttpContent> held = new ArrayDeque<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
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
        this.grpc = question.filter().protocol() == ExternalAuth.Protocol.GRPC;
        this.shown = from.isBodiless() ? 0 : question.filter().maxBodySize();
        this.late = new Watch(client.executor(), () -> cannot("it took too long"));
    }

    void begin() {
        if (shown == 0) {
            ask();
        } else if (from.expectsContinue()) {
            owner.sayContinue(client);
        }
    }

    private void ask() {
        asked = true;
        late.set(owner.limits().answer());
        Protocol protocol = grpc ? Protocol.HTTP2 : Protocol.HTTP1;
        owner.open(client, question.endpoint(), protocol, question.filter().backend(), this, false);
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
        if (grpc) {
            ByteBuf content = GrpcCall.framed(message());
            ServiceBackend service = question.filter().backend();
            String host = service.name() + "." + service.namespace() + ":" + service.port();
            connected.write(GrpcCall.head(Authorize.CHECK, host, content.readableBytes()));
            connected.write(new DefaultLastHttpContent(content));
        } else {
            writePlain(connected);
        }
        connected.flush();
    }

    private byte[] message() {
        HttpRequest request = from.request();
        String protocol = NettyRequestHead.protocol(request);
        return question.check(request.method().name(), protocol, from.received(), from.client(), shown());
    }

    /** What the service is shown of the body. */
    private byte[] shown() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (shown > 0) {
            held.forEach(part -> bytes.writeBytes(ByteBufUtil.getBytes(part.content())));
        }
        return bytes.toByteArray();
    }

    private void writePlain(Upstream connected) {
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
            byte[] piece = new byte[Math.min(bytes.readableBytes(), LARGEST_ANSWER - answer.size())];
            bytes.readBytes(piece);
            answer.writeBytes(piece);
            if (content instanceof LastHttpContent last) {
                HttpHeaders trailers = last.trailingHeaders();
                content.release();
                answered(trailers);
                return;
            }
        }
        content.release();
    }

    private void answered(HttpHeaders trailers) {
        Upstream done = upstream;
        upstream = null;
        if (done != null) {
            done.release();
        }
        if (grpc) {
            checked(GrpcCall.answer(status, fields, answer.toByteArray(), trailers));
        } else if (status == ALLOWED) {
            decide(question.allowed(fields));
        } else {
            Decision.Respond refused = question.refused(status, fields);
            finish();
            held.forEach(HttpContent::release);
            if (refused.body() != null) {
                owner.answer(client, from.request(), refused, !requestEnded);
                return;
            }
            owner.answer(client, from.request(), refused, answer.toByteArray(), !requestEnded);
        }
    }

    private void checked(byte @Nullable [] message) {
        if (message == null) {
            cannot("the call failed");
        } else {
            decide(question.checked(message));
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
