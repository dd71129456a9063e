package dev.gatehouse.jdkhttp;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.context.ServerTls;
import dev.gatehouse.tls.live.LiveCertificates;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Serves routes with the JDK's own HTTP server and client, and nothing else.
 *
 * <pre>{@code
 * LiveRoutes routes = LiveRoutes.of(Manifests.read(Path.of("shop.yaml")));
 * try (JdkFrontEnd frontEnd = JdkFrontEnd.builder(routes).port(80, 8080).port(443, 8443).start()) {
 *     routes.apply(Manifests.read(Path.of("shop.yaml"))); // sockets open and close as listeners come and go
 * }
 * }</pre>
 *
 * <p>For each {@link Bind} of the routes that has a listener for HTTP or HTTPS there is one server socket. Give {@link #CAPABILITIES} to the
 * routes, and the status of what this front end cannot do says so. One that stays in an update stays open, with its connections; what
 * is under way ends as it began, for a request asks the routes once. HTTP/1.1 and HTTP/1.0 only, on both sides; the package's own page
 * tells what the JDK's server and client do by themselves.
 *
 * <p>Requests run on virtual threads from JDK 24 on, before on at most {@link FrontEndLimits#threads} threads; 1024 more may wait, and
 * connections beyond are closed. All methods are safe for any number of threads. Nothing is started before {@link Builder#start}.
 */
public final class JdkFrontEnd implements AutoCloseable {
    /** What this front end can carry out: HTTP/1.1, so no gRPC and no WebSockets, and no protocol beside HTTP. */
    public static final Capabilities CAPABILITIES =
            Capabilities.HTTP_1.lacking("HTTPRouteBackendProtocolH2C", "HTTPRouteBackendProtocolWebSocket");

    static {
        Platform.prepare();
    }

    private static final Logger LOG = System.getLogger("dev.gatehouse.jdkhttp");
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final long REOPEN_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int REOPEN_TRIES = 200;

    private final PortMapping mapping;
    private final InetAddress address;
    private final ServedRoutes routes;
    private final FrontEndLimits limits;
    private final Deadlines deadlines = new Deadlines();
    private final ExecutorService executor;
    private final UpstreamClients clients;
    private final FrontHandler handler;
    private final List<Thread> drains = new ArrayList<>();
    private Map<Bind, OpenPort> ports = new LinkedHashMap<>();
    private List<Problem> problems = List.of();
    private Runnable unsubscribe = () -> {};
    private boolean stopped;

    private JdkFrontEnd(Builder settings) {
        this.mapping = new PortMapping(settings.byListenerPort, settings.byBind, settings.others);
        this.address = settings.address;
        this.routes = settings.maker.make(settings.certificates());
        this.limits = settings.limits;
        this.executor = Threads.forRequests(limits.threads());
        this.clients = new UpstreamClients(limits.connect());
        this.handler = new FrontHandler(
                routes,
                new Forwarder(clients, deadlines),
                new Authorizer(clients),
                settings.correlation,
                settings.observer);
    }

    /** A front end for these routes. */
    public static Builder builder(LiveRoutes routes) {
        Objects.requireNonNull(routes, "routes");
        if (routes.healthChecks() != null) {
            throw new IllegalArgumentException("routes with health checks (expected: none, for none are made here)");
        }
        return new Builder(certificates -> new LiveServedRoutes(routes, certificates));
    }

    static Builder builder(ServedRoutes routes) {
        return new Builder(certificates -> routes);
    }

    private void open() throws IOException {
        deadlines.start();
        Runnable end = routes.onChange(this::update);
        synchronized (this) {
            unsubscribe = end;
            IOException refused = reconcile();
            if (refused == null) {
                return;
            }
            stop(Duration.ZERO);
            throw refused;
        }
    }

    private synchronized void update() {
        if (!stopped) {
            reconcile();
        }
    }

    /** Opens, keeps and closes; the first socket that the system refused, if any. */
    private @Nullable IOException reconcile() {
        List<Problem> found = new ArrayList<>();
        Map<Bind, OpenPort> next = new HashMap<>();
        Map<Integer, Bind> taken = new HashMap<>();
        List<Bind> opening = new ArrayList<>();
        Set<Integer> released = new HashSet<>();
        List<Bind> wanted = routes.binds();
        for (Bind bind : wanted) {
            int socketPort = mapping.socketPort(bind);
            Bind first = socketPort == 0 ? null : taken.putIfAbsent(socketPort, bind);
            OpenPort open = ports.get(bind);
            if (first != null) {
                found.add(problem("port-in-use", bind, "port " + socketPort + " is that of " + first + " already"));
            } else if (open != null && open.tls() == routes.isTls(bind)) {
                next.put(bind, open);
            } else {
                opening.add(bind);
            }
        }
        ports.forEach((bind, port) -> {
            if (!next.containsKey(bind)) {
                drainAside(port);
                released.add(port.socketPort());
            }
        });
        IOException refused = null;
        for (Bind bind : opening) {
            int socketPort = mapping.socketPort(bind);
            try {
                OpenPort port = released.contains(socketPort) ? reopen(bind, socketPort) : open(bind, socketPort);
                next.put(bind, port);
                LOG.log(Level.INFO, "{0} is served on {1}", bind, String.valueOf(port.socketPort()));
            } catch (IOException e) {
                refused = refused == null
                        ? new IOException(bind + ": port " + socketPort + ": " + e.getMessage(), e)
                        : refused;
                found.add(problem("port-not-opened", bind, "port " + socketPort + ": " + e.getMessage()));
            }
        }
        ports = new LinkedHashMap<>();
        for (Bind bind : wanted) {
            OpenPort port = next.get(bind);
            if (port != null) {
                ports.put(bind, port);
            }
        }
        found.forEach(problem -> LOG.log(Level.WARNING, problem.toString()));
        problems = List.copyOf(found);
        return refused;
    }

    private OpenPort open(Bind bind, int socketPort) throws IOException {
        SSLContext context = routes.isTls(bind)
                ? ServerTls.context(() -> routes.certificates(bind), () -> routes.clients(bind))
                : null;
        InetSocketAddress socket = new InetSocketAddress(this.address, socketPort);
        return OpenPort.open(bind, socket, context, () -> routes.clients(bind), handler, executor, limits, deadlines);
    }

    /** As {@link #open}, on a port that is being given up: the server does that on a thread of its own. */
    private OpenPort reopen(Bind bind, int socketPort) throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                return open(bind, socketPort);
            } catch (BindException e) {
                if (tries == REOPEN_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(REOPEN_PAUSE);
            }
        }
    }

    private void drainAside(OpenPort port) {
        LOG.log(Level.INFO, "{0} is no longer served", port.bind());
        drains.removeIf(thread -> !thread.isAlive());
        Thread drain = Threads.daemon("gatehouse-drain", () -> port.drain(DRAIN));
        drains.add(drain);
        drain.start();
    }

    private static Problem problem(String name, Bind bind, String message) {
        return new Problem(Problem.Severity.ERROR, name, Source.NONE, bind.owner(), FieldPath.ROOT, message);
    }

    /** The ports that are open, in the order of the routes. */
    public synchronized List<Bind> binds() {
        return List.copyOf(ports.keySet());
    }

    /**
     * The port of the socket on which {@code bind} is served.
     *
     * @throws IllegalArgumentException where it is not open
     */
    public synchronized int socketPort(Bind bind) {
        OpenPort port = ports.get(bind);
        if (port == null) {
            throw new IllegalArgumentException(bind + " is not open");
        }
        return port.socketPort();
    }

    /**
     * What keeps listeners from being served as they are written: {@code port-in-use} where two ask for one socket (the first in the
     * order of the resources has it), {@code port-not-opened} where the system refused one in an update, and what is wrong with
     * certificates.
     */
    public synchronized List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(routes.problems());
        return List.copyOf(all);
    }

    /**
     * Stops: refuses new connections at once, lets what is under way end, and after {@code drain} at the latest cuts what is left. Answers
     * that begin meanwhile close their connections. Returns when all is closed; a second call does nothing.
     */
    public void stop(Duration drain) {
        List<Thread> stopping;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            unsubscribe.run();
            ports.values().forEach(port -> drains.add(Threads.daemon("gatehouse-drain", () -> port.drain(drain))));
            drains.stream()
                    .filter(thread -> thread.getState() == Thread.State.NEW)
                    .forEach(Thread::start);
            ports = new LinkedHashMap<>();
            stopping = List.copyOf(drains);
        }
        boolean interrupted = false;
        for (Thread thread : stopping) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        executor.shutdownNow();
        clients.close();
        deadlines.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@link #stop} with 10 seconds. */
    @Override
    public void close() {
        stop(DRAIN);
    }

    /** Which socket port serves a listener's port. */
    private record PortMapping(
            Map<Integer, Integer> byListenerPort, Map<Bind, Integer> byBind, IntUnaryOperator others) {
        PortMapping {
            byListenerPort = Map.copyOf(byListenerPort);
            byBind = Map.copyOf(byBind);
        }

        int socketPort(Bind bind) {
            Integer own = byBind.get(bind);
            if (own == null) {
                own = byListenerPort.get(bind.port());
            }
            return own != null ? own : Builder.checked(others.applyAsInt(bind.port()));
        }
    }

    /** Makes {@link ServedRoutes}, given who keeps their certificates. */
    private interface RoutesMaker {
        ServedRoutes make(LiveCertificates certificates);
    }

    /** Settings of a {@link JdkFrontEnd}. */
    public static final class Builder {
        private final RoutesMaker maker;
        private final Map<Integer, Integer> byListenerPort = new HashMap<>();
        private final Map<Bind, Integer> byBind = new HashMap<>();
        private IntUnaryOperator others = IntUnaryOperator.identity();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private @Nullable ServerCertificate fallback;
        private @Nullable LiveCertificates certificates;
        private FrontEndLimits limits = FrontEndLimits.defaults();
        private Correlation correlation = Correlation.DEFAULT;
        private @Nullable ExchangeObserver observer;

        private Builder(RoutesMaker maker) {
            this.maker = maker;
        }

        /**
         * Serves the listeners of {@code listenerPort} on {@code socketPort}; 0 is any free port ({@link JdkFrontEnd#socketPort} tells). A
         * listener's port that is mapped nowhere, by {@link #ports} neither, is its socket's port too, which below 1024 needs a privilege on most systems. What
         * routes and backends see stays the listener's.
         */
        public Builder port(int listenerPort, int socketPort) {
            byListenerPort.put(listenerPort, checked(socketPort));
            return this;
        }

        /**
         * Which socket port serves the listeners of a port that no other method names, those of listeners to come among them.
         *
         * @param ports from a listener's port to a socket's; 0 is any free port
         */
        public Builder ports(IntUnaryOperator ports) {
            this.others = Objects.requireNonNull(ports, "ports");
            return this;
        }

        /** Serves one bind on {@code socketPort}, whatever is said for its listener port: so two Gateways can have the same. */
        public Builder port(Bind bind, int socketPort) {
            byBind.put(Objects.requireNonNull(bind, "bind"), checked(socketPort));
            return this;
        }

        /**
         * The address to listen on. The loopback address where this is not called: nobody is served by accident. A wildcard address
         * ({@code new InetSocketAddress(0).getAddress()}) is all interfaces.
         */
        public Builder address(InetAddress address) {
            this.address = Objects.requireNonNull(address, "address");
            return this;
        }

        /** The certificate for names that no Ingress has one for; without it their handshakes are refused. Gateways do not use it. */
        public Builder defaultCertificate(ServerCertificate certificate) {
            this.fallback = Objects.requireNonNull(certificate, "certificate");
            return this;
        }

        /**
         * Keeps the certificates here, for a program that wants to hear of them, to ask when they end, or knows their passwords. They follow the
         * routes for as long as the front end serves. A default certificate is then theirs, and {@link #defaultCertificate} is without
         * effect. Where this is not called, what becomes of certificates is logged.
         */
        public Builder certificates(LiveCertificates certificates) {
            this.certificates = Objects.requireNonNull(certificates, "certificates");
            return this;
        }

        /** Deadlines and bounds; {@link FrontEndLimits#defaults} where this is not called. */
        public Builder limits(FrontEndLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /** What becomes of {@code X-Request-Id} and {@code traceparent}; {@link Correlation#DEFAULT} where this is not called. */
        public Builder correlation(Correlation correlation) {
            this.correlation = Objects.requireNonNull(correlation, "correlation");
            return this;
        }

        /** Tells this of every exchange, on the threads that serve them. Nobody is told where this is not called. */
        public Builder observer(ExchangeObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Opens all sockets and serves.
         *
         * @throws IOException where the system refuses one; all are closed then
         * @throws IllegalStateException where {@code java.net.http} was used before, in this JVM, without
         *     {@code -Djdk.httpclient.allowRestrictedHeaders=host}: it then refuses to forward {@code Host}
         */
        public JdkFrontEnd start() throws IOException {
            Platform.checkClient();
            JdkFrontEnd frontEnd = new JdkFrontEnd(this);
            frontEnd.open();
            return frontEnd;
        }

        private LiveCertificates certificates() {
            if (certificates != null) {
                return certificates;
            }
            LiveCertificates.Builder builder = LiveCertificates.builder();
            if (fallback != null) {
                builder.defaultCertificate(fallback);
            }
            return builder.build();
        }

        private static int checked(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
            }
            return port;
        }
    }
}
