package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of the front end's own to gRPC calls: a call sees no status of HTTP but 200. */
final class GrpcAnswers {
    private static final Field CONTENT_TYPE = new Field("content-type", "application/grpc");

    private GrpcAnswers() {}

    /**
     * A whole answer without content.
     *
     * @param message for the client
     * @param reason for the log
     */
    static Decision.Respond of(@Nullable Origin origin, int grpcStatus, String message, String reason) {
        List<Field> fields = List.of(
                CONTENT_TYPE,
                new Field("grpc-status", Integer.toString(grpcStatus)),
                new Field("grpc-message", encoded(message)));
        return new Decision.Respond(origin, 200, fields, "", reason, false);
    }

    /** What a status of HTTP is for a call, by the table that gRPC's clients use. */
    static int status(int http) {
        return switch (http) {
            case 400, 500 -> 13;
            case 401 -> 16;
            case 403 -> 7;
            case 404 -> 12;
            case 413 -> 8;
            case 429, 502, 503 -> 14;
            case 504 -> 4;
            default -> 2;
        };
    }

    /** Percent-encoded where it is not printable ASCII, as the protocol of gRPC says. */
    private static String encoded(String message) {
        StringBuilder text = new StringBuilder(message.length());
        for (byte octet : message.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet <= '~' && octet != '%') {
                text.append((char) octet);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
            }
        }
        return text.toString();
    }
}
