package dev.gatehouse.tls.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The public corpus of ClientHellos that lies beside the repository, where it does: each read at every split. */
class SharedHelloCorpusTest {
    private static final Map<String, Integer> VERSIONS =
            Map.of("1.0", 0x0301, "1.1", 0x0302, "1.2", 0x0303, "1.3", 0x0304);

    @Test
    void everyEntryIsReadAsItShould() throws IOException {
        Path file = find("corpora/client-hello.json");
        Assumptions.assumeTrue(file != null, "no shared/corpora/client-hello.json beside the repository");
        List<String> wrong = new ArrayList<>();
        int right = 0;
        int asPreferred = 0;
        for (Object each : list(map(Json.parse(Files.readString(file))).get("entries"))) {
            Map<String, Object> entry = map(each);
            byte[] connection = Base64.getDecoder().decode((String) entry.get("bytes_b64"));
            Reading reading = Readings.everyWay(connection);
            Map<String, Object> expected = map(entry.get("expect"));
            boolean preferred = isExpected(reading, expected);
            if (preferred || isTolerated(reading, list(entry.getOrDefault("also_ok", List.of())))) {
                right++;
                asPreferred += preferred ? 1 : 0;
            } else {
                wrong.add(entry.get("id") + " (" + entry.get("why") + "): " + reading + ", not " + expected);
            }
        }
        System.out.println("client-hello: " + right + " right, " + asPreferred + " of them as preferred");
        assertEquals(List.of(), wrong);
        assertTrue(right > 50, () -> "an almost empty corpus");
    }

    private static boolean isExpected(Reading reading, Map<String, Object> expected) {
        return switch ((String) expected.get("outcome")) {
            case "parse" ->
                reading instanceof ClientHello hello
                        && String.valueOf(hello.serverName()).equals(expected.get("sni"))
                        && hello.alpn().equals(expected.get("alpn"))
                        && (!expected.containsKey("versions")
                                || hello.versions()
                                        .equals(list(expected.get("versions")).stream()
                                                .map(VERSIONS::get)
                                                .toList()));
            case "reject" -> reading instanceof Refused;
            case "incomplete" -> reading instanceof NeedMore;
            default -> throw new AssertionError(expected);
        };
    }

    private static boolean isTolerated(Reading reading, List<Object> outcomes) {
        if (reading instanceof ClientHello hello) {
            return outcomes.contains("parse:" + hello.serverName());
        }
        return reading instanceof Refused && outcomes.contains("reject");
    }

    @SuppressWarnings("unchecked") // so are all objects that are read
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }

    @SuppressWarnings("unchecked") // of Object
    private static List<Object> list(Object array) {
        return (List<Object>) array;
    }

    /** In {@code shared} next to one of the folders above the working directory, or where the environment variable says. */
    private static Path find(String name) {
        String named = System.getenv("GATEHOUSE_SHARED");
        if (named != null && Files.isRegularFile(Path.of(named, name))) {
            return Path.of(named, name);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolveSibling("shared").resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }
}
