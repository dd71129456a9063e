package dev.gatehouse.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The head of an answer, in the terms of the JDK's server. */
final class Outbound {
    /** The length is not known: the body ends when its stream is closed. */
    static final long UNKNOWN = -1;

    private Outbound() {}

    /**
     * Sends status and headers.
     *
     * @param fields without framing
     * @param length of the body that a GET would have, or {@link #UNKNOWN}
     * @return whether a body must follow; if not, the answer is complete
     */
    static boolean begin(Inbound inbound, int status, List<Field> fields, long length, boolean close)
            throws IOException {
        HttpExchange exchange = inbound.exchange();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (!field.name().equalsIgnoreCase("date")) {
                exchange.getResponseHeaders().add(field.name(), field.value());
            }
        }
        // Between chunks the JDK's reader takes what others read as their end: what comes behind such a body is
        // nobody's request.
        if (close || inbound.isChunked() || inbound.port().isDraining()) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        if (inbound.isHead() || status == 204 || status == 304) {
            if (length != UNKNOWN && status != 204) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            }
            send(inbound, status, -1);
            return false;
        }
        send(inbound, status, length == UNKNOWN ? 0 : length == 0 ? -1 : length);
        return length != 0;
    }

    private static void send(Inbound inbound, int status, long length) throws IOException {
        inbound.waiting().arm(System.nanoTime() + inbound.limits().clientGrace().toNanos());
        try {
            inbound.exchange().sendResponseHeaders(status, length);
        } finally {
            inbound.waiting().disarm();
        }
    }

    static OutputStream body(Inbound inbound) {
        return inbound.exchange().getResponseBody();
    }
}
