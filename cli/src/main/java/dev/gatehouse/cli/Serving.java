package dev.gatehouse.cli;

import dev.gatehouse.cli.DemoEndpoints.ServicePort;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.insight.Finding;
import dev.gatehouse.routing.insight.Findings;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of {@code gatehouse serve}: from reading the manifests to the graceful stop. */
final class Serving {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CURL_LINES = 8;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final ManifestSource source;
    private final ClassOptions classes;
    private final PortMap ports;
    private final InetAddress address;
    private final boolean demo;
    private final FrontEndKind kind;
    private final Map<String, String> limits;
    private final ObservingOptions observing;
    private final Voice voice;
    private final DemoBackends backends = new DemoBackends();
    private final PlaceholderCertificates certificates = new PlaceholderCertificates();
    private final Set<String> told = new HashSet<>();
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
            ObservingOptions observing,
            Voice voice) {
        this.source = source;
        this.classes = classes;
        this.ports = ports;
        this.address = address;
        this.demo = demo;
        this.kind = kind;
        this.limits = limits;
        this.observing = observing;
        this.voice = voice;
    }

    /**
     * Serves until the JVM is told to end or this thread is interrupted.
     *
     * @return the exit status
     */
    int run() {
        Thread hook = new Thread(this::endWithTheJvm, "stop");
        try (backends;
                certificates;
                Observers observers = observing.open(voice.out());
                ManifestWatcher watcher = new ManifestWatcher(source.watchable())) {
            Resources read = source.read();
            LiveRoutes routes = LiveRoutes.builder()
                    .controllers(classes.controllers())
                    .capabilities(kind.capabilities())
                    .build(filled(read));
            RunningFrontEnd frontEnd = start(read, routes, observers);
            if (frontEnd == null) {
                return 2;
            }
            Runtime.getRuntime().addShutdownHook(hook);
            introduce(read, routes.current(), frontEnd);
            Thread watching = new Thread(() -> watch(watcher, routes, frontEnd), "watch");
            watching.setDaemon(true);
            watching.start();
            awaitStop();
            watching.interrupt();
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
            voice.say("Problems", ProblemsText.lines(first.problems(), voice.styles()));
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
                                    address, ports::socketPort, sockets, limits, observers.ofExchanges()),
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

    private void introduce(Resources read, Routes routes, RunningFrontEnd frontEnd) throws IOException {
        Map<String, Path> authorities = certificates.files(read);
        List<Problem> problems = problems(routes, frontEnd);
        problems.forEach(problem -> told.add(key(problem)));
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
        voice.say("Ready."
                + (source.watchable().isEmpty() ? "" : " Changes of " + source + " are served as they are saved.")
                + " Ctrl-C stops.");
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
        return "on " + (routes.listeners(bind).get(0).tls() ? "https://" : "http://")
                + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + frontEnd.socketPort(bind);
    }

    private List<String> demoBackends(Resources read) {
        List<String> lines = new ArrayList<>();
        if (demo) {
            for (ServicePort service : DemoEndpoints.missing(read)) {
                lines.add("  " + service + " at 127.0.0.1:" + backends.port(service));
            }
        }
        return lines;
    }

    private void watch(ManifestWatcher watcher, LiveRoutes routes, RunningFrontEnd frontEnd) {
        while (true) {
            try {
                watcher.await();
                update(routes, frontEnd);
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                voice.complain("this change could not be served: " + e);
            }
        }
    }

    private void update(LiveRoutes routes, RunningFrontEnd frontEnd) throws IOException {
        long begun = System.nanoTime();
        Attachment before = routes.current().attachment();
        List<Bind> open = frontEnd.binds();
        Resources read = source.read();
        boolean broken = read.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        LiveRoutes.Update update = routes.apply(broken ? read : filled(read));
        String took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms";
        String time = voice.styles().dim(CLOCK.format(LocalTime.now(ZoneId.systemDefault()))) + " ";
        if (update instanceof LiveRoutes.Update.Refused refused) {
            voice.say(time + voice.styles().red("Change refused") + ": " + ProblemsText.count(refused.errors())
                    + ". What was served is served on.");
            ProblemsText.lines(refused.errors(), voice.styles()).forEach(voice::say);
            return;
        }
        Routes now = ((LiveRoutes.Update.Applied) update).routes();
        certificates.files(read);
        RouteChanges changes = RouteChanges.between(before, now.attachment());
        voice.mention(time + voice.styles().green("Change served") + " after " + took + ": " + changes.count());
        changes.lines(voice.styles()).forEach(voice::mention);
        ports(open, now, frontEnd);
        List<Problem> problems = problems(now, frontEnd);
        List<Problem> fresh = problems.stream()
                .filter(problem -> !told.contains(key(problem)))
                .toList();
        ProblemsText.lines(fresh, voice.styles()).forEach(voice::say);
        told.clear();
        problems.forEach(problem -> told.add(key(problem)));
    }

    /** Says which ports a change opened, and which it could not. */
    private void ports(List<Bind> before, Routes now, RunningFrontEnd frontEnd) {
        List<Bind> open = frontEnd.binds();
        for (Bind bind : now.binds()) {
            if (!open.contains(bind)) {
                voice.say("  " + bind + " is not open, for its port is another's; serve it from the start, or with"
                        + " --port-map, to have a port for it");
            } else if (!before.contains(bind)) {
                voice.say("  " + bind + " " + place(bind, now, frontEnd));
            }
        }
    }

    /** The manifests with what they lack to be tried on this machine. */
    private Resources filled(Resources read) {
        Resources trusted = certificates.filled(read);
        return demo ? backends.filled(trusted) : trusted;
    }

    /** What {@code gatehouse check} finds, and what the front end met. */
    private static List<Problem> problems(Routes routes, RunningFrontEnd frontEnd) {
        return Findings.of(routes, frontEnd.problems()).stream()
                .map(Finding::problem)
                .toList();
    }

    /** What makes a problem the same when lines have moved. */
    private static String key(Problem problem) {
        return problem.name() + " " + problem.resource() + " " + problem.field() + " " + problem.message();
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> "  " + line).toList();
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
