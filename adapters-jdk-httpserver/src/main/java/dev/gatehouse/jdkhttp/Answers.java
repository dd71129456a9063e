package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers that no backend gave. */
final class Answers {
    /**
     * Closing an answer reads what is left of the request, up to 64 KiB: closing a socket with bytes unread resets it, and the client may
     * never see the answer.
     */
    private static final long UNREAD_PATIENCE = TimeUnit.SECONDS.toNanos(2);

    private Answers() {}

    /** A status, with its reason phrase as text: no detail of the inside. */
    static void status(Inbound inbound, int status, boolean close) throws IOException {
        send(inbound, status, null, close);
    }

    static void redirect(Inbound inbound, Decision.Redirect redirect) throws IOException {
        inbound.exchange().getResponseHeaders().set("Location", redirect.location());
        add(redirect.fields(), inbound);
        send(inbound, redirect.status(), null, false);
    }

    static void respond(Inbound inbound, Decision.Respond respond) throws IOException {
        add(respond.fields(), inbound);
        send(inbound, respond.status(), respond.body(), respond.close());
    }

    private static void add(List<Field> fields, Inbound inbound) {
        for (Field field : fields) {
            inbound.exchange().getResponseHeaders().add(field.name(), field.value());
        }
    }

    /**
     * An error for a request that may not have been read to its end.
     *
     * @param reading whether another thread is now waiting for more of the request: the connection is then closed under it
     */
    static void fault(Inbound inbound, int status, boolean reading) throws IOException {
        if (!reading) {
            send(inbound, status, null, inbound.hasBody());
            return;
        }
        HttpExchange exchange = inbound.exchange();
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        byte[] text = text(status);
        exchange.sendResponseHeaders(status, text.length);
        OutputStream out = exchange.getResponseBody();
        out.write(text);
        out.flush();
        throw new CutAnswer("answered before the request had ended", null);
    }

    private static byte[] text(int status) {
        return (status + " " + StatusText.of(status) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** @param body null for the reason phrase of the status */
    private static void send(Inbound inbound, int status, @Nullable String body, boolean close) throws IOException {
        HttpExchange exchange = inbound.exchange();
        if (close || inbound.port().isDraining() || !inbound.isSmall()) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        if (body == null) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        }
        byte[] text = body == null ? text(status) : body.getBytes(StandardCharsets.UTF_8);
        ClientPace pace = new ClientPace(inbound.waiting(), inbound.limits());
        if (inbound.isHead() || text.length == 0) {
            if (text.length > 0) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(text.length));
            }
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, text.length);
        OutputStream out = exchange.getResponseBody();
        pace.write(out, text, 0, text.length, Wait.NEVER);
        inbound.waiting().arm(System.nanoTime() + UNREAD_PATIENCE);
        try {
            out.close();
        } finally {
            inbound.waiting().disarm();
        }
    }
}
