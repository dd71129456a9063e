package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The access log of {@code gatehouse serve}. */
class AccessLogOptionsTest {
    private static final String HOST = "app.example.com";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void aLineForEachExchange(String frontEnd) throws Exception {
        Path file = folder.resolve("access.log");
        String format = "{method} {host} {target} {status} [{route}] [{backend}] {tries} {complete}";
        try (RunningServe serve = serve(frontEnd, "--access-log", file.toString(), "--access-log-format", format)) {
            Wire.get(serve.httpPort(), HOST, "/api/x?y");
            Wire.get(serve.httpPort(), "other.example.com", "/");
            serve.stop();
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size(), lines.toString());
        // A line is written as its exchange ends, which a client may see before.
        assertEquals(
                Set.of(
                        "GET " + HOST + " /api/x?y 200 [Ingress default/shop rule 0] [default/api:80] 1 true",
                        "GET other.example.com / 404 [-] [-] 0 true"),
                Set.copyOf(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void aFileThatIsRotatedIsMadeAnewAndNoLineIsLost(String frontEnd) throws Exception {
        Path file = folder.resolve("access.log");
        Path moved = folder.resolve("access.log.1");
        try (RunningServe serve = serve(frontEnd, "--access-log", file.toString(), "--access-log-format", "{target}")) {
            Wire.get(serve.httpPort(), HOST, "/1");
            for (long end = System.nanoTime() + DEADLINE.toNanos(); Files.size(file) == 0; ) {
                assertTrue(System.nanoTime() < end, "no line");
                TimeUnit.MILLISECONDS.sleep(5);
            }
            Files.move(file, moved);
            Wire.get(serve.httpPort(), HOST, "/2");
            serve.stop();
        }
        assertEquals("/1\n", Files.readString(moved));
        assertEquals("/2\n", Files.readString(file));
    }

    @Test
    void standardOutputInTheCombinedFormat() throws Exception {
        try (RunningServe serve = serve("netty", "-q", "--access-log", "-")) {
            Wire.get(serve.port("Ingress:80 on http://127\\.0\\.0\\.1"), HOST, "/");
            serve.await("(?m)^127\\.0\\.0\\.1 - - \\[[^\\]]+] \"GET / HTTP/1\\.1\" 200 \\d+ \"-\" \"-\"$");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--access-log=/nowhere/at/all, --access-log: /nowhere/at/all cannot be written",
        "--access-log-format={path}, 'field \"path\" (expected: header:NAME or one of time, clock, client, '",
        "--access-log-format={path, the brace at 0 is not closed"
    })
    void aWrongOneKeepsTheProgramFromServing(String option, String told) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        int status = Main.run(
                nowhere,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "serve",
                Examples.folder("shop").toString(),
                option);
        assertEquals(2, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(told), err.toString(StandardCharsets.UTF_8));
    }

    private static RunningServe serve(String frontEnd, String... arguments) throws InterruptedException {
        String[] all = new String[arguments.length + 3];
        all[0] = Examples.folder("shop").toString();
        all[1] = "--front-end";
        all[2] = frontEnd;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return RunningServe.of(all);
    }
}
