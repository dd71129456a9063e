package dev.gatehouse.netty;

import dev.gatehouse.netty.upstream.Upstreams;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.observe.ConnectionObserver;
import dev.gatehouse.routing.observe.ConnectionRefusal;
import dev.gatehouse.routing.observe.Correlation;
import dev.gatehouse.routing.observe.ExchangeObserver;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Source;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.live.LiveCertificates;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Serves routes with Netty: HTTP/1.1, HTTP/2 and WebSocket, plain and over TLS; HTTP/3 where it is asked for; TLS that is passed through, TCP and UDP.
 *
 * <pre>{@code
 * LiveRoutes routes = LiveRoutes.of(Manifests.read(Path.of("shop.yaml")));
 * try (NettyFrontEnd frontEnd = NettyFrontEnd.builder(routes).port(80, 8080).port(443, 8443).start()) {
 *     routes.apply(Manifests.read(Path.of("shop.yaml"))); // sockets open and close as listeners come and go
 * }
 * }</pre>
 *
 * <p>For each {@link Bind} of the routes there is one server socket. One that stays in an update stays open, with its connections; what is
 * under way ends as it began, for a request asks the routes once. Certificates are chosen anew in each handshake.
 *
 * <p>A few threads serve everything ({@link FrontEndLimits#threads}). All methods are safe for any number of threads. Nothing is
 * started before {@link Builder#start}, and nothing is left after {@link #stop}.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class NettyFrontEnd implements AutoCloseable {
    /** What this front end can carry out. */
    public static final Capabilities CAPABILITIES = Capabilities.ALL;

    private static final Logger LOG = System.getLogger("dev.gatehouse.netty");
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final ToIntFunction<Bind> ports;
    private final InetAddress address;
    private final LiveServedRoutes routes;
    private final FrontEndLimits limits;
    private final ProxyProtocol proxy;
    private final Correlation correlation;
    private final @Nullable ExchangeObserver observer;
    private final @Nullable ConnectionObserver connectionObserver;
    private final Transport transport;
    private final TlsLibrary tls;
    private final EventLoopThreads threads = new EventLoopThreads();
    private final EventLoopGroup group;
    private final Upstreams upstreams;
    private final StreamCounters streamCounters = new StreamCounters();
    private final DatagramCounters datagramCounters = new DatagramCounters();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Thread> drains = new ArrayList<>();
    private final @Nullable HealthProbes health;
    private final @Nullable Http3Ports http3;
    private Map<Bind, ServedPort> open = new LinkedHashMap<>();
    private List<Problem> problems = List.of();
    private Runnable unsubscribe = () -> {};
    private boolean stopped;

    private NettyFrontEnd(Builder settings) {
        this.ports = settings.ports();
        this.address = settings.address;
        this.routes = new LiveServedRoutes(settings.routes, settings.certificates());
        this.limits = settings.limits;
        this.proxy = settings.proxy;
        this.correlation = settings.correlation;
        this.observer = settings.observer;
        this.connectionObserver = settings.connectionObserver;
        this.transport = settings.transport;
        this.tls = settings.tls;
        this.group = transport.group(limits.threads(), threads);
        boolean openSsl = tls == TlsLibrary.OPENSSL;
        this.upstreams = new Upstreams(transport.channel(), openSsl, limits.upstream());
        this.http3 = settings.http3 ? new Http3Ports(routes, proxy, this::openHttp3) : null;
        HealthChecks checks = settings.routes.healthChecks();
        this.health = checks == null ? null : HealthProbes.on(group, checks, transport, openSsl, limits.upstream());
    }

    /** A front end for these routes. */
    public static Builder builder(LiveRoutes routes) {
        return new Builder(Objects.requireNonNull(routes, "routes"));
    }

    /**
     * Does nothing where HTTP/3 can be served here.
     *
     * @throws IllegalStateException where it cannot, with what is missing
     */
    public static void requireHttp3() {
        Http3Ports.require();
    }

    private void open() throws IOException {
        Runnable end = routes.onChange(this::update);
        synchronized (this) {
            unsubscribe = end;
            IOException refused = reconcile();
            if (refused == null) {
                LOG.log(Level.INFO, "Bytes are moved by {0}, TLS is that of {1}", transport.kind(), tls);
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

    private record Socket(Bind.Transport transport, int port) {}

    /** Opens, keeps and closes; the first socket that the system refused, if any. */
    private @Nullable IOException reconcile() {
        List<Problem> found = new ArrayList<>();
        Map<Bind, ServedPort> next = new HashMap<>();
        Map<Socket, Bind> taken = new HashMap<>();
        List<Bind> opening = new ArrayList<>();
        Map<Integer, Bind> datagrams = new HashMap<>();
        List<Bind> wanted = routes.binds();
        for (Bind bind : wanted) {
            int socketPort = ports.applyAsInt(bind);
            Bind first = socketPort == 0 ? null : taken.putIfAbsent(new Socket(bind.transport(), socketPort), bind);
            ServedPort kept = open.get(bind);
            if (first != null) {
                found.add(problem("port-in-use", bind, "port " + socketPort + " is that of " + first + " already"));
            } else if (kept != null && keep(kept)) {
                next.put(bind, kept);
            } else {
                opening.add(bind);
            }
            if (bind.transport() == Bind.Transport.UDP) {
                datagrams.putIfAbsent(socketPort, bind);
            }
        }
        open.forEach((bind, port) -> {
            if (!next.containsKey(bind)) {
                LOG.log(Level.INFO, "{0} is no longer served", bind);
                drainAside(port, () -> {});
            }
        });
        if (http3 != null) {
            http3.leave(next, datagrams).forEach(port -> leaveHttp3(port, datagrams));
        }
        IOException refused = null;
        for (Bind bind : opening) {
            int socketPort = ports.applyAsInt(bind);
            try {
                ServedPort port = open(bind, socketPort);
                next.put(bind, port);
                LOG.log(Level.INFO, "{0} is served on {1}", bind, String.valueOf(port.socketPort()));
            } catch (IOException e) {
                refused = refused == null
                        ? new IOException(bind + ": port " + socketPort + ": " + e.getMessage(), e)
                        : refused;
                found.add(problem("port-not-opened", bind, "port " + socketPort + ": " + e.getMessage()));
            }
        }
        open = new LinkedHashMap<>();
        for (Bind bind : wanted) {
            ServedPort port = next.get(bind);
            if (port != null) {
                open.put(bind, port);
            }
        }
        if (http3 != null) {
            for (ServedPort port : open.values()) {
                String obstacle = http3.open(port, datagrams);
                if (obstacle != null) {
                    found.add(new Problem(
                            Problem.Severity.WARNING,
                            "http3-not-opened",
                            Source.NONE,
                            port.bind().owner(),
                            FieldPath.ROOT,
                            "port " + port.bind().port() + " is served without HTTP/3: " + obstacle));
                }
            }
        }
        found.forEach(problem -> LOG.log(Level.WARNING, problem.toString()));
        problems = List.copyOf(found);
        if (health != null) {
            health.follow(routes.live().current());
        }
        return refused;
    }

    /** Whether the socket is for what the listeners of its bind say now. */
    private boolean keep(ServedPort port) {
        if (port instanceof DatagramPort datagrams) {
            datagrams.leaveGoneEndpoints();
        }
        if (!(port instanceof OpenPort connections)) {
            return true;
        }
        PortKind kind = routes.kind(port.bind());
        if (kind != connections.kind() && connections.kind().canBecome(kind)) {
            connections.use(use(port.bind()));
        }
        return kind == connections.kind();
    }

    private ServedPort open(Bind bind, int socketPort) throws IOException {
        if (bind.transport() == Bind.Transport.UDP) {
            DatagramPort port = new DatagramPort(bind, routes.live(), transport, limits, datagramCounters);
            port.open(group, new InetSocketAddress(address, socketPort));
            return port;
        }
        OpenPort port = new OpenPort(bind, use(bind), limits, connections(bind));
        port.open(transport, group, new InetSocketAddress(address, socketPort));
        return port;
    }

    private ClientConnections connections(Bind bind) {
        return new ClientConnections(bind, limits.connections(), connections, connectionObserver);
    }

    private Http3Port openHttp3(Bind bind, int socketPort) throws IOException {
        Http3Port port = new Http3Port(bind, http(bind, null), routes.quic(bind), limits, connections(bind));
        port.open(transport, group, new InetSocketAddress(address, socketPort));
        LOG.log(Level.INFO, "{0} is served over HTTP/3 on {1}", bind, String.valueOf(socketPort));
        return port;
    }

    private void leaveHttp3(Http3Port port, Map<Integer, Bind> datagrams) {
        LOG.log(Level.INFO, "{0} is no longer served over HTTP/3", port.bind());
        if (datagrams.containsKey(port.socketPort())) {
            // Somebody else needs the socket now.
            port.drain();
            port.awaitEnd(Duration.ZERO);
        } else {
            // A port of this number may be wanted again before the socket is free.
            drainAside(port, this::update);
        }
    }

    /** @param http3 whether the port speaks it now; null where clients are not told */
    private HttpPipeline http(Bind bind, @Nullable BooleanSupplier http3) {
        return new HttpPipeline(
                routes.live(),
                bind,
                upstreams,
                limits,
                correlation,
                () -> routes.clients(bind),
                observer,
                connectionObserver,
                http3);
    }

    private OpenPort.Use use(Bind bind) {
        PortKind kind = routes.kind(bind);
        HttpPipeline http = http(bind, http3 == null || kind == PortKind.HTTP ? null : http3.isOpen(bind));
        StreamForwarding streams = new StreamForwarding(routes.live(), bind, upstreams, limits, streamCounters, proxy);
        Entrance entrance = switch (kind) {
            case HTTP -> Entrance.http(http);
            case HTTPS -> new HttpsEntrance(http, routes.engines(bind, tls), limits);
            case TLS -> new TlsEntrance(new HttpsEntrance(http, routes.engines(bind, tls), limits), streams);
            case TCP -> Entrance.tcp(streams);
        };
        return new OpenPort.Use(
                kind,
                proxy.isExpectedAt(bind.port())
                        ? ProxyHeaderReader.before(entrance, proxy, bind.port(), refusal -> refused(bind, refusal))
                        : entrance);
    }

    private void refused(Bind bind, ConnectionRefusal refusal) {
        if (connectionObserver != null) {
            connectionObserver.refused(bind, refusal);
        }
    }

    private void drainAside(ServedPort port, Runnable then) {
        port.drain();
        drains.removeIf(thread -> !thread.isAlive());
        Thread drain = new Thread(
                () -> {
                    port.awaitEnd(DRAIN);
                    then.run();
                },
                "gatehouse-drain");
        drain.setDaemon(true);
        drains.add(drain);
        drain.start();
    }

    private static Problem problem(String name, Bind bind, String message) {
        return new Problem(Problem.Severity.ERROR, name, Source.NONE, bind.owner(), FieldPath.ROOT, message);
    }

    /** The ports that are open, in the order of the routes. */
    public synchronized List<Bind> binds() {
        return List.copyOf(open.keySet());
    }

    /**
     * The port of the socket on which {@code bind} is served.
     *
     * @throws IllegalArgumentException where it is not open
     */
    public synchronized int socketPort(Bind bind) {
        ServedPort port = open.get(bind);
        if (port == null) {
            throw new IllegalArgumentException(bind + " is not open");
        }
        return port.socketPort();
    }

    /**
     * What keeps listeners from being served as they are written: {@code port-in-use} where two ask for one socket (the first in the
     * order of the resources has it), {@code port-not-opened} where the system refused one in an update, {@code http3-not-opened} where HTTP/3
     * is asked for and a port cannot serve all its clients over it, and what is wrong with certificates.
     */
    public synchronized List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(routes.problems());
        return List.copyOf(all);
    }

    /** Those of {@link #binds} that are open for HTTP/3 too, under the same number. */
    public synchronized List<Bind> http3Binds() {
        return http3 == null
                ? List.of()
                : http3.all().stream().map(Http3Port::bind).toList();
    }

    /** What moves bytes between sockets and memory here; never {@link SocketTransport#AUTO}. */
    public SocketTransport transport() {
        return transport.kind();
    }

    /** What speaks TLS here; never {@link TlsLibrary#AUTO}. */
    public TlsLibrary tls() {
        return tls;
    }

    /** What has become of connections that go on as they are, up to now. */
    public StreamCounts streams() {
        return streamCounters.now();
    }

    /** What has become of datagrams, up to now. */
    public DatagramCounts datagrams() {
        return datagramCounters.now();
    }

    /**
     * Stops: refuses new connections at once, lets what is under way end (with {@code Connection: close}, or GOAWAY), and after
     * {@code drain} at the latest cuts what is left; flows of datagrams end at once. Returns when all is closed; a second call does nothing.
     */
    public void stop(Duration drain) {
        List<ServedPort> closing;
        List<Thread> draining;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            unsubscribe.run();
            closing = new ArrayList<>(open.values());
            if (http3 != null) {
                closing.addAll(http3.all());
            }
            open = new LinkedHashMap<>();
            draining = List.copyOf(drains);
            if (health != null) {
                health.end();
            }
        }
        closing.forEach(ServedPort::drain);
        long until = System.nanoTime() + drain.toNanos();
        for (ServedPort port : closing) {
            port.awaitEnd(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        }
        upstreams.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        join(draining);
        join(threads.all());
    }

    private static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@link #stop} with 10 seconds. */
    @Override
    public void close() {
        stop(DRAIN);
    }

    /** Settings of a {@link NettyFrontEnd}. */
    public static final class Builder {
        private final LiveRoutes routes;
        private final Map<Integer, Integer> byListenerPort = new HashMap<>();
        private final Map<Bind, Integer> byBind = new HashMap<>();
        private IntUnaryOperator mapping = port -> port;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private @Nullable ServerCertificate fallback;
        private @Nullable LiveCertificates certificates;
        private FrontEndLimits limits = FrontEndLimits.defaults();
        private ProxyProtocol proxy = ProxyProtocol.NONE;
        private Correlation correlation = Correlation.DEFAULT;
        private @Nullable ExchangeObserver observer;
        private @Nullable ConnectionObserver connectionObserver;
        private Transport transport = Transport.of(SocketTransport.AUTO);
        private TlsLibrary tls = TlsLibrary.AUTO.present();
        private boolean http3;

        private Builder(LiveRoutes routes) {
            this.routes = routes;
        }

        /**
         * Serves the listeners of {@code listenerPort} on {@code socketPort}; 0 is any free port ({@link NettyFrontEnd#socketPort} tells).
         * What routes and backends see stays the listener's.
         */
        public Builder port(int listenerPort, int socketPort) {
            byListenerPort.put(listenerPort, checked(socketPort));
            return this;
        }

        /** Serves one bind on {@code socketPort}, whatever is said for its listener port: so two Gateways can have the same. */
        public Builder port(Bind bind, int socketPort) {
            byBind.put(Objects.requireNonNull(bind, "bind"), checked(socketPort));
            return this;
        }

        /**
         * Serves listeners that nothing else is said for on the socket that this function gives for their port, those that appear later
         * too. Where this is not called, a listener's port is its socket's, which below 1024 needs a privilege on most systems.
         *
         * @param mapping from 1 to 65535 to 0 to 65535; asked again at each change, and must then say the same
         */
        public Builder ports(IntUnaryOperator mapping) {
            this.mapping = Objects.requireNonNull(mapping, "mapping");
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

        /** Where the PROXY protocol is spoken; nowhere where this is not called. */
        public Builder proxyProtocol(ProxyProtocol proxy) {
            this.proxy = Objects.requireNonNull(proxy, "proxy");
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

        /** Tells this of every exchange; it is called on the event loops and must not block. Nobody is told where this is not called. */
        public Builder observer(ExchangeObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /** Tells this of every connection; it is called on the event loops and must not block. Nobody is told where this is not called. */
        public Builder connections(ConnectionObserver observer) {
            this.connectionObserver = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /**
         * What moves bytes between sockets and memory; {@link SocketTransport#AUTO} where this is not called.
         *
         * @throws IllegalStateException where it is not there, with what is missing
         */
        public Builder transport(SocketTransport transport) {
            this.transport = Transport.of(Objects.requireNonNull(transport, "transport"));
            return this;
        }

        /**
         * What speaks TLS with clients and backends; {@link TlsLibrary#AUTO} where this is not called.
         *
         * @throws IllegalStateException where it is not there, with what is missing
         */
        public Builder tls(TlsLibrary library) {
            this.tls = Objects.requireNonNull(library, "library").present();
            return this;
        }

        /**
         * Whether each port of HTTPS listeners is open for HTTP/3 too: for QUIC, under the number of its socket. Answers over TLS then tell
         * clients so, with {@code Alt-Svc}. Not where this is not called. Where a port cannot serve its clients over QUIC as it does over TCP,
         * {@link NettyFrontEnd#problems} has {@code http3-not-opened}.
         *
         * @throws IllegalStateException where it is asked for and cannot be served here, with what is missing
         */
        public Builder http3(boolean http3) {
            if (http3) {
                requireHttp3();
            }
            this.http3 = http3;
            return this;
        }

        /**
         * Opens all sockets and serves.
         *
         * @throws IOException where the system refuses one; all are closed then
         */
        public NettyFrontEnd start() throws IOException {
            NettyFrontEnd frontEnd = new NettyFrontEnd(this);
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

        private ToIntFunction<Bind> ports() {
            Map<Integer, Integer> ports = Map.copyOf(byListenerPort);
            Map<Bind, Integer> binds = Map.copyOf(byBind);
            IntUnaryOperator others = mapping;
            return bind -> {
                Integer own = binds.get(bind);
                Integer port = own != null ? own : ports.get(bind.port());
                return port != null ? port : checked(others.applyAsInt(bind.port()));
            };
        }

        private static int checked(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
            }
            return port;
        }
    }
}
