package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.HttpOutcome.Answered;
import dev.gatehouse.tck.exchange.HttpOutcome.Unanswered;
import dev.gatehouse.tck.exchange.Payload;
import dev.gatehouse.tck.exchange.TlsOffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Sends one call over a connection of its own, byte for byte, and reads what comes. Safe for any number of threads. */
final class Http1Client {
    private static final List<String> ONLY_HTTP1 = List.of("http/1.1");

    /** Methods of which an empty body is told, as Go's client does. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private Http1Client() {}

    /** @param first what the connection begins with */
    static HttpOutcome send(HttpCall call, InetSocketAddress address, String first) {
        long begun = System.nanoTime();
        try (Wire wire = Wire.create()) {
            wire.connect(address, first);
            TlsOffer tls = call.tls();
            if (tls != null) {
                wire.secure(tls.applicationProtocols().isEmpty() ? tls.offering(ONLY_HTTP1) : tls);
            }
            IOException cut = write(call, address, wire.out());
            Answered answered = answer(call, new MessageInput(new BufferedInputStream(wire.in())), begun, wire);
            return answered != null
                    ? answered
                    : new Unanswered(cut == null ? "the connection was closed without an answer" : cut.toString());
        } catch (IOException | IllegalArgumentException e) {
            return new Unanswered(e.toString());
        }
    }

    /** Why not all could be written, which an answer that comes early explains; null where it could. */
    private static @Nullable IOException write(HttpCall call, InetSocketAddress address, OutputStream out)
            throws IOException {
        out.write(head(call, address));
        out.flush();
        try {
            out.write(call.body().bytes());
            out.flush();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static byte[] head(HttpCall call, InetSocketAddress address) {
        StringBuilder request = new StringBuilder(call.method() + " " + call.path() + " HTTP/1.1\r\n");
        request.append(new HeaderLine("Host", call.hostAt(address.getAddress().getHostAddress())))
                .append("\r\n");
        call.headers().forEach(line -> request.append(line).append("\r\n"));
        Payload body = call.body();
        if (body.size() > 0 || WITH_BODY.contains(call.method())) {
            request.append("Content-Length: ").append(body.size()).append("\r\n");
        }
        if (HeaderLine.values(call.headers(), "Connection").isEmpty()) {
            request.append("Connection: close\r\n");
        }
        return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable Answered answer(HttpCall call, MessageInput messages, long begun, Wire wire)
            throws IOException {
        MessageInput.Head head = messages.head();
        while (head != null && status(head) < 200 && status(head) != 101) {
            head = messages.head();
        }
        if (head == null) {
            return null;
        }
        int status = status(head);
        boolean bare = call.method().equals("HEAD") || status == 101 || status == 204 || status == 304;
        byte[] body = bare ? new byte[0] : unpacked(head, messages.body(head, true));
        return new Answered(
                status,
                head.start().substring(0, 8),
                head.headers(),
                new String(body, StandardCharsets.UTF_8),
                Answers.record(head.headers(), body),
                Duration.ofNanos(System.nanoTime() - begun),
                wire.certificateRequested());
    }

    private static byte[] unpacked(MessageInput.Head head, byte[] body) throws IOException {
        return HeaderLine.values(head.headers(), "Content-Encoding").equals(List.of("gzip"))
                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                : body;
    }

    private static int status(MessageInput.Head head) throws IOException {
        String start = head.start();
        if (!start.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new IOException("not an answer: \"" + start + "\"");
        }
        return Integer.parseInt(start.substring(9, 12));
    }
}
