package dev.gatehouse.netty;

import dev.gatehouse.netty.codec.Fields;
import dev.gatehouse.netty.upstream.Answering;
import dev.gatehouse.netty.upstream.Upstream;
import dev.gatehouse.netty.upstream.UpstreamFailure;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.HealthCheck.Grpc;
import dev.gatehouse.routing.plan.HealthCheck.Http;
import dev.gatehouse.routing.plan.HealthCheck.Probe;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question to an endpoint, in HTTP or gRPC, and its answer. On one event loop alone. */
final class HealthCall implements Answering {
    private static final String CHECK = "/grpc.health.v1.Health/Check";
    private static final String AGENT = "gatehouse-health-check";

    /** How much of a gRPC answer is taken: a status is one byte. */
    private static final int MOST_MESSAGE = 1024;

    /** {@code HealthCheckRequest.service}, and {@code HealthCheckResponse.status}. */
    private static final int SERVICE = 1 << 3 | 2;

    private static final int STATUS = 1 << 3;
    private static final int SERVING = 1;

    private final Probe probe;
    private final ServiceBackend backend;
    private final Consumer<@Nullable String> done;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable Upstream upstream;
    private List<Field> fields = List.of();
    private int status;
    private boolean interim;
    private boolean over;

    /** @param done told once why the endpoint is not well; null where it is */
    HealthCall(Probe probe, ServiceBackend backend, Consumer<@Nullable String> done) {
        this.probe = probe;
        this.backend = backend;
        this.done = done;
    }

    /** Nothing is told any more. */
    void cancel() {
        over = true;
        Upstream to = upstream;
        upstream = null;
        if (to != null) {
            to.cancel();
        }
    }

    private void tell(@Nullable String failure) {
        if (!over) {
            cancel();
            done.accept(failure);
        }
    }

    @Override
    public void connected(Upstream connected) {
        if (over) {
            connected.cancel();
            return;
        }
        upstream = connected;
        if (probe instanceof Grpc grpc) {
            ByteBuf content = GrpcCall.framed(message(grpc.service()));
            HttpRequest head = GrpcCall.head(CHECK, host(), content.readableBytes());
            head.headers().set(HttpHeaderNames.USER_AGENT, AGENT);
            connected.write(head);
            connected.write(new DefaultLastHttpContent(content));
        } else {
            connected.write(httpHead((Http) probe));
            connected.write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        connected.flush();
    }

    private HttpRequest httpHead(Http http) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, http.path());
        head.headers()
                .set(HttpHeaderNames.HOST, http.host().isEmpty() ? host() : http.host())
                .set(HttpHeaderNames.USER_AGENT, AGENT);
        return head;
    }

    private String host() {
        return backend.name() + "." + backend.namespace();
    }

    /** {@code HealthCheckRequest}; the name is short enough for a length of one byte. */
    private static byte[] message(String service) {
        byte[] name = service.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0) {
            return name;
        }
        return ByteBuffer.allocate(name.length + 2)
                .put((byte) SERVICE)
                .put((byte) name.length)
                .put(name)
                .array();
    }

    @Override
    public void head(HttpResponse response) {
        interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        status = response.status().code();
        fields = Fields.of(response.headers());
        if (response.decoderResult().isFailure() || status == 101) {
            tell("a malformed answer");
        }
    }

    @Override
    public void content(HttpContent content) {
        try {
            if (over || interim) {
                return;
            }
            if (content.decoderResult().isFailure()) {
                tell("a malformed answer");
                return;
            }
            if (probe instanceof Grpc) {
                byte[] piece = new byte[Math.min(content.content().readableBytes(), MOST_MESSAGE - message.size())];
                content.content().readBytes(piece);
                message.writeBytes(piece);
            }
            if (content instanceof LastHttpContent last) {
                tell(probe instanceof Http http ? judge(http) : judge(last.trailingHeaders()));
            }
        } finally {
            content.release();
        }
    }

    private @Nullable String judge(Http http) {
        return http.expects(status) ? null : "status " + status;
    }

    private @Nullable String judge(HttpHeaders trailers) {
        byte[] answer = GrpcCall.answer(status, fields, message.toByteArray(), trailers);
        if (answer == null) {
            String told = GrpcCall.status(fields, trailers);
            return told == null ? "status " + status + " without a health" : "grpc-status " + told;
        }
        boolean serving = answer.length == 2 && answer[0] == STATUS && answer[1] == SERVING;
        return serving ? null : "not serving";
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
        tell(failure.reason());
    }
}
