package dev.gatehouse.jmh;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.yaml.WatchedManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The time from a file that is renamed to its name to the state that serves its new route, among very many routes in files of ten: until the change is
 * read, and until it is served. Each is asked for. {@code jmh/changes} measures the same from outside, with connections, beside other programs.
 */
final class FileRun {
    private static final int FOR_EACH_FILE = 10;
    private static final long LIMIT = 60;
    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: gatehouse}
            spec: {controllerName: gatehouse.dev/gateway-controller}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: front}
            spec:
              gatewayClassName: gatehouse
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: api}
            spec: {ports: [{port: 80}]}
            """;

    private FileRun() {}

    /** {@code ROUTES ROUNDS PAUSE}, the last in milliseconds between two of them. A tenth as many come before, to warm up. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        report(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
                .forEach(System.out::println);
    }

    static List<String> report(int routes, int rounds, int pause) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gatehouse-files");
        try {
            return new FileRun().measured(folder, routes, rounds, pause);
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** @param read when it was known what has changed, in nanoseconds */
    private record Served(Routes routes, long read, long served) {}

    private List<String> measured(Path folder, int routes, int rounds, int pause)
            throws IOException, InterruptedException {
        Path manifests = Files.createDirectory(folder.resolve("manifests"));
        Files.writeString(manifests.resolve("front.yaml"), GATEWAY);
        for (int from = 0; from < routes; from += FOR_EACH_FILE) {
            StringBuilder text = new StringBuilder();
            for (int i = from; i < Math.min(routes, from + FOR_EACH_FILE); i++) {
                text.append(route("route-" + i, "host-" + i / 100 + ".example.org", "/path-" + i % 100));
            }
            Files.writeString(manifests.resolve("routes-" + from + ".yaml"), text);
        }
        Percentiles reading = new Percentiles();
        Percentiles serving = new Percentiles();
        Percentiles all = new Percentiles();
        SynchronousQueue<Served> served = new SynchronousQueue<>();
        try (WatchedManifests watched = WatchedManifests.of(List.of(manifests))) {
            LiveRoutes live = LiveRoutes.of(watched.resources());
            Thread watching = new Thread(() -> watch(watched, live, served), "watch");
            watching.setDaemon(true);
            watching.start();
            for (int i = -rounds / 10; i < rounds; i++) {
                TimeUnit.MILLISECONDS.sleep(pause);
                String path = "/changed-" + (i + rounds);
                Path next = Files.writeString(folder.resolve("next"), route("changing", "changing.example.org", path));
                long begun = System.nanoTime();
                Files.move(
                        next,
                        manifests.resolve("changing.yaml"),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                Served now = served.poll(LIMIT, TimeUnit.SECONDS);
                check(now == null ? null : now.routes, path);
                if (now != null && i >= 0) {
                    reading.add(now.read - begun);
                    serving.add(now.served - now.read);
                    all.add(now.served - begun);
                }
            }
            watching.interrupt();
            watching.join();
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "| %,d changes of one file, %,d routes | p50 | p90 | p99 | worst |", rounds, routes));
        lines.add("|---|---:|---:|---:|---:|");
        lines.add(line("from the rename to what has changed", reading));
        lines.add(line("from there to the state that serves it", serving));
        lines.add(line("together", all));
        return lines;
    }

    private static void watch(WatchedManifests watched, LiveRoutes live, SynchronousQueue<Served> served) {
        try {
            while (true) {
                WatchedManifests.Change change = watched.await();
                long read = System.nanoTime();
                Routes now = live.change(change.put(), change.delete(), change.problems());
                served.put(new Served(now, read, System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(@Nullable Routes now, String path) {
        Decision decision =
                now == null ? null : now.decide(now.binds().get(0), new Asked("changing.example.org", path));
        if (!(decision instanceof Decision.Respond respond) || respond.status() != 503) {
            throw new IllegalStateException(path + " is not served, but " + decision);
        }
    }

    private record Asked(String host, String target) implements RequestHead {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public List<String> headerLines(String name) {
            return name.equals("host") ? List.of(host) : List.of();
        }
    }

    private static String line(String what, Percentiles times) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f ms | %.2f ms | %.2f ms | %.2f ms |",
                what,
                times.at(0.5) / 1e6,
                times.at(0.9) / 1e6,
                times.at(0.99) / 1e6,
                times.largest() / 1e6);
    }

    private static String route(String name, String host, String path) {
        return """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: %s}
                spec:
                  parentRefs: [{name: front}]
                  hostnames: [%s]
                  rules:
                    - matches: [{path: {type: PathPrefix, value: %s}}]
                      backendRefs: [{name: api, port: 80}]
                """.formatted(name, host, path);
    }
}
