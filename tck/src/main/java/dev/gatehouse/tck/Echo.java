package dev.gatehouse.tck;

import dev.gatehouse.tck.Backends.Reply;
import dev.gatehouse.tck.HttpOutcome.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pod answers: 200 with a record of what it received; the status of a path {@code /status/NNN}; after the delay of a query
 * parameter {@code delay}; with the headers that {@code X-Echo-Set-Header: name:value,name:value} asks for.
 */
final class Echo {
    static final String SET_HEADER = "X-Echo-Set-Header";

    private static final Pattern STATUS = Pattern.compile("/status/([1-9][0-9]{2})");
    private static final Pattern DELAY = Pattern.compile("[?&]delay=([0-9]{1,6})(ms|s)(?:&|$)");

    private Echo() {}

    static Reply reply(Received received) {
        String target = received.target();
        int query = target.indexOf('?');
        Matcher status = STATUS.matcher(query < 0 ? target : target.substring(0, query));
        return new Reply(
                received, status.matches() ? Integer.parseInt(status.group(1)) : 200, headers(received), delay(target));
    }

    private static List<HeaderLine> headers(Received received) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String line : HeaderLine.values(received.headers(), SET_HEADER)) {
            for (String header : line.split(",", -1)) {
                int colon = header.indexOf(':');
                if (colon > 0) {
                    set.merge(
                            header.substring(0, colon).strip(),
                            header.substring(colon + 1).strip(),
                            (one, other) -> one + "," + other);
                }
            }
        }
        List<HeaderLine> lines = new ArrayList<>();
        set.forEach((name, value) -> lines.add(new HeaderLine(name, value)));
        lines.add(new HeaderLine("Content-Type", "application/json"));
        lines.add(new HeaderLine("X-Content-Type-Options", "nosniff"));
        return lines;
    }

    private static Duration delay(String target) {
        Matcher delay = DELAY.matcher(target);
        if (!delay.find()) {
            return Duration.ZERO;
        }
        long amount = Long.parseLong(delay.group(1));
        return delay.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    }
}
