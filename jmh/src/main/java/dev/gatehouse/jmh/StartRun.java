package dev.gatehouse.jmh;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The time from the start of {@code gatehouse serve} to its first answer, of a backend that it starts itself, and the processor time until then: with the archive
 * of classes that the launcher makes, and with the JDK's own alone. The launcher's own time is in it.
 */
final class StartRun {
    private static final String HOST = "app.example.com";
    private static final long LIMIT = Duration.ofSeconds(60).toNanos();
    private static final long PAUSE = 2_000_000;

    private StartRun() {}

    /**
     * {@code ROUNDS MANIFESTS LAUNCHER…}. In each round everything is started once, in turn, as no processor is equally fast all the time; one more round is taken
     * first to warm the machine up.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[0]);
        List<Way> ways = new ArrayList<>();
        for (boolean own : new boolean[] {true, false}) {
            for (String launcher : List.of(arguments).subList(2, arguments.length)) {
                ways.add(new Way(launcher, own, new Percentiles(), new Percentiles()));
            }
        }
        for (int i = -1; i < rounds; i++) {
            for (Way way : ways) {
                Start start = start(way.launcher, arguments[1], way.own);
                if (i >= 0) {
                    way.times.add(start.nanoseconds);
                    way.processor.add(start.cpu);
                }
            }
        }
        System.out.println("| JDK " + Runtime.version().feature()
                + " | launcher | first answer, p50 | least | processor time, p50 |");
        System.out.println("|---|---|---:|---:|---:|");
        ways.forEach(way -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f s | %.2f s | %.2f s |%n",
                way.own ? "with the launcher's archive" : "with the JDK's archive alone",
                way.launcher,
                way.times.at(0.5) / 1e9,
                way.times.at(0) / 1e9,
                way.processor.at(0.5) / 1e9));
    }

    /** @param own whether with the launcher's archive */
    private record Way(String launcher, boolean own, Percentiles times, Percentiles processor) {}

    /** @param cpu nanoseconds of processor time */
    private record Start(long nanoseconds, long cpu) {}

    private static Start start(String launcher, String manifests, boolean own)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(launcher, "serve", manifests));
        command.addAll(List.of("--http-port", String.valueOf(port), "--https-port", String.valueOf(freePort())));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")));
        String home = System.getProperty("java.home");
        builder.environment().put("JAVA_HOME", home);
        if (!own) {
            Path archive = Path.of(home, "lib", "server", "classes.jsa");
            builder.environment().put("JAVA_OPTS", "-XX:SharedArchiveFile=" + archive);
        }
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            while (!answers(port)) {
                if (!process.isAlive() || System.nanoTime() - begun > LIMIT) {
                    throw new IllegalStateException("no answer from " + command);
                }
                LockSupport.parkNanos(PAUSE);
            }
            long took = System.nanoTime() - begun;
            return new Start(
                    took,
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos());
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /api HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.endsWith(" 200");
        } catch (IOException e) {
            // Not there yet.
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
