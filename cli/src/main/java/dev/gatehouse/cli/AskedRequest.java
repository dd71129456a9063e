package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.request.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as a person writes it: {@code GET https://app.example.com/api/x}. What is odd in it is kept: a front end has the last word.
 *
 * @param port of the listener
 * @param serverName of the TLS handshake; null for none
 * @param target one character for each byte, as in {@link RequestHead}
 * @param authority of HTTP/2; null for HTTP/1.1
 * @param http2 whether it comes over HTTP/2
 * @param fields one character for each byte; {@code Host} is among them for HTTP/1.1
 */
record AskedRequest(
        AskedScheme scheme,
        String method,
        int port,
        @Nullable String serverName,
        String target,
        @Nullable String authority,
        boolean http2,
        List<Field> fields)
        implements RequestHead {
    private static final Pattern URL =
            Pattern.compile("(?s)(?:(\\S+)\\s+)?(?i:(" + String.join("|", names()) + "))://([^/?#]*)(.*)");
    private static final Pattern PORT = Pattern.compile("([^:]*|\\[[^]]*]):(\\d{1,5})");
    private static final int LARGEST_PORT = 65535;

    AskedRequest {
        fields = List.copyOf(fields);
    }

    /**
     * Reads one.
     *
     * @param text method and URL, or the URL alone
     * @throws IllegalArgumentException where it cannot be read, with a sentence for its author
     */
    static AskedRequest of(String text, RequestOptions options) {
        Matcher url = URL.matcher(text.stripLeading());
        if (!url.matches()) {
            throw new IllegalArgumentException("found " + quoted(text)
                    + " (expected a request such as 'GET https://app.example.com/api', the last argument)");
        }
        AskedScheme scheme = AskedScheme.valueOf(url.group(2).toLowerCase(Locale.ROOT));
        String named = url.group(3);
        Matcher port = PORT.matcher(named);
        boolean ported = port.matches() && Integer.parseInt(port.group(2)) <= LARGEST_PORT;
        int number = ported ? Integer.parseInt(port.group(2)) : scheme.port();
        String host = ported && number == scheme.port() ? port.group(1) : named;
        if (options.port() != null) {
            number = options.port();
        }
        if (number <= 0 || number > LARGEST_PORT) {
            throw new IllegalArgumentException(
                    "found the port " + number + " (expected: 1 to " + LARGEST_PORT + ", in the URL or as --port)");
        }
        String word = url.group(1);
        if (word != null && options.method() != null && !word.equals(options.method())) {
            throw new IllegalArgumentException(
                    "found the methods " + quoted(word) + " and " + quoted(options.method()) + " (expected: one)");
        }
        String method = options.method() != null ? options.method() : word;
        String sent = options.serverName();
        return new Reading(scheme, latin1(host), options)
                .request(
                        method,
                        number,
                        !scheme.handshake() ? null : sent == null ? serverName(named) : sent.isEmpty() ? null : sent,
                        latin1(options.target() != null ? options.target() : target(url.group(4))));
    }

    /** The fields, while they are gathered. */
    private static final class Reading {
        private final AskedScheme scheme;
        private final RequestOptions options;
        private final List<Field> fields = new ArrayList<>();
        private @Nullable String host;
        private boolean typed;

        Reading(AskedScheme scheme, String host, RequestOptions options) {
            this.scheme = scheme;
            this.options = options;
            this.host = host;
            options.headers().forEach(this::add);
        }

        private void add(String line) {
            int colon = line.indexOf(':');
            boolean empty = colon < 0 && line.endsWith(";") && line.length() > 1;
            if (colon <= 0 && !empty) {
                throw new IllegalArgumentException("found the header " + quoted(line) + " (expected: 'name: value')");
            }
            String name = latin1(line.substring(0, empty ? line.length() - 1 : colon));
            String value = empty ? "" : latin1(strip(line.substring(colon + 1)));
            boolean none = !empty && value.isEmpty();
            typed |= name.equalsIgnoreCase("content-type");
            if (name.equalsIgnoreCase("host")) {
                // A second one stays beside the first: that a front end refuses it is worth seeing.
                if (fields.stream().anyMatch(field -> field.name().equalsIgnoreCase("host"))) {
                    fields.add(new Field(name, value));
                } else {
                    host = none ? null : value;
                    if (!none) {
                        fields.add(0, new Field(name, value));
                    }
                }
            } else if (!none) {
                fields.add(new Field(name, value));
            }
        }

        AskedRequest request(@Nullable String method, int port, @Nullable String serverName, String target) {
            boolean grpc = scheme.call() || fields.stream().anyMatch(Reading::isCall);
            Boolean said = options.overHttp2();
            boolean http2 = said != null ? said : grpc;
            if (scheme.call() && !typed) {
                fields.add(new Field("content-type", "application/grpc"));
            }
            if (scheme.webSocket()) {
                fields.add(new Field("Connection", "Upgrade"));
                fields.add(new Field("Upgrade", "websocket"));
                fields.add(new Field("Sec-WebSocket-Version", "13"));
            }
            boolean hosted = fields.stream().anyMatch(field -> field.name().equalsIgnoreCase("host"));
            if (http2) {
                fields.removeIf(field -> field.name().equalsIgnoreCase("host"));
            } else if (!hosted && host != null) {
                fields.add(0, new Field("Host", host));
            }
            return new AskedRequest(
                    scheme,
                    method != null ? method : grpc ? "POST" : "GET",
                    port,
                    serverName,
                    target,
                    http2 ? host : null,
                    http2,
                    fields);
        }

        private static boolean isCall(Field field) {
            return field.name().equalsIgnoreCase("content-type")
                    && field.value().toLowerCase(Locale.ROOT).startsWith("application/grpc");
        }
    }

    /** The same over HTTP/1.1, for a front end that speaks nothing else. */
    AskedRequest overHttp1() {
        List<Field> hosted = new ArrayList<>(fields);
        if (authority != null) {
            hosted.add(0, new Field("Host", authority));
        }
        return new AskedRequest(scheme, method, port, serverName, target, null, false, hosted);
    }

    /** The same with other fields. */
    AskedRequest withFields(List<Field> changed) {
        return new AskedRequest(scheme, method, port, serverName, target, authority, http2, changed);
    }

    /** The host that it names, as a front end tells it to backends; empty for none. */
    String host() {
        List<String> lines = headerLines("host");
        return authority != null ? authority : lines.isEmpty() ? "" : lines.get(0);
    }

    @Override
    public boolean hostRequired() {
        return !http2;
    }

    @Override
    public List<String> headerLines(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    private static String target(String rest) {
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static @Nullable String serverName(String authority) {
        String host = authority.replaceFirst(":\\d*$", "");
        // An address is never sent as a server name (RFC 6066 section 3).
        return host.isEmpty() || host.startsWith("[") || host.matches("[0-9.]+") ? null : host;
    }

    /** As bytes of UTF-8, one character for each. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Of spaces and tabs alone. */
    private static String strip(String text) {
        return text.replaceAll("^[ \\t]+|[ \\t]+$", "");
    }

    private static String quoted(String text) {
        return "\"" + Plain.text(text) + "\"";
    }

    private static List<String> names() {
        return Arrays.stream(AskedScheme.values()).map(Enum::name).toList();
    }
}
