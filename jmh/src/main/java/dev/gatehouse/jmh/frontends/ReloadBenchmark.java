package dev.gatehouse.jmh.frontends;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The time from a renamed file to the first answer by the new route, among very many routes, with streams that outlive each change; and the
 * memory that this costs.
 *
 * <p>{@code jmh/changes [--routes 100000] [--rounds 40] [--only GATEHOUSE]}. Before each round a stream is opened, and all stay open to the end: a round fails
 * where one has ended. What asks opens a connection for each request, as a client does who was not there before; what such an answer takes when nothing
 * changes is told beside it.
 */
final class ReloadBenchmark {
    private static final int WARM = 10;
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(120);
    private static final int PAUSE_MICROS = 200;
    private static final int BETWEEN_MILLIS = 200;

    private ReloadBenchmark() {}

    /** See the class. */
    public static void main(String[] given) throws Exception {
        Arguments arguments = new Arguments(List.of(given));
        System.out.println(
                "| of so many routes one more | p50 | p90 | worst | an answer alone, p50 | resident before | after | streams open |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (Reloaded program : Reloaded.values()) {
            if (arguments.text("--only", program.name()).equals(program.name())) {
                measure(program, arguments);
            }
        }
    }

    private static void measure(Reloaded program, Arguments arguments) throws Exception {
        int routes = arguments.number("--routes", 100_000);
        int rounds = arguments.number("--rounds", program == Reloaded.NGINX ? 5 : 40);
        int warm = program == Reloaded.NGINX ? 0 : WARM;
        Path folder = Files.createTempDirectory("gatehouse-changes");
        Workplace place = new Workplace(folder, Path.of(arguments.text("--gatehouse", "gatehouse")), routes);
        List<Socket> streams = new ArrayList<>();
        Path log = folder.resolve("log");
        StreamingBackend backend = new StreamingBackend();
        Process process = new ProcessBuilder(program.command(place))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            place.write("pid", Long.toString(process.pid()));
            Programs.awaitPort(process, Ports.PLAIN, log);
            awaitRoute(0);
            long before = Usage.of(process).residentKilobytes();
            long[] nanoseconds = new long[rounds];
            long[] answers = new long[rounds];
            for (int i = -warm; i < rounds; i++) {
                streams.add(stream());
                int change = warm + i + 1;
                program.write(place, change);
                long start = System.nanoTime();
                program.publish(place);
                awaitRoute(change);
                if (i >= 0) {
                    nanoseconds[i] = System.nanoTime() - start;
                    long asked = System.nanoTime();
                    awaitRoute(change);
                    answers[i] = System.nanoTime() - asked;
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
            for (Socket stream : streams) {
                if (stream.getInputStream().available() > 0) {
                    throw new IllegalStateException("a stream has ended");
                }
            }
            long after = Usage.of(process).residentKilobytes();
            print(program, routes, sorted(nanoseconds), sorted(answers), before, after, streams.size());
        } finally {
            for (Socket stream : streams) {
                stream.close();
            }
            Programs.stop(process);
            backend.close();
        }
    }

    private static long[] sorted(long[] nanoseconds) {
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static void print(
            Reloaded program, int routes, long[] changes, long[] answers, long before, long after, int streams) {
        System.out.printf(
                Locale.ROOT,
                "| %s, %,d | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %d MB | %d MB | %d |%n",
                program.title(),
                routes,
                changes[changes.length / 2] / 1e6,
                changes[changes.length * 9 / 10] / 1e6,
                changes[changes.length - 1] / 1e6,
                answers[answers.length / 2] / 1e6,
                before / 1024,
                after / 1024,
                streams);
    }

    private static void awaitRoute(int change) throws InterruptedException {
        long end = System.nanoTime() + LIMIT;
        while (!isThere(change)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("change " + change + " is not served");
            }
            TimeUnit.MICROSECONDS.sleep(PAUSE_MICROS);
        }
    }

    private static boolean isThere(int change) {
        try (Socket socket = ask(Reloaded.changed(change))) {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            // Between two processes of a reload.
            return false;
        }
    }

    /** One that has begun. */
    private static Socket stream() throws IOException {
        Socket socket = ask(StreamingBackend.STREAM);
        InputStream in = socket.getInputStream();
        String text = "";
        while (!text.contains("here")) {
            byte[] read = in.readNBytes(1);
            if (read.length == 0) {
                throw new IOException("the stream ended: " + text);
            }
            text += new String(read, StandardCharsets.US_ASCII);
        }
        while (in.available() > 0) {
            in.readNBytes(in.available());
        }
        return socket;
    }

    private static Socket ask(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Ports.PLAIN);
        socket.setTcpNoDelay(true);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + Reloaded.HOST + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
