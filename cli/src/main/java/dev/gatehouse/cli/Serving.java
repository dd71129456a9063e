package dev.gatehouse.cli;

import dev.gatehouse.cli.DemoEndpoints.ServicePort;
import dev.gatehouse.netty.ProxyProtocol;
import dev.gatehouse.routing.ListenerChange;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.insight.Findings;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.WatchedManifests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of {@code gatehouse serve}: from reading the manifests to the graceful stop. */
final class Serving {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CURL_LINES = 8;

    private final ManifestSource source;
    private final ClassOptions classes;
    private final PortMap ports;
    private final InetAddress address;
    private final boolean demo;
    private final FrontEndKind kind;
    private final Map<String, String> limits;
    private final Balancing balancing;
    private final ProxyProtocol proxy;
    private final NativeOptions natives;
    private final ObservingOptions observing;
    private final Voice voice;
    private final Filling filling;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param demo whether demo backends stand behind Services without endpoints */
    Serving(
            ManifestSource source,
            ClassOptions classes,
            PortMap ports,
            InetAddress address,
            boolean demo,
            FrontEndKind kind,
            Map<String, String> limits,
            Balancing balancing,
            ProxyProtocol proxy,
            NativeOptions natives,
            ObservingOptions observing,
            Voice voice) {
        this.source = source;
        this.classes = classes;
        this.ports = ports;
        this.address = address;
        this.demo = demo;
        this.kind = kind;
        this.limits = limits;
        this.balancing = balancing;
        this.proxy = proxy;
        this.natives = natives;
        this.observing = observing;
        this.voice = voice;
        this.filling = new Filling(demo);
    }

    /**
     * Serves until the JVM is told to end or this thread is interrupted.
     *
     * @return the exit status
     */
    int run() {
        Thread hook = new Thread(this::endWithTheJvm, "stop");
        Thread preparing = new Thread(kind::prepare, "prepare");
        preparing.setDaemon(true);
        preparing.start();
        try (filling;
                Observers observers = observing.open(voice.out());
                WatchedManifests manifests = source.watched()) {
            Resources read = manifests.resources();
            LiveRoutes routes = balancing
                    .configure(LiveRoutes.builder(), observers)
                    .controllers(classes.controllers())
                    .capabilities(kind.capabilities())
                    .build(filling.filled(read));
            observers.routes(routes);
            await(preparing);
            RunningFrontEnd frontEnd = start(read, routes, observers);
            if (frontEnd == null) {
                return 2;
            }
            observers.follow(routes);
            Runtime.getRuntime().addShutdownHook(hook);
            Routes first = routes.current();
            observers.ready(true);
            long begun = System.nanoTime();
            List<Problem> told = introduce(read, first, frontEnd, observers.port());
            long took = System.nanoTime() - begun;
            try (ChangeReports reports = new ChangeReports(
                    voice,
                    frontEnd,
                    now -> problems(now, frontEnd.problems()),
                    (now, bind) -> place(bind, now, frontEnd),
                    first,
                    told,
                    took)) {
                observers.tellEjections(reports);
                HealthChecks checks = routes.healthChecks();
                if (checks != null) {
                    checks.observe(reports);
                }
                Thread watching = new Thread(() -> watch(manifests, routes, reports), "watch");
                watching.setDaemon(true);
                watching.start();
                awaitStop();
                watching.interrupt();
            }
            observers.ready(false);
            voice.say("Stopping: requests under way have " + PATIENCE.toSeconds() + " seconds to end.");
            frontEnd.stop(PATIENCE);
            voice.say("Stopped.");
            return 0;
        } catch (IOException e) {
            voice.complain(e.toString());
            return 2;
        } finally {
            stopped.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is ending already, and that is why we are here.
            }
        }
    }

    /** Opens the sockets; null, with the reason said, where that cannot be. */
    private @Nullable RunningFrontEnd start(Resources read, LiveRoutes routes, Observers observers) {
        Routes first = routes.current();
        if (first.binds().isEmpty()) {
            classes.describe(read).forEach(voice::say);
            voice.say("Problems", ProblemsText.lines(problems(first, List.of()), voice.styles()));
            voice.complain("nothing to serve was read from " + source);
            return null;
        }
        Map<Bind, Integer> sockets = ports.assign(first.binds(), Map.of(), this::isFree);
        boolean taken = false;
        for (Map.Entry<Bind, Integer> socket : sockets.entrySet()) {
            Bind bind = socket.getKey();
            int port = socket.getValue();
            if (port != ports.socketPort(bind.port())) {
                voice.say(bind + " is on " + port + ", for " + ports.socketPort(bind.port())
                        + " is that of another Gateway");
            } else if (port != 0 && !isFree(port)) {
                voice.complain(taken(bind, port));
                taken = true;
            }
        }
        try {
            return taken
                    ? null
                    : kind.start(
                            routes,
                            new FrontEndKind.Sockets(
                                    address,
                                    ports::socketPort,
                                    sockets,
                                    limits,
                                    observing.correlation(),
                                    observers.ofExchanges(),
                                    observers.ofConnections(),
                                    proxy,
                                    natives.transport(),
                                    natives.tls(),
                                    natives.http3()),
                            null);
        } catch (IOException e) {
            voice.complain(e.getMessage() + "; --port-map PORT=SOCKET chooses other sockets");
            return null;
        }
    }

    private String taken(Bind bind, int port) {
        String option = bind.port() == 80 ? "--http-port" : bind.port() == 443 ? "--https-port" : null;
        String map = "--port-map " + bind.port() + "=" + (port + 1);
        return "port " + port + " on " + address.getHostAddress() + ", wanted for " + bind
                + ", cannot be opened: something listens there already, or it is not permitted. Choose another with "
                + (option == null ? map : option + " " + (port + 1) + " (or " + map + ")");
    }

    private boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Says what is served.
     *
     * @param metrics the port of {@code /metrics}; null for none
     * @return the problems that were told
     */
    private List<Problem> introduce(Resources read, Routes routes, RunningFrontEnd frontEnd, @Nullable Integer metrics)
            throws IOException {
        Map<String, Path> authorities = filling.files();
        List<Problem> problems = problems(routes, frontEnd.problems());
        if (voice.quiet()) {
            for (Bind bind : frontEnd.binds()) {
                voice.say(bind + " " + place(bind, routes, frontEnd));
            }
            voice.say(
                    "Problems",
                    ProblemsText.lines(
                            problems.stream()
                                    .filter(problem -> problem.severity() != Severity.HINT)
                                    .toList(),
                            voice.styles()));
        } else {
            classes.describe(read).forEach(voice::say);
            voice.say(
                    "Routes",
                    RoutingTableText.lines(routes.attachment(), bind -> place(bind, routes, frontEnd), voice.styles()));
            voice.say("Demo backends, for Services without endpoints", demoBackends(read));
            voice.say("Problems", ProblemsText.lines(problems, voice.styles()));
            CurlLines curl = new CurlLines(address, frontEnd::socketPort, authorities);
            voice.say("Try", indented(curl.of(open(routes.attachment(), frontEnd), CURL_LINES)));
            voice.say("");
        }
        if (metrics != null) {
            voice.say("Metrics on http://" + observing.metricsHost() + ":" + metrics + "/metrics");
        }
        if (!voice.quiet()) {
            voice.say(frontEnd.means());
        }
        voice.say("Ready."
                + (source.watchable().isEmpty() ? "" : " Changes of " + source + " are served as they are saved.")
                + " Ctrl-C stops.");
        return problems;
    }

    /** The listeners whose sockets are open. */
    private static Attachment open(Attachment attachment, RunningFrontEnd frontEnd) {
        Set<Bind> binds = Set.copyOf(frontEnd.binds());
        return new Attachment(
                attachment.listeners().stream()
                        .filter(listener -> binds.contains(listener.bind()))
                        .toList(),
                attachment.parents(),
                attachment.problems());
    }

    private String place(Bind bind, Routes routes, RunningFrontEnd frontEnd) {
        if (!frontEnd.binds().contains(bind)) {
            return "(not open)";
        }
        String host = address.getHostAddress();
        String scheme = switch (routes.listeners(bind).get(0).protocol()) {
            case HTTP -> "http://";
            case HTTPS -> "https://";
            default -> "";
        };
        return "on " + scheme + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + frontEnd.socketPort(bind);
    }

    private List<String> demoBackends(Resources read) {
        List<String> lines = new ArrayList<>();
        if (demo) {
            for (ServicePort service : DemoEndpoints.missing(read)) {
                lines.add("  " + service + " at 127.0.0.1:" + filling.backends().port(service));
            }
        }
        return lines;
    }

    private void watch(WatchedManifests manifests, LiveRoutes routes, ChangeReports reports) {
        while (true) {
            try {
                WatchedManifests.Change change = manifests.await();
                if (change.errors().isEmpty()) {
                    serve(change, manifests, routes, reports);
                } else {
                    routes.refuse(change.errors());
                    reports.refused(change.errors());
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                voice.complain("this change could not be served: " + e);
            }
        }
    }

    private void serve(
            WatchedManifests.Change change, WatchedManifests manifests, LiveRoutes routes, ChangeReports reports)
            throws IOException {
        long begun = System.nanoTime();
        WatchedManifests.Change filled = filling.with(change, manifests.resources());
        Routes now = routes.change(filled.put(), filled.delete(), filled.problems());
        long took = System.nanoTime() - begun;
        List<ListenerChange> rules = now.changes();
        if (filling.mayBeOutdated(change)) {
            WatchedManifests.Change outdated = filling.outdated(change, manifests.resources());
            if (!outdated.put().isEmpty() || !outdated.delete().isEmpty()) {
                now = routes.change(outdated.put(), outdated.delete(), outdated.problems());
                rules = null;
            }
        }
        filling.write();
        reports.served(now, rules, took);
    }

    /** What {@code gatehouse check} finds, and what the front end met. */
    private static List<Problem> problems(Routes routes, List<Problem> met) {
        return Findings.of(routes, met).stream().map(Finding::problem).toList();
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> "  " + line).toList();
    }

    /** Until it is done; if this thread is interrupted, which asks it to stop, that shows in what comes next. */
    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStop() {
        try {
            stop.await();
        } catch (InterruptedException e) {
            // Asked to stop by who runs us: the flag would only disturb the stop.
        }
    }

    /** Runs while the JVM ends: it goes on to end when this returns. */
    private void endWithTheJvm() {
        stop.countDown();
        try {
            stopped.await(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
