package dev.gatehouse.tck;

import dev.gatehouse.tck.exchange.DatagramCall.DnsQuery;
import dev.gatehouse.tck.exchange.StreamOutcome.End;
import dev.gatehouse.tck.exchange.WebSocketCall.Frame;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps about gRPC, WebSockets, connections and datagrams. */
final class ConnectionReader {
    private static final int HTTPS_PORT = 443;

    private ConnectionReader() {}

    static Step.Grpc grpc(Body step) {
        Destination destination = Destination.read(step);
        Body request = step.required("request");
        Body expect = step.objectOrEmpty("expect");
        String host = request.textOrNull("host");
        Body tls = request.object("tls");
        return new Step.Grpc(
                new GrpcRequest(
                        destination,
                        tls == null ? null : Handshake.read(tls, host),
                        request.textOrNull("clientIP"),
                        host == null || host.isEmpty() ? null : host,
                        request.text("service"),
                        request.text("method"),
                        HttpReader.headers(request.map("metadata")),
                        request.number("count", 1)),
                new GrpcExpectation(
                        expect.textOrNull("code"),
                        expect.textOrNull("backend"),
                        expect.textOrNull("namespace"),
                        HttpReader.backendRequest(expect)),
                step.flag("never"));
    }

    static Step.WebSocket webSocket(Body step) {
        Destination destination = Destination.read(step);
        Body request = step.required("request");
        Body expect = step.objectOrEmpty("expect");
        String host = request.textOrNull("host");
        Body tls = request.objectOrEmpty("tls");
        String scheme = request.text("scheme", "ws");
        boolean secured = Set.of("wss", "https").contains(scheme);
        if (!secured && !Set.of("ws", "http").contains(scheme)) {
            throw new MalformedCase(request.place() + ".scheme: found " + scheme + " (expected: ws or wss)");
        }
        List<Frame> frames = new ArrayList<>();
        for (Body frame : request.objects("send")) {
            String text = frame.textOrNull("text");
            frames.add(text != null ? new Frame(false, text) : new Frame(true, frame.text("base64")));
        }
        // A text in place of true is sent, and must come back.
        if (expect.value("echo") instanceof String text) {
            frames.add(new Frame(false, text));
        }
        return new Step.WebSocket(
                new WebSocketRequest(
                        destination,
                        secured ? Handshake.read(tls, destination.gateway() == null ? host : null) : null,
                        request.textOrNull("clientIP"),
                        host == null || host.isEmpty() ? null : host,
                        request.text("path", "/"),
                        HttpReader.headers(request.map("headers")),
                        frames),
                expect.textOrNull("backend"),
                expect.textOrNull("namespace"));
    }

    static Step.Stream tls(Body step) {
        Destination destination = Destination.read(step);
        Destination at = destination.port() == null && destination.listener() == null
                ? new Destination(destination.gateway(), null, HTTPS_PORT)
                : destination;
        return new Step.Stream(
                at,
                Handshake.read(step, null),
                step.textOrNull("clientIP"),
                step.texts("send"),
                stream(step.objectOrEmpty("expect")));
    }

    static Step.Stream tcp(Body step) {
        return new Step.Stream(
                Destination.read(step),
                null,
                step.textOrNull("clientIP"),
                step.texts("send"),
                stream(step.objectOrEmpty("expect")));
    }

    private static StreamExpectation stream(Body expect) {
        Object tls = expect.value("backendTls");
        return new StreamExpectation(
                rejected(expect),
                rejectedBy(expect),
                expect.textOrNull("certificate"),
                expect.textOrNull("certificateNot"),
                expect.textOrNull("alpn"),
                expect.texts("receive"),
                expect.textOrNull("backend"),
                expect.textOrNull("namespace"),
                tls == null ? null : expect.flag("backendTls"),
                expect.textOrNull("backendSni"),
                proxy(expect),
                expect.flag("clientCertRequested"));
    }

    /** As a pod tells it. */
    private static @Nullable String proxy(Body expect) {
        Body proxy = expect.object("backendProxy");
        return proxy == null ? null : "v" + proxy.number("version", 1) + " " + proxy.text("clientIP");
    }

    private static @Nullable Boolean rejected(Body expect) {
        String handshake = expect.textOrNull("handshake");
        if (expect.flag("rejected")) {
            return true;
        } else if (handshake == null) {
            return null;
        } else if (!Set.of("ok", "rejected").contains(handshake)) {
            throw new MalformedCase(expect.place() + ".handshake: found " + handshake + " (expected: ok or rejected)");
        }
        return handshake.equals("rejected");
    }

    private static Set<End.Kind> rejectedBy(Body expect) {
        Set<End.Kind> kinds = EnumSet.noneOf(End.Kind.class);
        for (String kind : expect.texts("rejectedBy")) {
            switch (kind.toLowerCase(Locale.ROOT)) {
                case "fin" -> kinds.add(End.Kind.FIN);
                case "rst" -> kinds.add(End.Kind.RST);
                case "alert" -> kinds.add(End.Kind.ALERT);
                default ->
                    throw new MalformedCase(
                            expect.place() + ".rejectedBy: found " + kind + " (expected: fin, rst or alert)");
            }
        }
        return kinds;
    }

    static Step.Datagram udp(Body step) {
        Body expect = step.objectOrEmpty("expect");
        DnsQuery query = null;
        String text = "";
        if (step.value("send") instanceof String datagram) {
            text = datagram;
        } else {
            Body asked = step.required("send").required("dnsQuery");
            query = new DnsQuery(asked.text("name"), asked.text("type", "A"));
        }
        return new Step.Datagram(
                Destination.read(step),
                text,
                query,
                new DatagramExpectation(
                        expect.flag("reply"),
                        expect.flag("rejected"),
                        expect.textOrNull("backend"),
                        expect.textOrNull("namespace")));
    }
}
