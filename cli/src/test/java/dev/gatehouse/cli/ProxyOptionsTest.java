package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where {@code serve} speaks the PROXY protocol. */
@Timeout(60)
class ProxyOptionsTest {
    @Test
    void theClientIsTheOneThatTheHeaderTells() throws Exception {
        try (RunningServe serve =
                        RunningServe.of(Examples.folder("shop").toString(), "--proxy-protocol-from", "80=127.0.0.0/8");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), serve.httpPort())) {
            String sent = """
                    PROXY TCP4 203.0.113.7 192.0.2.1 4711 80
                    GET / HTTP/1.1
                    Host: app.example.com
                    Connection: close

                    """.replace("\n", "\r\n");
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.contains("203.0.113.7"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--proxy-protocol-from, 80, expected: PORT=NETWORK",
        "--proxy-protocol-from, 80=shop, expected: a network such as 10.0.0.0/8",
        "--proxy-protocol-to, mail=v2, 'expected: NAMESPACE/SERVICE'",
        "--proxy-protocol-to, default/mail=v3, expected: v1 or v2"
    })
    void aWrongOneKeepsTheProgramFromServing(String option, String value, String message) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "serve",
                Examples.folder("shop").toString(),
                option,
                value);
        assertEquals(2, status);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(message), err.toString(StandardCharsets.UTF_8));
    }
}
