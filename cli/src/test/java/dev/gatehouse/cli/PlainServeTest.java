package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainServeTest {
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve shop",
                "serve examples/shop ./more.yaml",
                "serve --http-port 0 --https-port 65535 /etc/shop",
                "serve shop --http-port 8080"
            })
    void takesPathsAndPorts(String line) {
        assertNotNull(serving(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "check shop",
                "serve",
                "serve -",
                "serve --help",
                "serve shop -q",
                "serve @arguments",
                "serve -- shop",
                "serve --http-port 80",
                "serve shop --http-port",
                "serve shop --http-port 65536",
                "serve shop --http-port 080",
                "serve shop --http-port -1",
                "serve shop --http-port=80",
                "serve shop --https-port 1 --https-port 1"
            })
    void leavesAllElseToPicocli(String line) {
        assertNull(serving(line));
    }

    private static @Nullable Serving serving(String line) {
        return PlainServe.of(NOWHERE, NOWHERE, Styles.PLAIN, line.split(" "));
    }
}
