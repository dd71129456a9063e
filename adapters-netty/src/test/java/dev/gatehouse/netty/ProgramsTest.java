package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that others wrote. */
@Timeout(60)
class ProgramsTest {
    private final MintedCertificate minted = MintedCertificate.selfSigned("shop.example");

    @TempDir
    private Path folder;

    private World world(int origin) throws IOException {
        return new World()
                .service("shop", origin)
                .secure(minted, "shop.example")
                .start();
    }

    /** Sends back the five bytes that it is sent. */
    private static RawOrigin echo() throws IOException {
        return new RawOrigin((request, out) -> {
            String body =
                    request.line().startsWith("POST") ? new String(request.body(5), StandardCharsets.US_ASCII) : "ok";
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
        });
    }

    @ParameterizedTest
    @CsvSource({"--http1.0, 1.1", "--http1.1, 1.1", "--http2-prior-knowledge, 2"})
    void curlInTheClear(String version, String spoken) throws Exception {
        try (RawOrigin origin = echo();
                World world = world(origin.port())) {
            String url = "http://127.0.0.1:" + world.port() + "/";
            String form = "%{stderr} %{http_version} %{http_code}";
            assertEquals("ok " + spoken + " 200", Program.run("curl", "-sS", version, "-w", form, url));
            assertEquals(
                    "hello " + spoken + " 200",
                    Program.run("curl", "-sS", version, "-w", form, "-d", "hello", "-H", "Expect: 100-continue", url));
        }
    }

    @ParameterizedTest
    @CsvSource({"--http1.1, 1.1", "--http2, 2"})
    void curlWithinTls(String version, String spoken) throws Exception {
        Path authority =
                Files.write(folder.resolve("ca.pem"), minted.toSecret("a", "b").value("tls.crt"));
        try (RawOrigin origin = echo();
                World world = world(origin.port())) {
            int port = world.front().socketPort(World.SECURE);
            assertEquals(
                    "hello " + spoken,
                    Program.run(
                            "curl",
                            "-sS",
                            version,
                            "--cacert",
                            authority.toString(),
                            "--resolve",
                            "shop.example:" + port + ":127.0.0.1",
                            "-w",
                            " %{http_version}",
                            "-d",
                            "hello",
                            "https://shop.example:" + port + "/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--h1", "--max-concurrent-streams=20"})
    void h2load(String option) throws Exception {
        try (RawOrigin origin = echo();
                World world = world(origin.port())) {
            String said =
                    Program.run("h2load", "-n", "2000", "-c", "4", option, "http://127.0.0.1:" + world.port() + "/");
            assertTrue(said.contains("2000 succeeded, 0 failed, 0 errored"), said);
            assertTrue(said.contains("2000 2xx"), said);
        }
    }

    @Test
    void opensslAgreesOnHttp2() throws Exception {
        try (RawOrigin origin = echo();
                World world = world(origin.port())) {
            String said = Program.run(
                    "openssl",
                    "s_client",
                    "-connect",
                    "127.0.0.1:" + world.front().socketPort(World.SECURE),
                    "-servername",
                    "shop.example",
                    "-alpn",
                    "h2,http/1.1");
            assertTrue(said.contains("ALPN protocol: h2"), said);
        }
    }
}
