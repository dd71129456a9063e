package dev.gatehouse.routing.observe;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange is written as one line.
 *
 * <p>A format of one's own is text with fields in braces; two opening ones are a brace. It is read once, and each line is put together without
 * looking at it again:
 *
 * <pre>{@code
 * {time} {client} "{method} {target}" {status} {duration}ms "{header:User-Agent}"
 * }</pre>
 *
 * <p>The fields: {@code client}, {@code listener} (the port of the resources), {@code time} (RFC 3339, UTC), {@code clock} (as in the common log format), {@code method},
 * {@code target}, {@code protocol}, {@code host} (the field {@code Host}), {@code status}, {@code bytes-received}, {@code bytes-sent},
 * {@code duration} (milliseconds, three decimals), {@code route}, {@code backend}, {@code endpoint}, {@code tries}, {@code complete}
 * ({@code true} or {@code false}), {@code request-id} ({@code X-Request-Id}, as the backend gets it), {@code trace-id}
 * (of a valid {@code traceparent}), and {@code header:NAME} for a field of the request. What there is none of is {@code -}.
 *
 * <p>Nothing that a client sends can end a line or a quoted text, or reach a terminal as a control: {@code "}, {@code \} and all that is
 * not printable ASCII is written as {@code \xHH}, or in JSON as an escape of RFC 8259. Immutable.
 */
public final class AccessLogFormat {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<String, Function<ObservedExchange, @Nullable Object>> FIELDS = fields();

    /** The common log format. */
    public static final AccessLogFormat COMMON =
            of("{client} - - [{clock}] \"{method} {target} {protocol}\" {status} {bytes-sent}");

    /** The common log format with {@code Referer} and {@code User-Agent}. */
    public static final AccessLogFormat COMBINED =
            of("{client} - - [{clock}] \"{method} {target} {protocol}\" {status} {bytes-sent}"
                    + " \"{header:Referer}\" \"{header:User-Agent}\"");

    /** One JSON object for each line, with every field; what there is none of is null. */
    public static final AccessLogFormat JSON = new AccessLogFormat(List.of(AccessLogFormat::json));

    /** Writes a part of a line. */
    private interface Part {
        void append(ObservedExchange exchange, StringBuilder line);
    }

    private final List<Part> parts;

    private AccessLogFormat(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * {@code common}, {@code combined}, {@code json}, or a format of one's own.
     *
     * @throws IllegalArgumentException for a field that there is none of, or a brace that is not closed
     */
    public static AccessLogFormat of(String text) {
        return switch (Objects.requireNonNull(text, "text")) {
            case "common" -> COMMON;
            case "combined" -> COMBINED;
            case "json" -> JSON;
            default -> template(text);
        };
    }

    /** The names of all fields but {@code header:NAME}, in the order of {@link #JSON}. */
    public static Set<String> fieldNames() {
        return Collections.unmodifiableSet(FIELDS.keySet());
    }

    private static AccessLogFormat template(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            if (open < 0) {
                parts.add(literal(text.substring(at)));
                break;
            }
            if (text.startsWith("{{", open)) {
                parts.add(literal(text.substring(at, open + 1)));
                at = open + 2;
                continue;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("\"" + text + "\": the brace at " + open + " is not closed");
            }
            parts.add(literal(text.substring(at, open)));
            parts.add(field(text.substring(open + 1, close)));
            at = close + 1;
        }
        return new AccessLogFormat(parts);
    }

    private static Part literal(String text) {
        return (exchange, line) -> line.append(text);
    }

    private static Part field(String name) {
        if (name.startsWith("header:")) {
            String header = name.substring("header:".length());
            return (exchange, line) -> text(exchange.head().field(header), line);
        }
        Function<ObservedExchange, @Nullable Object> value = FIELDS.get(name);
        if (value == null) {
            throw new IllegalArgumentException("field \"" + name + "\" (expected: header:NAME or one of "
                    + String.join(", ", FIELDS.keySet()) + ")");
        }
        return (exchange, line) -> text(value.apply(exchange), line);
    }

    private static Map<String, Function<ObservedExchange, @Nullable Object>> fields() {
        Map<String, Function<ObservedExchange, @Nullable Object>> fields = new LinkedHashMap<>();
        fields.put("time", ObservedExchange::begin);
        fields.put("clock", exchange -> CLOCK.format(exchange.begin()));
        fields.put("client", exchange -> exchange.head().client());
        fields.put("listener", ObservedExchange::bind);
        fields.put("method", exchange -> exchange.head().method());
        fields.put("target", exchange -> exchange.head().target());
        fields.put("protocol", exchange -> exchange.head().protocol());
        fields.put("host", exchange -> exchange.head().field("Host"));
        fields.put("status", exchange -> exchange.status() == 0 ? null : exchange.status());
        fields.put("bytes-received", ObservedExchange::bytesReceived);
        fields.put("bytes-sent", ObservedExchange::bytesSent);
        fields.put("duration", exchange -> milliseconds(exchange.duration()));
        fields.put("route", ObservedExchange::origin);
        fields.put("backend", ObservedExchange::backend);
        fields.put("endpoint", ObservedExchange::endpoint);
        fields.put("tries", ObservedExchange::tries);
        fields.put("complete", ObservedExchange::isComplete);
        fields.put("request-id", exchange -> exchange.head().field("X-Request-Id"));
        fields.put("trace-id", AccessLogFormat::traceId);
        return fields;
    }

    private static @Nullable String traceId(ObservedExchange exchange) {
        String traceparent = exchange.head().field("traceparent");
        return traceparent == null ? null : Correlation.traceId(traceparent);
    }

    private static String milliseconds(Duration duration) {
        long micros = duration.toNanos() / 1000;
        String rest = Long.toString(1000 + micros % 1000);
        return micros / 1000 + "." + rest.substring(1);
    }

    /** The line, without its end. */
    public String line(ObservedExchange exchange) {
        StringBuilder line = new StringBuilder(256);
        for (Part part : parts) {
            part.append(exchange, line);
        }
        return line.toString();
    }

    private static void text(@Nullable Object value, StringBuilder line) {
        if (value == null) {
            line.append('-');
            return;
        }
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                line.append(c);
            } else if (c < 0x100) {
                line.append("\\x").append(hex(c).substring(2));
            } else {
                line.append("\\u").append(hex(c));
            }
        }
    }

    private static void json(ObservedExchange exchange, StringBuilder line) {
        char before = '{';
        for (Map.Entry<String, Function<ObservedExchange, @Nullable Object>> field : FIELDS.entrySet()) {
            if (field.getKey().equals("clock")) {
                continue;
            }
            line.append(before).append('"').append(field.getKey()).append("\":");
            jsonValue(field.getKey(), field.getValue().apply(exchange), line);
            before = ',';
        }
        line.append(",\"user-agent\":");
        jsonValue("", exchange.head().field("User-Agent"), line);
        line.append(",\"referer\":");
        jsonValue("", exchange.head().field("Referer"), line);
        line.append('}');
    }

    private static void jsonValue(String name, @Nullable Object value, StringBuilder line) {
        if (value == null || value instanceof Number || value instanceof Boolean || name.equals("duration")) {
            line.append(value);
            return;
        }
        String text = value.toString();
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                line.append(c);
            } else {
                line.append("\\u").append(hex(c));
            }
        }
        line.append('"');
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
    }

    private static String hex(char c) {
        return Integer.toHexString(0x10000 | c).substring(1);
    }
}
