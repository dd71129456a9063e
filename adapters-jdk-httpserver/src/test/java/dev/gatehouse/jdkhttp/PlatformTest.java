package dev.gatehouse.jdkhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JDK's server is told by properties, which it reads once: so each front end here has a JVM of its own. */
final class PlatformTest {
    private static final int DESCRIPTORS = 400;

    private static Map<String, String> missing(Map<String, String> given) {
        return Platform.missing(given::get, DESCRIPTORS);
    }

    @Test
    void whatIsSetByHandStays() {
        assertEquals("10", missing(Map.of()).get("sun.net.httpserver.maxReqTime"));
        for (String name : missing(Map.of()).keySet()) {
            assertNull(missing(Map.of(name, "7")).get(name), name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sun.net.httpserver.maxReqTime, 300",
        "sun.net.httpserver.maxRspTime, 300",
        "sun.net.httpserver.timerMillis, 500",
    })
    void boundsForWholeRequestsAndAnswersAreLeftAlone(String name, String value) {
        Map<String, String> missing = missing(Map.of(name, value));
        assertNull(missing.get("sun.net.httpserver.maxReqTime"));
        assertNull(missing.get("sun.net.httpserver.timerMillis"));
    }

    @ParameterizedTest
    @CsvSource({"400, 100", "1048576, 262144", "3, 1", "99999999999, 2147483647", "0, "})
    void aPortHasAQuarterOfTheDescriptors(long descriptors, String connections) {
        assertEquals(connections, Platform.missing(name -> null, descriptors).get("jdk.httpserver.maxConnections"));
    }

    @ParameterizedTest
    @CsvSource({
        "'Max open files            1024                 4096                 files     ', 1024",
        "'Max open files            unlimited            unlimited            files     ', 0",
        "'Max open files', 0",
        "'Max processes             7823                 7823                 processes ', 0",
    })
    void theLimitOfDescriptorsIsRead(String line, long expected) {
        assertEquals(
                expected,
                Platform.descriptors(List.of("Limit                     Soft Limit           Hard Limit", line)));
    }

    @Test
    void connectionsBeyondTheDescriptorsAreClosed() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/limits")), "the system does not tell its limits");
        List<RawClient> clients = new ArrayList<>();
        try (Served served = Served.start("ulimit -n " + DESCRIPTORS + " && exec \"$0\" \"$@\"")) {
            for (int i = 0; i < DESCRIPTORS / 4; i++) {
                clients.add(new RawClient(served.port));
            }
            assertEquals(404, last(clients).get("/").answer().status());
            for (int i = 0; i < DESCRIPTORS; i++) {
                try (RawClient more = new RawClient(served.port)) {
                    assertTrue(more.isClosedByPeer());
                }
            }
            assertEquals(404, last(clients).get("/").answer().status());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** One second here instead of ten: that is the property's unit. */
    @Test
    void aSilentConnectionIsClosedAndASlowRequestIsNot() throws Exception {
        try (Served served = Served.start(
                        "exec \"$0\" \"$@\"",
                        "-Dsun.net.httpserver.maxReqTime=1",
                        "-Dsun.net.httpserver.timerMillis=" + Platform.NEVER);
                RawClient slow = new RawClient(served.port)) {
            slow.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na");
            for (String piece : List.of("b", "c")) {
                try (RawClient silent = new RawClient(served.port)) {
                    assertTrue(silent.isClosedByPeer());
                }
                slow.send(piece);
            }
            assertEquals(404, slow.answer().status());
        }
    }

    private static RawClient last(List<RawClient> clients) {
        return clients.get(clients.size() - 1);
    }

    /** A front end in a JVM of its own, that answers 404 to all. */
    private static final class Served implements AutoCloseable {
        private final Process process;
        private final int port;

        private Served(Process process, int port) {
            this.process = process;
            this.port = port;
        }

        /** @param shell runs the command in {@code $0} and {@code $@} */
        static Served start(String shell, String... options) throws IOException {
            List<String> command = new ArrayList<>(List.of("sh", "-c", shell));
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(Arrays.asList(options));
            command.addAll(
                    List.of("-Xmx64m", "-cp", System.getProperty("java.class.path"), NobodyServed.class.getName()));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            return new Served(process, Integer.parseInt(out.readLine()));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
