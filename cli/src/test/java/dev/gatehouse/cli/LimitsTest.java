package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.netty.FrontEndLimits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on the command line and in a file. */
class LimitsTest {
    @TempDir
    private Path folder;

    /** One that is new has a name here and in the documents, or this fails. */
    @Test
    void eachLimitHasANameAndAPlaceInTheTable() throws Exception {
        Set<String> settings = new TreeSet<>();
        for (Method method : FrontEndLimits.class.getMethods()) {
            if (method.getDeclaringClass() == FrontEndLimits.class
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getReturnType() != FrontEndLimits.Builder.class) {
                settings.add(method.getName());
            }
        }
        assertEquals(settings, Limits.nettyNames());
        String table = Files.readString(Repository.root().resolve("docs/netty-front-end.md"));
        for (String name : settings) {
            assertTrue(table.contains("| `" + name + "` |"), name);
        }
    }

    @ParameterizedTest
    @CsvSource({"10s, 10000", "1m30s, 90000", "500ms, 500", "1h, 3600000"})
    void durationsAreThoseOfTheGatewayApi(String text, long millis) {
        assertEquals(
                Duration.ofMillis(millis), Limits.netty(Map.of("answer", text)).answer());
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "16Ki, 16384", "1Mi, 1048576"})
    void sizesAreThoseOfKubernetes(String text, int bytes) {
        assertEquals(bytes, Limits.netty(Map.of("headBytes", text)).headBytes());
        assertEquals(bytes, Limits.jdk(Map.of("bodyCopy", text)).bodyCopy());
    }

    @Test
    void limitsThatGoTogetherAreSetOneByOne() {
        FrontEndLimits limits = Limits.netty(Map.of("streamWindow", "128Ki", "clientRate", "1000"));
        assertEquals(128 << 10, limits.streamWindow());
        assertEquals(FrontEndLimits.defaults().connectionWindow(), limits.connectionWindow());
        assertEquals(1000, limits.clientRate());
        assertEquals(FrontEndLimits.defaults().clientGrace(), limits.clientGrace());
    }

    @ParameterizedTest
    @CsvSource({"head, 10", "head, 1d", "head, 0s", "fields, many", "fields, 0", "headBytes, 4096Mi", "heads, 10s"})
    void whatIsNoLimitIsRefused(String name, String value) {
        assertThrows(IllegalArgumentException.class, () -> Limits.netty(Map.of(name, value)));
    }

    @Test
    void aFileHasALineForEach() throws Exception {
        Path file = folder.resolve("limits");
        Files.writeString(file, "# strict\nhead: 5s\n\nheadBytes: 16Ki # bytes\n");
        assertEquals(Map.of("head", "5s", "headBytes", "16Ki"), Limits.read(file));
        for (String wrong : new String[] {"head 5s", "head: 5s\nhead: 6s", ": 5s"}) {
            Files.writeString(file, wrong);
            assertThrows(IllegalArgumentException.class, () -> Limits.read(file), wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdk"})
    void theyAreServedWith(String frontEnd) throws Exception {
        Path file = folder.resolve("limits");
        Files.writeString(file, "fields: 50\nhead: 3s\n");
        try (RunningServe serve = RunningServe.of(
                Examples.folder("shop").toString(),
                "--front-end",
                frontEnd,
                "--limits",
                file.toString(),
                "--limit",
                "fields=1")) {
            // Host, and Connection.
            assertEquals(
                    431, Wire.get(serve.httpPort(), "shop.example.com", "/").status());
        }
    }

    @Test
    void aWrongOneKeepsTheProgramFromServing() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        int status = Main.run(
                nowhere,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "serve",
                Examples.folder("shop").toString(),
                "--limit",
                "heads=3s");
        assertEquals(2, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("heads: no such limit (expected: one of [answer, "));
    }
}
