package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpExpectation.BackendRequest;
import dev.gatehouse.tck.HttpExpectation.Redirect;
import dev.gatehouse.tck.HttpExpectation.SideRequest;
import dev.gatehouse.tck.echo.GoDuration;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the request and the expectation of an {@code http} step. */
final class HttpReader {
    private static final Set<String> HTTP_1_1 = Set.of("", "HTTP/1.1");
    private static final Set<String> HTTP_2 = Set.of("h2", "h2c", "HTTP/2", "HTTP/2.0");
    private static final Set<String> COOKIE_ATTRIBUTES =
            Set.of("name", "path", "domain", "maxage", "expiresin", "secure", "httponly", "samesite");

    private HttpReader() {}

    static Step.Http read(Body step) {
        return new Step.Http(request(step), expectation(step.objectOrEmpty("expect")), step.flag("never"));
    }

    private static HttpRequest request(Body step) {
        Destination destination = Destination.read(step);
        Body request = step.required("request");
        String host = request.textOrNull("host");
        boolean tls = secured(request, "http", "https");
        Body offer = request.objectOrEmpty("tls");
        String protocol = request.text("protocol", "");
        if (!HTTP_1_1.contains(protocol) && !HTTP_2.contains(protocol)) {
            throw new MalformedCase(
                    request.place() + ".protocol: found " + protocol + " (expected: h2, h2c or HTTP/1.1)");
        }
        return new HttpRequest(
                destination,
                tls ? Handshake.read(offer, destination.gateway() == null ? host : null) : null,
                request.textOrNull("clientIP"),
                HTTP_2.contains(protocol),
                request.text("method", "GET"),
                host == null || host.isEmpty() ? null : host,
                request.text("path", "/"),
                headers(request.map("headers")),
                request.map("cookies"),
                request.textOrNull("cookieJar"),
                payload(request),
                !request.flag("unfollowRedirect"));
    }

    /** Whether {@code scheme} is the second of these; the first where it is left out. */
    static boolean secured(Body request, String plain, String secured) {
        String scheme = request.text("scheme", plain);
        if (!scheme.equals(plain) && !scheme.equals(secured)) {
            throw new MalformedCase(
                    request.place() + ".scheme: found " + scheme + " (expected: " + plain + " or " + secured + ")");
        }
        return scheme.equals(secured);
    }

    private static Payload payload(Body request) {
        Integer size = request.wholeOrNull("bodySize");
        String text = request.textOrNull("body");
        if (size != null) {
            return Payload.of(size);
        }
        return text == null ? Payload.NONE : Payload.of(text);
    }

    static List<HeaderLine> headers(Map<String, Object> headers) {
        List<HeaderLine> lines = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (value instanceof List<?> values) {
                values.forEach(each -> lines.add(new HeaderLine(name, String.valueOf(each))));
            } else {
                lines.add(new HeaderLine(name, String.valueOf(value)));
            }
        });
        return List.copyOf(lines);
    }

    private static HttpExpectation expectation(Body expect) {
        Body redirect = expect.object("redirect");
        return new HttpExpectation(
                expect.numbers("status"),
                expect.numbers("statusNot"),
                expect.flag("rejected"),
                expect.textOrNull("backend"),
                expect.textOrNull("namespace"),
                expect.flag("noBackend"),
                backendRequest(expect),
                values(expect, "responseHeaders"),
                expect.texts("absentResponseHeaders"),
                expect.flag("ignoreSpaces"),
                redirect == null ? null : redirect(redirect),
                expect.textOrNull("body"),
                cookies(expect),
                expect.texts("absentCookies"),
                expect.objects("sideRequests").stream().map(HttpReader::side).toList(),
                expect.objects("absentSideRequests").stream()
                        .map(HttpReader::side)
                        .toList(),
                expect.textOrNull("protocol"),
                duration(expect, "timeoutAtMost"),
                expect.flag("clientCertRequested"));
    }

    /** A duration, or a number of seconds; null where it is absent. */
    static @Nullable Duration duration(Body body, String name) {
        Object value = body.value(name);
        if (value == null) {
            return null;
        }
        Duration duration = value instanceof Number number
                ? Duration.ofMillis(Math.round(number.doubleValue() * 1000))
                : GoDuration.parse(String.valueOf(value));
        if (duration == null) {
            throw new MalformedCase(
                    body.place() + "." + name + ": found " + value + " (expected: a duration such as 500ms)");
        }
        return duration;
    }

    static @Nullable BackendRequest backendRequest(Body expect) {
        Body received = expect.object("backendRequest");
        return received == null
                ? null
                : new BackendRequest(
                        received.textOrNull("method"),
                        received.textOrNull("host"),
                        received.textOrNull("path"),
                        values(received, "headers"),
                        received.texts("absentHeaders"),
                        received.textOrNull("headerNamesBackend"),
                        received.textOrNull("sni"),
                        NamespacedName.readOrNull(received, "clientCert"),
                        received.textOrNull("protocol"));
    }

    private static Map<String, ExpectedValue> values(Body body, String name) {
        Body headers = body.objectOrEmpty(name);
        Map<String, ExpectedValue> values = new LinkedHashMap<>();
        headers.names().forEach(header -> values.put(header, ExpectedValue.read(headers, header)));
        return values;
    }

    private static Redirect redirect(Body redirect) {
        Object port = redirect.value("port");
        return new Redirect(
                redirect.textOrNull("scheme"),
                redirect.textOrNull("host"),
                port == null ? null : port.toString(),
                redirect.textOrNull("path"));
    }

    private static SideRequest side(Body side) {
        return new SideRequest(
                side.text("backend"),
                side.textOrNull("namespace"),
                side.textOrNull("method"),
                side.textOrNull("path"),
                side.textOrNull("host"),
                values(side, "headers"),
                side.texts("absentHeaders"),
                side.wholeOrNull("bodySize"));
    }

    /** A {@code null} means what {@code false} means, so these are read as they were parsed. */
    private static List<WantedCookie> cookies(Body expect) {
        List<WantedCookie> cookies = new ArrayList<>();
        for (Object item : expect.list("cookies")) {
            if (!(item instanceof Map<?, ?> cookie) || !(cookie.get("name") instanceof String name)) {
                throw new MalformedCase(
                        expect.place() + ".cookies: found " + item + " (expected: an object with a name)");
            }
            Map<String, Object> attributes = new TreeMap<>();
            cookie.forEach((key, value) -> {
                String attribute = String.valueOf(key).toLowerCase(Locale.ROOT);
                if (!COOKIE_ATTRIBUTES.contains(attribute)) {
                    throw new MalformedCase(expect.place() + ".cookies: found " + key + ", which is not known");
                }
                if (!attribute.equals("name")) {
                    attributes.put(attribute, value == null ? false : value);
                }
            });
            cookies.add(new WantedCookie(name, attributes));
        }
        return cookies;
    }
}
