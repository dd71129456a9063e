package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.observe.ObservedExchange;
import dev.gatehouse.routing.observe.TryFault;
import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.MessageFields;
import dev.gatehouse.routing.plan.UpstreamHeaders.Client;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as the JDK's server hands it over, with what must be known of it before anything is done. */
final class Inbound {
    private static final int KEPT_WITH_UNREAD = 64 * 1024;
    private static final int PIECE = 16 * 1024;

    private final HttpExchange exchange;
    private final OpenPort port;
    private final Wait wait;
    private final List<Field> fields;
    private final @Nullable ObservedExchange observed;
    private final long start = System.nanoTime();

    /** What was read of the body before it is sent; null where it is still with the client. */
    private byte @Nullable [] read;

    /**
     * One whose head was read.
     *
     * @param fields those that go on
     * @param observed null where nobody listens
     */
    Inbound(HttpExchange exchange, RequestTask task, List<Field> fields, @Nullable ObservedExchange observed) {
        this.exchange = exchange;
        this.port = task.port();
        this.wait = task.waiting();
        this.fields = fields;
        this.observed = observed;
    }

    /** Who is told of it; null where nobody listens. */
    @Nullable
    ObservedExchange observed() {
        return observed;
    }

    /** A try begins. */
    void tried(Forward forward) {
        if (observed != null) {
            observed.tried(forward);
        }
    }

    /** It brought no whole answer. */
    void failed(Forward forward, TryFault fault) {
        if (observed != null) {
            observed.failed(forward, fault);
        }
    }

    /** The fields of the JDK's maps, a line each. */
    static List<Field> fields(Map<String, List<String>> headers) {
        List<Field> fields = new ArrayList<>(headers.size() + 2);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                fields.add(new Field(header.getKey(), value));
            }
        }
        return fields;
    }

    HttpExchange exchange() {
        return exchange;
    }

    OpenPort port() {
        return port;
    }

    Bind bind() {
        return port.bind();
    }

    FrontEndLimits limits() {
        return port.limits();
    }

    Wait waiting() {
        return wait;
    }

    List<Field> fields() {
        return fields;
    }

    /** When the handler was called, by {@link System#nanoTime}. */
    long start() {
        return start;
    }

    boolean isHead() {
        return exchange.getRequestMethod().equals("HEAD");
    }

    boolean isChunked() {
        return MessageFields.isChunked(fields);
    }

    /** −1 where the request has no {@code Content-Length}. */
    long contentLength() {
        return MessageFields.contentLength(fields);
    }

    boolean hasBody() {
        return isChunked() || contentLength() > 0;
    }

    /** The body, from its first byte on. */
    InputStream body() {
        return read == null ? exchange.getRequestBody() : new ByteArrayInputStream(read);
    }

    /**
     * Reads all of the body, which {@link #body} then has again.
     *
     * @return null where it is larger than {@code largest}: then it is of no more use
     */
    byte @Nullable [] readWhole(int largest) throws IOException {
        if (contentLength() > largest) {
            return null;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ClientPace pace = new ClientPace(wait, limits());
        byte[] piece = new byte[(int) Math.min(PIECE, largest + 1L)];
        InputStream in = exchange.getRequestBody();
        int count = pace.read(in, piece, 0, piece.length, Wait.NEVER);
        while (count >= 0) {
            whole.write(piece, 0, count);
            if (whole.size() > largest) {
                return null;
            }
            count = pace.read(in, piece, 0, piece.length, Wait.NEVER);
        }
        read = whole.toByteArray();
        return read;
    }

    /** Whether so little of a body can be unread that reading it costs less than a new connection. */
    boolean isSmall() {
        return !isChunked() && contentLength() <= KEPT_WITH_UNREAD;
    }

    /** The status and the reason of what this adapter refuses before any route is asked; null where it refuses nothing. */
    @Nullable
    Refusal refusal() {
        String protocol = exchange.getProtocol();
        boolean old = protocol.equals("HTTP/1.0");
        if (!old && !protocol.equals("HTTP/1.1")) {
            return new Refusal(505, "the protocol is neither HTTP/1.1 nor HTTP/1.0");
        }
        if (fields.size() > limits().fields()) {
            return new Refusal(431, "there are more than " + limits().fields() + " header lines");
        }
        String fault = MessageFields.fault(fields);
        if (fault != null) {
            return new Refusal(400, fault);
        }
        return old && isChunked() ? new Refusal(400, "HTTP/1.0 has no Transfer-Encoding") : null;
    }

    record Refusal(int status, String reason) {}

    /** @param certificate as {@link Client#certificate} */
    Client client(boolean tls, @Nullable String certificate) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return new Client(
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                tls ? "https" : "http",
                bind().port(),
                host == null ? "" : host,
                certificate);
    }
}
