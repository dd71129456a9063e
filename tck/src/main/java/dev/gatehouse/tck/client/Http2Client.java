package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Sends one call by HTTP/2 over a connection of its own. Safe for any number of threads. */
final class Http2Client {
    /** They speak of a connection, and have no place in HTTP/2 (RFC 9113, 8.2.2). */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private Http2Client() {}

    static HttpOutcome send(HttpCall call, InetSocketAddress address, EventLoopGroup threads) {
        long begun = System.nanoTime();
        try (Http2Connection connection = Http2Connection.open(threads, address, call.tls())) {
            Http2Headers headers = new DefaultHttp2Headers(false)
                    .method(call.method())
                    .scheme(call.scheme())
                    .authority(call.hostAt(address.getAddress().getHostAddress()))
                    .path(call.path());
            for (HeaderLine line : call.headers()) {
                String name = line.name().toLowerCase(Locale.ROOT);
                if (!OF_CONNECTIONS.contains(name)) {
                    headers.add(name, line.value());
                }
            }
            Http2Connection.Answer answer =
                    connection.exchange(headers, call.body().bytes());
            byte[] body =
                    HeaderLine.values(answer.headers(), "Content-Encoding").equals(List.of("gzip"))
                            ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
                            : answer.body();
            return new HttpOutcome.Answered(
                    answer.status(),
                    "HTTP/2.0",
                    answer.headers(),
                    new String(body, StandardCharsets.UTF_8),
                    Answers.record(answer.headers(), body),
                    Duration.ofNanos(System.nanoTime() - begun),
                    connection.certificateRequested());
        } catch (IOException e) {
            return new HttpOutcome.Unanswered(e.toString());
        }
    }
}
