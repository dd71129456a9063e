package dev.gatehouse.tck.client;

import dev.gatehouse.tck.echo.GrpcCode;
import dev.gatehouse.tck.echo.GrpcRecord;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes gRPC calls, all of one number over one connection. Safe for any number of threads. */
final class GrpcClient implements AutoCloseable {
    private static final byte[] EMPTY_MESSAGE = new byte[5];

    private final EventLoopGroup threads;
    private @Nullable Http2Connection connection;
    private @Nullable Destination destination;

    private record Destination(InetSocketAddress address, int number) {}

    GrpcClient(EventLoopGroup threads) {
        this.threads = threads;
    }

    GrpcOutcome send(GrpcCall call, InetSocketAddress address) {
        try {
            return outcome(connected(call, address).exchange(headers(call, address), EMPTY_MESSAGE));
        } catch (IOException e) {
            return new GrpcOutcome.Unanswered(String.valueOf(e.getMessage()));
        }
    }

    private synchronized Http2Connection connected(GrpcCall call, InetSocketAddress address) throws IOException {
        Destination wanted = new Destination(address, call.connection());
        Http2Connection open = connection;
        if (open == null || !open.isOpen() || !wanted.equals(destination)) {
            close();
            open = Http2Connection.open(threads, address, call.tls());
            connection = open;
            destination = wanted;
        }
        return open;
    }

    private static Http2Headers headers(GrpcCall call, InetSocketAddress address) {
        String authority = call.authority();
        Http2Headers headers = new DefaultHttp2Headers(false)
                .method("POST")
                .scheme(call.tls() == null ? "http" : "https")
                .authority(
                        authority != null
                                ? authority
                                : address.getAddress().getHostAddress() + ":"
                                        + call.target().port())
                .path(call.path())
                .set("content-type", "application/grpc")
                .set("te", "trailers")
                .set("user-agent", "gatehouse-tck");
        call.metadata().forEach(line -> headers.add(line.name().toLowerCase(Locale.ROOT), line.value()));
        return headers;
    }

    private static GrpcOutcome outcome(Http2Connection.Answer answer) {
        List<String> code = HeaderLine.values(answer.headers(), "grpc-status");
        if (code.isEmpty()) {
            return new GrpcOutcome.Ended(
                    GrpcCode.ofHttp(answer.status()).name(), "HTTP status " + answer.status(), null);
        }
        String message = String.join(", ", HeaderLine.values(answer.headers(), "grpc-message"));
        byte[] body = answer.body();
        Received received = body.length <= 5 ? null : GrpcRecord.read(Arrays.copyOfRange(body, 5, body.length));
        return new GrpcOutcome.Ended(GrpcCode.numbered(code.get(0)).name(), message, received);
    }

    @Override
    public synchronized void close() {
        Http2Connection open = connection;
        if (open != null) {
            open.close();
            connection = null;
        }
    }
}
