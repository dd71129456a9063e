package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.HeaderLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod answers in place of its echo.
 *
 * @param path with which the path must begin
 * @param pod the number of the pod; null: any
 * @param credentials {@code user:password}, without which the answer is 401; null: none are asked for
 * @param body null: a record of what was received
 * @param delay before the answer
 * @param chunks in how many pieces the body is sent
 * @param every between two of them
 */
public record ScriptedAnswer(
        String path,
        @Nullable Integer pod,
        @Nullable String credentials,
        int status,
        List<HeaderLine> headers,
        @Nullable String body,
        Duration delay,
        int chunks,
        Duration every) {
    public ScriptedAnswer {
        headers = List.copyOf(headers);
    }

    boolean fits(Arrival arrival, int number) {
        return arrival.target().startsWith(path) && (pod == null || pod == number);
    }

    boolean admits(Arrival arrival) {
        String wanted = credentials;
        return wanted == null
                || HeaderLine.values(arrival.headers(), "Authorization")
                        .equals(List.of("Basic "
                                + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8))));
    }
}
