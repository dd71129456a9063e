package dev.gatehouse.netty;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Bind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ports of HTTPS that are open for HTTP/3 too: those where every client is served over QUIC as it is over TCP, and no others.
 */
final class Http3Ports {
    private final LiveServedRoutes routes;
    private final ProxyProtocol proxy;
    private final Opener opener;
    private final Map<Bind, Http3Port> open = new HashMap<>();
    private final Map<Bind, AtomicBoolean> told = new ConcurrentHashMap<>();

    /** Opens one. */
    interface Opener {
        /** @throws IOException where the system refuses the socket */
        Http3Port open(Bind bind, int socketPort) throws IOException;
    }

    Http3Ports(LiveServedRoutes routes, ProxyProtocol proxy, Opener opener) {
        this.routes = routes;
        this.proxy = proxy;
        this.opener = opener;
    }

    /**
     * Does nothing where there can be such ports here.
     *
     * @throws IllegalStateException where there cannot, with what is missing
     */
    static void require() {
        Throwable absence = absence();
        if (absence != null) {
            throw new IllegalStateException(
                    "HTTP/3 cannot be served here (expected: io.netty:netty-codec-http3, and io.netty:netty-codec-native-quic"
                            + " with the classifier of this system, such as linux-x86_64): " + absence,
                    absence);
        }
    }

    private static @Nullable Throwable absence() {
        try {
            ClassLoader loader = Http3Ports.class.getClassLoader();
            Class.forName("io.netty.handler.codec.http3.Http3", false, loader);
            Class.forName("io.netty.handler.codec.quic.Quic", false, loader);
        } catch (ClassNotFoundException e) {
            return e;
        }
        return Http3Port.unavailability();
    }

    /** Whether the port is open, for those who ask often. */
    BooleanSupplier isOpen(Bind bind) {
        return told(bind)::get;
    }

    private AtomicBoolean told(Bind bind) {
        return told.computeIfAbsent(bind, any -> new AtomicBoolean());
    }

    /** Those that are open. */
    List<Http3Port> all() {
        return List.copyOf(open.values());
    }

    /**
     * Gives up those that may not be open any more; they are the caller's to end.
     *
     * @param kept the ports for TCP that stay
     * @param datagrams the sockets that listeners for UDP ask for
     */
    List<Http3Port> leave(Map<Bind, ServedPort> kept, Map<Integer, Bind> datagrams) {
        List<Http3Port> left = new ArrayList<>();
        for (Http3Port port : all()) {
            Bind bind = port.bind();
            boolean stays =
                    kept.containsKey(bind) && isWanted(bind) && obstacle(bind, port.socketPort(), datagrams) == null;
            if (!stays) {
                left.add(port);
                open.remove(bind);
                told(bind).set(false);
            }
        }
        told.keySet().retainAll(routes.binds());
        return left;
    }

    /**
     * Opens the one beside a port for TCP, where it should be and is not.
     *
     * @return why it is not open; null where it is, and where nobody would expect it
     */
    @Nullable
    String open(ServedPort beside, Map<Integer, Bind> datagrams) {
        Bind bind = beside.bind();
        if (open.containsKey(bind) || !isWanted(bind)) {
            return null;
        }
        String obstacle = obstacle(bind, beside.socketPort(), datagrams);
        if (obstacle != null) {
            return obstacle;
        }
        try {
            open.put(bind, opener.open(bind, beside.socketPort()));
            told(bind).set(true);
            return null;
        } catch (IOException e) {
            return "UDP port " + beside.socketPort() + ": " + e.getMessage();
        }
    }

    private boolean isWanted(Bind bind) {
        return listeners(bind).stream().anyMatch(listener -> listener.protocol() == Protocol.HTTPS);
    }

    /** What keeps a port from serving its clients over QUIC as it does over TCP; null for nothing. */
    private @Nullable String obstacle(Bind bind, int socketPort, Map<Integer, Bind> datagrams) {
        if (!listeners(bind).stream().allMatch(listener -> listener.protocol() == Protocol.HTTPS)) {
            return "it has listeners with protocol TLS too";
        }
        if (routes.clients(bind) != null) {
            return "it asks clients for certificates";
        }
        if (proxy.isExpectedAt(bind.port())) {
            return "it expects the PROXY protocol";
        }
        Bind other = datagrams.get(socketPort);
        return other == null ? null : "UDP port " + socketPort + " is that of " + other;
    }

    private List<AttachedListener> listeners(Bind bind) {
        return routes.live().current().listeners(bind);
    }
}
