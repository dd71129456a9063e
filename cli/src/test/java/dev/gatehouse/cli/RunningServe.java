package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code gatehouse serve} in this process, on free ports. */
final class RunningServe implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final Thread thread;

    private RunningServe(List<String> arguments) {
        thread = new Thread(() -> status.complete(Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new))));
        thread.start();
    }

    /** Starts and waits until it is ready. */
    static RunningServe of(String... arguments) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("serve", "--https-port", "0"));
        all.addAll(List.of(arguments));
        if (!all.contains("--http-port")) {
            all.addAll(List.of("--http-port", "0"));
        }
        RunningServe serve = new RunningServe(all);
        serve.await("(?m)^Ready\\.");
        return serve;
    }

    /** The socket's port that stands in the output after this pattern. */
    int port(String pattern) throws InterruptedException {
        return Integer.parseInt(await(pattern + ":(\\d+)").group(1));
    }

    int httpPort() throws InterruptedException {
        return port("on http://127\\.0\\.0\\.1");
    }

    int httpsPort() throws InterruptedException {
        return port("on https://127\\.0\\.0\\.1");
    }

    /** Waits until the output holds this pattern. */
    Matcher await(String pattern) throws InterruptedException {
        Pattern compiled = Pattern.compile(pattern);
        for (long end = System.nanoTime() + DEADLINE.toNanos(); System.nanoTime() < end; ) {
            Matcher matcher = compiled.matcher(out());
            if (matcher.find()) {
                return matcher;
            }
            if (status.isDone()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return fail("no " + pattern + " in\n" + out() + "\n" + err.toString(StandardCharsets.UTF_8));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Stops as a signal would. */
    int stop() {
        thread.interrupt();
        return status.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        stop();
    }
}
