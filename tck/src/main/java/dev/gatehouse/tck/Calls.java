package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.CookieVerdict.SetCookie;
import dev.gatehouse.tck.echo.Echo;
import dev.gatehouse.tck.exchange.Call.Target;
import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.GatewayName;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.Identity;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.TlsOffer;
import dev.gatehouse.tck.exchange.WebSocketCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls out of the requests of steps: finds the port of a listener and the certificates that are named, and keeps the cookies. Safe for any
 * number of threads while the objects do not change.
 */
final class Calls {
    static final String UUID_MARK = "${uuid}";

    private final Cluster cluster;
    private final Map<String, Map<String, String>> jars = new ConcurrentHashMap<>();

    Calls(Cluster cluster) {
        this.cluster = cluster;
    }

    HttpCall http(HttpRequest request, String uuid, List<HeaderLine> further) {
        List<HeaderLine> headers = new ArrayList<>(request.headers());
        headers.addAll(further);
        String cookies = cookies(request);
        if (!cookies.isEmpty()) {
            headers.add(new HeaderLine("Cookie", cookies));
        }
        for (HeaderLine own : List.of(
                new HeaderLine("User-Agent", "gatehouse-tck"),
                new HeaderLine("Accept-Encoding", "gzip"),
                new HeaderLine(Echo.SET_HEADER, ""))) {
            if (HeaderLine.values(request.headers(), own.name()).isEmpty()) {
                headers.add(own);
            }
        }
        return new HttpCall(
                target(request.destination(), request.handshake() == null ? 80 : 443),
                offer(request.handshake()),
                request.clientAddress(),
                request.http2(),
                request.method(),
                request.host(),
                request.path().replace(UUID_MARK, uuid),
                headers,
                request.body());
    }

    /** @param connection calls with the same number may share a connection */
    GrpcCall grpc(GrpcRequest request, int connection, List<HeaderLine> further) {
        List<HeaderLine> metadata = new ArrayList<>(request.metadata());
        metadata.addAll(further);
        return new GrpcCall(
                target(request.destination(), request.handshake() == null ? 80 : 443),
                offer(request.handshake()),
                request.clientAddress(),
                request.host(),
                request.service(),
                request.method(),
                metadata,
                connection);
    }

    WebSocketCall webSocket(WebSocketRequest request) {
        return new WebSocketCall(
                target(request.destination(), request.handshake() == null ? 80 : 443),
                offer(request.handshake()),
                request.clientAddress(),
                request.host(),
                request.path(),
                request.headers(),
                request.frames());
    }

    StreamCall stream(Step.Stream step) {
        boolean greeted = !step.expectation().receive().isEmpty();
        return new StreamCall(
                target(step.destination(), step.handshake() == null ? 0 : 443),
                offer(step.handshake()),
                step.clientAddress(),
                greeted,
                step.send());
    }

    DatagramCall datagram(Step.Datagram step) {
        return new DatagramCall(target(step.destination(), 0), step.text(), step.query());
    }

    private Target target(Destination destination, int absent) {
        Integer port = destination.port();
        GatewayName gateway = destination.gateway();
        String listener = destination.listener();
        if (port == null && listener != null && gateway != null) {
            port = port(gateway, listener);
        }
        if (port == null && absent == 0) {
            throw new MalformedCase("neither a port nor a listener is named");
        }
        return new Target(gateway, port == null ? absent : port);
    }

    private int port(GatewayName gateway, String listener) {
        Document found = cluster.find(new ObjectName("Gateway", gateway.namespace(), gateway.name()));
        for (Body each : found == null
                ? List.<Body>of()
                : Body.of(found.content(), "the Gateway").objectOrEmpty("spec").objects("listeners")) {
            if (listener.equals(each.textOrNull("name"))) {
                return each.number("port", 0);
            }
        }
        throw new MalformedCase("Gateway " + gateway + " has no listener " + listener);
    }

    private @Nullable TlsOffer offer(@Nullable Handshake handshake) {
        if (handshake == null) {
            return null;
        }
        NamespacedName trust = handshake.trust();
        NamespacedName shown = handshake.clientCertificate();
        return new TlsOffer(
                handshake.serverName(),
                handshake.alpn(),
                trust == null ? null : trusted(trust),
                shown == null ? null : identity(shown));
    }

    /** Authorities, or a certificate that is trusted as it stands. */
    private String trusted(NamespacedName object) {
        String authorities = Workload.data(cluster, object, "ca.crt");
        String certificate = Workload.data(cluster, object, "tls.crt");
        if (authorities == null && certificate == null) {
            throw new MalformedCase("no Secret or ConfigMap " + object + " with a certificate to trust");
        }
        return (authorities == null ? "" : authorities) + (certificate == null ? "" : certificate);
    }

    private Identity identity(NamespacedName secret) {
        Identity identity = Workload.identity(cluster, secret);
        if (identity == null) {
            throw new MalformedCase("no Secret " + secret + " with a certificate and its key");
        }
        return identity;
    }

    private String cookies(HttpRequest request) {
        List<String> cookies = new ArrayList<>();
        request.cookies().forEach((name, value) -> cookies.add(name + "=" + value));
        String jar = request.cookieJar();
        if (jar != null) {
            jars.getOrDefault(jar, Map.of()).forEach((name, value) -> cookies.add(name + "=" + value));
        }
        return String.join("; ", cookies);
    }

    /** Keeps the cookies of an answer in the jar that the request names. */
    void keep(HttpRequest request, List<HeaderLine> answered) {
        String jar = request.cookieJar();
        if (jar == null) {
            return;
        }
        Map<String, String> kept = jars.computeIfAbsent(jar, key -> new ConcurrentHashMap<>());
        for (SetCookie cookie : CookieVerdict.cookies(answered)) {
            if (cookie.expired()) {
                kept.remove(cookie.name());
            } else {
                kept.put(cookie.name(), cookie.value());
            }
        }
    }
}
