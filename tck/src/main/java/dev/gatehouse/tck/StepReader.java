package dev.gatehouse.tck;

import dev.gatehouse.tck.HttpCall.GatewayName;
import dev.gatehouse.tck.HttpExpectation.BackendRequest;
import dev.gatehouse.tck.HttpExpectation.Redirect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a case file. A key that the kit does not judge makes the step one that is skipped, never one that passes. */
final class StepReader {
    /** Kinds of steps that are not run, and what they need. */
    private static final Map<String, String> NEEDS = Map.ofEntries(
            Map.entry("generated", "needs a front end that creates objects"),
            Map.entry("tcp", "needs connections"),
            Map.entry("udp", "needs connections"),
            Map.entry("grpc", "needs connections"),
            Map.entry("websocket", "needs connections"),
            Map.entry("mirror", "needs connections"),
            Map.entry("burst", "needs connections"),
            Map.entry("wait", "needs connections"));

    private static final Set<String> HTTP = Set.of("gateway", "request", "expect", "never");
    private static final Set<String> GATEWAY = Set.of("namespace", "name", "listener", "port");
    private static final Set<String> REQUEST =
            Set.of("method", "scheme", "host", "path", "headers", "protocol", "unfollowRedirect", "tls");
    private static final Set<String> TLS = Set.of("sni", "trust");
    private static final Set<String> EXPECT = Set.of(
            "status",
            "statusNot",
            "rejected",
            "backend",
            "namespace",
            "noBackend",
            "backendRequest",
            "responseHeaders",
            "absentResponseHeaders",
            "ignoreSpaces",
            "redirect",
            "protocol");
    private static final Set<String> BACKEND_REQUEST =
            Set.of("method", "host", "path", "headers", "absentHeaders", "headerNamesBackend");
    private static final Set<String> REDIRECT = Set.of("scheme", "host", "port", "path");
    private static final Set<String> PROTOCOLS = Set.of("HTTP/1.1", "h2", "h2c");

    private StepReader() {}

    static Step.Placed read(Body step, int position) {
        String label = step.textOrNull("label");
        Set<String> kinds = step.beside(Set.of("label"));
        if (kinds.size() != 1) {
            throw new MalformedCase(step.place() + ": found " + new TreeSet<>(kinds) + " (expected: one kind of step)");
        }
        String kind = kinds.iterator().next();
        Step read = step(kind, step);
        String about = read instanceof Step.Http http ? " " + http.request() : "";
        return new Step.Placed(position, kind + about + (label == null ? "" : " (" + label + ")"), read);
    }

    private static Step step(String kind, Body step) {
        String need = NEEDS.get(kind);
        if (need != null) {
            return new Step.Unsupported(need + ": " + kind);
        }
        Body body = step.required(kind);
        return switch (kind) {
            case "http" -> http(body);
            case "distribution" -> distribution(body);
            case "pods" -> pods(body);
            case "tls" -> tls(body);
            case "status" -> StatusReader.status(body);
            case "ready" -> new Step.Ready(body.texts("namespaces"));
            case "apply" -> apply(body);
            case "patch" -> new Step.Patch(ObjectName.of(body), body.raw("merge"));
            case "delete" -> new Step.Delete(ObjectName.of(body));
            default -> throw new MalformedCase(step.place() + ": found a step \"" + kind + "\", which is not known");
        };
    }

    private static Step http(Body body) {
        Step.Unsupported unsupported = unsupported(body);
        return unsupported == null ? new Step.Http(request(body), expectation(body), body.flag("never")) : unsupported;
    }

    private static Step distribution(Body body) {
        Set<String> further =
                body.beside(Set.of("each", "requests", "shares", "tolerance", "attempts", "concurrency", "jitter"));
        Body each = body.required("each");
        if (!further.isEmpty() || !each.has("http")) {
            return new Step.Unsupported(
                    "needs connections: distribution of " + each.fields().keySet() + further);
        }
        Step http = http(each.required("http"));
        if (!(http instanceof Step.Http exchange)) {
            return http;
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        Body given = body.objectOrEmpty("shares");
        for (String deployment : given.fields().keySet()) {
            Number share = given.numberOrNull(deployment);
            shares.put(deployment, share == null ? 0 : share.doubleValue());
        }
        Number tolerance = body.numberOrNull("tolerance");
        return new Step.Distribution(
                exchange,
                body.number("requests", 1),
                shares,
                tolerance == null ? 0 : tolerance.doubleValue(),
                body.number("attempts", 1),
                body.flag("jitter"));
    }

    private static Step pods(Body body) {
        Set<String> further = body.beside(Set.of("each", "requests", "distinct", "perPod"));
        if (!further.isEmpty()) {
            return new Step.Unsupported("not judged: pods " + further);
        }
        Step http = http(body.required("each"));
        if (!(http instanceof Step.Http exchange)) {
            return http;
        }
        Object distinct = body.fields().get("distinct");
        int least = 0;
        int most = Integer.MAX_VALUE;
        if (distinct instanceof Number number) {
            least = number.intValue();
            most = least;
        } else if (distinct != null) {
            Body range = body.required("distinct");
            least = range.number("min", least);
            most = range.number("max", most);
        }
        Number perPod = body.numberOrNull("perPod");
        return new Step.Pods(
                exchange, body.number("requests", 1), least, most, perPod == null ? null : perPod.intValue());
    }

    private static Step tls(Body body) {
        Step.Tls tls = Handshakes.read(body);
        return tls == null ? new Step.Unsupported("not judged: what is sent after a handshake, or how it fails") : tls;
    }

    private static Step apply(Body body) {
        List<Map<String, Object>> objects = new ArrayList<>();
        body.objects("resources").forEach(object -> objects.add(object.fields()));
        return new Step.Apply(objects, body.flag("rejected"), body.textOrNull("field"));
    }

    private static Step.@Nullable Unsupported unsupported(Body body) {
        Body request = body.required("request");
        Body expect = body.required("expect");
        Set<String> not = new TreeSet<>(body.beside(HTTP));
        not.addAll(body.objectOrEmpty("gateway").beside(GATEWAY));
        not.addAll(request.beside(REQUEST));
        not.addAll(request.objectOrEmpty("tls").beside(TLS));
        not.addAll(expect.beside(EXPECT));
        not.addAll(expect.objectOrEmpty("backendRequest").beside(BACKEND_REQUEST));
        not.addAll(expect.objectOrEmpty("redirect").beside(REDIRECT));
        String protocol = request.textOrNull("protocol");
        if (protocol != null && !PROTOCOLS.contains(protocol)) {
            not.add("protocol " + protocol);
        }
        return not.isEmpty() ? null : new Step.Unsupported("needs connections: http with " + not);
    }

    private static HttpRequest request(Body body) {
        Body gateway = body.object("gateway");
        Body request = body.required("request");
        boolean tls = "https".equals(request.textOrNull("scheme"));
        String host = request.textOrNull("host");
        Body handshake = request.objectOrEmpty("tls");
        String serverName = handshake.has("sni") ? handshake.text("sni") : name(gateway == null ? host : null);
        String protocol = request.textOrNull("protocol");
        Number port = gateway == null ? null : gateway.numberOrNull("port");
        return new HttpRequest(
                gateway == null ? null : new GatewayName(gateway.text("namespace"), gateway.text("name")),
                gateway == null ? null : gateway.textOrNull("listener"),
                port == null ? null : port.intValue(),
                request.text("method"),
                tls,
                host == null || host.isEmpty() ? null : host,
                request.text("path"),
                headers(request.objectOrEmpty("headers")),
                protocol != null && protocol.startsWith("h2"),
                tls && serverName != null && !serverName.isEmpty() ? serverName : null,
                !request.flag("unfollowRedirect"));
    }

    private static @Nullable String name(@Nullable String host) {
        int colon = host == null ? -1 : host.indexOf(':');
        return host == null || colon < 0 ? host : host.substring(0, colon);
    }

    private static List<HeaderLine> headers(Body headers) {
        List<HeaderLine> lines = new ArrayList<>();
        headers.fields().forEach((name, value) -> {
            if (value instanceof List<?> values) {
                values.forEach(each -> lines.add(new HeaderLine(name, String.valueOf(each))));
            } else {
                lines.add(new HeaderLine(name, String.valueOf(value)));
            }
        });
        return List.copyOf(lines);
    }

    private static HttpExpectation expectation(Body body) {
        Body expect = body.required("expect");
        Body received = expect.object("backendRequest");
        Body redirect = expect.object("redirect");
        return new HttpExpectation(
                expect.numbers("status"),
                expect.numbers("statusNot"),
                expect.flag("rejected"),
                expect.textOrNull("backend"),
                expect.textOrNull("namespace"),
                expect.flag("noBackend"),
                received == null ? null : backendRequest(received),
                expect.objectOrEmpty("responseHeaders").fields(),
                expect.texts("absentResponseHeaders"),
                expect.flag("ignoreSpaces"),
                redirect == null ? null : redirect(redirect),
                expect.textOrNull("protocol"));
    }

    private static BackendRequest backendRequest(Body received) {
        return new BackendRequest(
                received.textOrNull("method"),
                received.textOrNull("host"),
                received.textOrNull("path"),
                received.objectOrEmpty("headers").fields(),
                received.texts("absentHeaders"),
                received.textOrNull("headerNamesBackend"));
    }

    private static Redirect redirect(Body redirect) {
        Object port = redirect.fields().get("port");
        return new Redirect(
                redirect.textOrNull("scheme"),
                redirect.textOrNull("host"),
                port == null ? null : port.toString(),
                redirect.textOrNull("path"));
    }
}
