package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.Decision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        send(inbound, status, phrase(status, inbound), close);
    }

    static void redirect(Inbound inbound, Decision.Redirect redirect) throws IOException {
        inbound.exchange().getResponseHeaders().set("Location", redirect.location());
        add(redirect.fields(), inbound);
        send(inbound, redirect.status(), phrase(redirect.status(), inbound), false);
    }

    static void respond(Inbound inbound, Decision.Respond respond) throws IOException {
        add(respond.fields(), inbound);
        send(inbound, respond.status(), bytes(respond, inbound), respond.close());
    }

    private static void add(List<Field> fields, Inbound inbound) {
        for (Field field : fields) {
            inbound.exchange().getResponseHeaders().add(field.name(), field.value());
        }
    }

    /** As {@link #respond(Inbound, Decision.Respond)}, with this body. */
    static void respond(Inbound inbound, Decision.Respond respond, byte[] body) throws IOException {
        add(respond.fields(), inbound);
        send(inbound, respond.status(), body, respond.close());
    }

    /**
     * An answer for a request that may not have been read to its end.
     *
     * @param reading whether another thread is now waiting for more of the request: the connection is then closed under it
     */
    static void fault(Inbound inbound, Decision.Respond respond, boolean reading) throws IOException {
        add(respond.fields(), inbound);
        if (!reading) {
            send(inbound, respond.status(), bytes(respond, inbound), respond.close() || inbound.hasBody());
            return;
        }
        HttpExchange exchange = inbound.exchange();
        exchange.getResponseHeaders().set("Connection", "close");
        byte[] text = bytes(respond, inbound);
        exchange.sendResponseHeaders(respond.status(), text.length == 0 ? -1 : text.length);
        OutputStream out = exchange.getResponseBody();
        out.write(text);
        out.flush();
        throw new CutAnswer("answered before the request had ended", null);
    }

    /** The body; without one the reason phrase of the status. */
    private static byte[] bytes(Decision.Respond respond, Inbound inbound) {
        return respond.body() == null
                ? phrase(respond.status(), inbound)
                : respond.body().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] phrase(int status, Inbound inbound) {
        inbound.exchange().getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        return text(status);
    }

    private static byte[] text(int status) {
        return (status + " " + StatusText.of(status) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(Inbound inbound, int status, byte[] text, boolean close) throws IOException {
        HttpExchange exchange = inbound.exchange();
        if (close || inbound.port().isDraining() || !inbound.isSmall()) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
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
