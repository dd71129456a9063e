package dev.gatehouse.cli;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.insight.ConnectionExplanation;
import dev.gatehouse.routing.insight.Explanation;
import dev.gatehouse.routing.insight.Nearby;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.MessageFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is told of a request.
 *
 * @param asked as the front end gets it
 * @param bind the port on which it arrives; null where nothing listens
 * @param ports every port there is, in words
 * @param connection null where there is no handshake and a request decides alone
 * @param certificates those that the handshake is answered with
 * @param explanation null where no request gets so far
 * @param malformed what keeps the front end from reading the fields, so that it answers 400; null where nothing does
 * @param nearby null where something listens
 * @param carriesWebSockets whether the front end does
 * @param notes further sentences
 */
record Explained(
        AskedRequest asked,
        @Nullable Bind bind,
        List<String> ports,
        @Nullable ConnectionExplanation connection,
        List<CertificateSight> certificates,
        @Nullable Explanation explanation,
        @Nullable String malformed,
        @Nullable Nearby nearby,
        boolean carriesWebSockets,
        List<String> notes) {
    Explained {
        ports = List.copyOf(ports);
        certificates = List.copyOf(certificates);
        notes = List.copyOf(notes);
    }

    /** @param madeUp the Secrets that stand in for others, as {@code namespace/name} */
    static Explained of(Routes routes, AskedRequest request, FrontEndKind frontEnd, Set<String> madeUp) {
        List<String> notes = new ArrayList<>();
        AskedRequest asked = request;
        if (asked.http2() && frontEnd == FrontEndKind.jdk) {
            asked = asked.overHttp1();
            notes.add("The jdk front end speaks HTTP/1.1 alone, so that is what is asked; a gRPC client cannot.");
        }
        List<Bind> binds = binds(routes, asked);
        Bind bind = best(routes, binds, asked);
        binds.remove(bind);
        if (!binds.isEmpty()) {
            notes.add("Port " + asked.port() + " is that of others too, which are asked apart: "
                    + String.join(", ", binds.stream().map(Bind::toString).toList()) + ".");
        }
        if (bind == null) {
            usual(routes, asked).forEach(notes::add);
        }
        ConnectionExplanation connection =
                bind == null || (asked.scheme().requests() && !asked.scheme().handshake())
                        ? null
                        : ConnectionExplanation.of(routes, bind, asked.serverName());
        List<CertificateSight> certificates = bind != null && connection != null && endsTls(connection)
                ? CertificateSight.of(routes, bind, asked.serverName(), madeUp)
                : List.of();
        boolean served = bind != null && (connection == null || serves(connection, certificates));
        String malformed = served && asked.scheme().requests() ? MessageFields.fault(asked.fields()) : null;
        return new Explained(
                asked,
                bind,
                routes.binds().stream().map(any -> port(routes, any)).toList(),
                connection,
                certificates,
                bind != null && served && asked.scheme().requests() && malformed == null
                        ? Explanation.of(routes, bind, asked)
                        : null,
                malformed,
                bind == null && asked.scheme().requests() ? Nearby.of(routes, null, asked) : null,
                frontEnd != FrontEndKind.jdk,
                notes);
    }

    private static boolean endsTls(ConnectionExplanation connection) {
        AttachedListener listener = connection.listener();
        return listener != null && listener.tls();
    }

    /** Whether requests come over it: no handshake ends without a certificate. */
    private static boolean serves(ConnectionExplanation connection, List<CertificateSight> certificates) {
        return connection.decision() instanceof ConnectionDecision.Serve
                && (!endsTls(connection) || !certificates.isEmpty());
    }

    /** Whether the handshake is refused for want of a certificate. */
    boolean uncertified() {
        return connection != null && endsTls(connection) && certificates.isEmpty();
    }

    /** Whether something takes it. */
    boolean taken() {
        if (explanation != null) {
            return explanation.taken() != null;
        }
        return malformed == null
                && connection != null
                && !uncertified()
                && (connection.taken() != null
                        || (!asked.scheme().requests() && connection.decision() instanceof ConnectionDecision.Serve));
    }

    /** Those to which it could be sent. */
    private static List<Bind> binds(Routes routes, AskedRequest asked) {
        List<Bind> binds = new ArrayList<>();
        for (Bind bind : routes.binds()) {
            List<AttachedListener> listeners = routes.listeners(bind);
            if (bind.port() == asked.port()
                    && !listeners.isEmpty()
                    && asked.scheme().protocols().contains(listeners.get(0).protocol())) {
                binds.add(bind);
            }
        }
        return binds;
    }

    /** Where the URL has the port of a socket. */
    private static List<String> usual(Routes routes, AskedRequest asked) {
        PortMap sockets = new PortMap(Map.of());
        return routes.binds().stream()
                .map(Bind::port)
                .filter(port -> port != asked.port() && sockets.socketPort(port) == asked.port())
                .distinct()
                .map(port -> asked.port() + " is the socket that serve opens for port " + port + ": --port " + port
                        + " asks there.")
                .toList();
    }

    /** The first of these that has a rule for it; else the first. */
    private static @Nullable Bind best(Routes routes, List<Bind> binds, AskedRequest asked) {
        return binds.stream()
                .filter(bind -> asked.scheme().requests()
                        ? routes.trace(bind, asked).taken() != null
                        : routes.traceConnection(bind, asked.serverName()).taken() != null)
                .findFirst()
                .orElse(binds.isEmpty() ? null : binds.get(0));
    }

    /** Such as {@code Gateway default/shop:443 (HTTPS)}. */
    static String port(Routes routes, Bind bind) {
        List<AttachedListener> listeners = routes.listeners(bind);
        return bind + (listeners.isEmpty() ? "" : " (" + listeners.get(0).protocol() + ")");
    }
}
