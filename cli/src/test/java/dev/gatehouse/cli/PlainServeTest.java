package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

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

    /** Both write down the defaults, which must not come apart. */
    @ParameterizedTest
    @ValueSource(strings = {"serve shop", "serve a b --http-port 0", "serve shop --http-port 1 --https-port 2"})
    void asksForWhatPicocliWouldAskFor(String line) throws IllegalAccessException {
        ServeCommand command = new ServeCommand(NOWHERE, NOWHERE, Styles.PLAIN);
        String[] words = line.split(" ", -1);
        new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(Arrays.copyOfRange(words, 1, words.length));
        assertEquals(described(command.serving()), described(serving(line)));
    }

    /** The values of its fields, and of theirs as far as they are the command line's own. */
    private static Object described(@Nullable Object value) throws IllegalAccessException {
        if (value instanceof InetAddress address) {
            return address.getHostAddress();
        }
        if (value == null
                || value instanceof Enum
                || !value.getClass().getName().startsWith("dev.gatehouse.cli")) {
            return String.valueOf(value).replaceAll("@[0-9a-f]+", "");
        }
        Map<String, Object> fields = new TreeMap<>();
        for (Field field : value.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.put(field.getName(), described(field.get(value)));
            }
        }
        return value.getClass().getSimpleName() + fields;
    }

    private static @Nullable Serving serving(String line) {
        return PlainServe.of(NOWHERE, NOWHERE, Styles.PLAIN, line.split(" "));
    }
}
