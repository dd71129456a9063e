package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeTest {
    private static final String HOST = "app.example.com";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"shop", "shop-gateway"})
    void theShop(String example) throws Exception {
        Path authority;
        try (RunningServe serve = RunningServe.of(Examples.folder(example).toString())) {
            int http = serve.httpPort();
            int https = serve.httpsPort();
            authority = Path.of(serve.await("--cacert (\\S+)").group(1));
            Certificate certificate = certificate(authority);
            String[][] answers = {
                {"/", "web"},
                {"/apix", "web"},
                {"/api", "api"},
                {"/api/", "api"},
                {"/api/x", "api"},
            };
            for (String[] answer : answers) {
                assertEquals(answer[1], Wire.get(http, HOST, answer[0]).service(), answer[0]);
                assertEquals(
                        answer[1],
                        Wire.getTls(https, HOST, answer[0], certificate).service(),
                        answer[0]);
            }
            assertEquals(404, Wire.get(http, "other.example.com", "/").status());
            assertTrue(
                    serve.out()
                            .contains("  curl http://" + HOST + ":" + http + "/api --resolve " + HOST + ":" + http
                                    + ":127.0.0.1\n"),
                    serve.out());
            assertTrue(serve.out().contains("Secret default/app-tls, self-signed, made for this run"), serve.out());
            assertTrue(serve.out().contains("default/api:80 at 127.0.0.1:"), serve.out());
            assertFalse(serve.out().contains("\u001b"), "colours without a terminal");
            assertEquals(0, serve.stop());
            assertTrue(serve.out().endsWith("Stopped.\n"), serve.out());
        }
        assertFalse(Files.exists(authority), "left behind: " + authority);
    }

    @Test
    void aChangeIsServedAtOnceAndCutsNothing() throws Exception {
        copyShop();
        try (SlowDownload slow = new SlowDownload();
                RunningServe serve =
                        RunningServe.of(slow.manifest(folder).getParent().toString())) {
            int port = serve.httpPort();
            try (Socket download = Wire.connect(port)) {
                Wire.ask(download, "slow.example.com", "/");
                slow.awaitHalf();
                assertEquals("web", Wire.get(port, HOST, "/moved/x").service());
                edit("ingress.yaml", "path: /api$", "path: /moved");
                awaitService("api", port, "/moved/x");
                assertEquals("web", Wire.get(port, HOST, "/api").service());
                Matcher served = serve.await("Change served after \\d+ ms: (.*)");
                assertEquals("2 added, 2 removed, 0 changed", served.group(1));
                serve.await("\\+ Ingress:80 http app\\.example\\.com /moved/\\*\\* → default/api:80");
                slow.release();
                String whole = new String(download.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertTrue(whole.startsWith("HTTP/1.1 200"), whole);
                assertTrue(whole.endsWith(SlowDownload.FIRST + SlowDownload.SECOND), whole);
            }
        }
    }

    @Test
    void aBrokenChangeIsRefusedWithItsPlace() throws Exception {
        copyShop();
        try (RunningServe serve = RunningServe.of(folder.toString())) {
            int port = serve.httpPort();
            assertEquals("api", Wire.get(port, HOST, "/api").service());
            edit("ingress.yaml", "pathType: Prefix", "pathType: Prefx");
            serve.await("Change refused: \\d+ errors?\\. What was served is served on\\.");
            serve.await("ingress\\.yaml:22: error: .*pathType.*Prefx.*Exact, Prefix, ImplementationSpecific");
            edit("services.yaml", "name: api", "name: apis");
            serve.await("(?s)Change refused.*Change refused");
            assertEquals("api", Wire.get(port, HOST, "/api").service());
            assertEquals("web", Wire.get(port, HOST, "/").service());
            edit("services.yaml", "name: apis", "name: api");
            edit("ingress.yaml", "pathType: Prefx", "pathType: Exact");
            serve.await("Change served after");
            awaitService("web", port, "/api/x");
            assertEquals("api", Wire.get(port, HOST, "/api").service());
        }
    }

    @Test
    void whatIsWrongIsToldAndTheRestServed() throws Exception {
        copyShop();
        Files.writeString(
                folder.resolve("web.yaml"), "kind: Service\napiVersion: v1\nmetadata: {name: a, labels: 3}\n");
        try (RunningServe serve = RunningServe.of(folder.toString())) {
            serve.await("web\\.yaml:3: error: ");
            assertEquals("api", Wire.get(serve.httpPort(), HOST, "/api").service());
        }
    }

    @Test
    void whatCheckFindsIsToldAtStartAndAfterEachChange() throws Exception {
        copyShop();
        try (RunningServe serve = RunningServe.of(folder.toString())) {
            serve.await("\\[issuer-bootstrap\\]");
            edit("ingress.yaml", "path: /api$", "path: /api/*");
            serve.await("error: Ingress default/shop: .*\\[path-glob\\]");
        }
    }

    @Test
    void withoutDemoBackendsThereIsNobody() throws Exception {
        try (RunningServe serve = RunningServe.of(Examples.folder("shop").toString(), "--no-demo-backends", "-q")) {
            assertEquals(503, Wire.get(serve.httpPort(), HOST, "/api").status());
            assertFalse(serve.out().contains("curl"), serve.out());
        }
    }

    @Test
    void twoGatewaysOnOnePort() throws Exception {
        int port = freePort();
        String gateway = Files.readString(Examples.folder("shop-gateway").resolve("gateway.yaml"));
        Files.writeString(folder.resolve("a.yaml"), gateway);
        Files.writeString(folder.resolve("b.yaml"), gateway.replace("name: shop\n", "name: second\n"));
        try (RunningServe serve = RunningServe.of(folder.toString(), "--http-port", Integer.toString(port))) {
            int other = Integer.parseInt(
                    serve.await("Gateway default/second:80 is on (\\d+), for " + port + " is that of another Gateway")
                            .group(1));
            assertEquals(404, Wire.get(port, HOST, "/").status());
            assertEquals(404, Wire.get(other, HOST, "/").status());
        }
    }

    @Test
    void aPortThatComesWithAChangeIsOpened() throws Exception {
        int port = freePort();
        String gateway = Files.readString(Examples.folder("shop-gateway").resolve("gateway.yaml"));
        Files.writeString(folder.resolve("a.yaml"), gateway);
        try (RunningServe serve = RunningServe.of(folder.toString(), "--port-map", "7080=" + port)) {
            Files.writeString(
                    folder.resolve("b.yaml"),
                    gateway.replace("name: shop\n", "name: second\n").replace("port: 80\n", "port: 7080\n"));
            serve.await("Change served");
            serve.await("Gateway default/second:7080 on http://127\\.0\\.0\\.1:" + port);
            assertEquals(404, Wire.get(port, HOST, "/").status());
        }
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Program serve = Program.run(
                    "serve",
                    Examples.folder("shop").toString(),
                    "--http-port",
                    Integer.toString(port),
                    "--https-port",
                    "0");
            assertEquals(2, serve.status());
            assertTrue(
                    serve.err().contains("port " + port + " on 127.0.0.1, wanted for Ingress:80, cannot be opened"),
                    serve.err());
            assertTrue(
                    serve.err().contains("--http-port " + (port + 1) + " (or --port-map 80=" + (port + 1) + ")"),
                    serve.err());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--http-port 70000",
                "--port-map 0=80",
                "--port-map 80",
                "--port-map 80=8081 --http-port 8080",
                "--address nowhere.invalid",
            })
    void portsThatCannotBe(String options) {
        String[] arguments = ("serve " + Examples.folder("shop") + " " + options).split(" ", -1);
        Program serve = Program.run(arguments);
        assertEquals(2, serve.status(), serve.toString());
        assertTrue(serve.err().contains("Usage: gatehouse serve"), serve.err());
    }

    @Test
    void nothingToServe() {
        Program serve = Program.run("serve", folder.toString());
        assertEquals(2, serve.status());
        assertTrue(serve.err().contains("nothing to serve was read from " + folder), serve.err());
    }

    private void copyShop() throws IOException {
        for (String file : new String[] {"ingressclass.yaml", "ingress.yaml", "services.yaml"}) {
            Files.copy(Examples.folder("shop").resolve(file), folder.resolve(file));
        }
    }

    /** As many editors save: a new file, renamed over the old. */
    private void edit(String file, String what, String with) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        String edited = text.replaceFirst("(?m)" + what, with);
        assertFalse(edited.equals(text), what + " is not in " + text);
        Path next = Files.writeString(folder.resolve("." + file + ".swp"), edited);
        Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitService(String service, int port, String target) throws Exception {
        for (long end = System.nanoTime() + DEADLINE.toNanos(); System.nanoTime() < end; ) {
            if (service.equals(Wire.get(port, HOST, target).service())) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertEquals(service, Wire.get(port, HOST, target).service(), target);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Certificate certificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** A backend that sends half of its answer, and the rest when it is told to. */
    private static final class SlowDownload implements AutoCloseable {
        static final String FIRST = "first ".repeat(1000);
        static final String SECOND = "second ".repeat(1000);

        private final CountDownLatch half = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final HttpServer server;

        SlowDownload() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, FIRST.length() + SECOND.length());
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(FIRST.getBytes(StandardCharsets.US_ASCII));
                    body.flush();
                    half.countDown();
                    if (!released.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                        throw new IOException("nobody said go on");
                    }
                    body.write(SECOND.getBytes(StandardCharsets.US_ASCII));
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
            server.start();
        }

        void awaitHalf() throws InterruptedException {
            assertTrue(half.await(DEADLINE.toSeconds(), TimeUnit.SECONDS), "the download did not begin");
        }

        void release() {
            released.countDown();
        }

        Path manifest(Path folder) throws IOException {
            return Files.writeString(folder.resolve("slow.yaml"), """
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: {name: slow}
                    spec:
                      ingressClassName: gatehouse
                      rules:
                        - host: slow.example.com
                          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: slow, port: {number: 80}}}}]}
                    ---
                    apiVersion: v1
                    kind: Service
                    metadata: {name: slow}
                    spec: {ports: [{port: 80}]}
                    ---
                    apiVersion: discovery.k8s.io/v1
                    kind: EndpointSlice
                    metadata: {name: slow-1, labels: {kubernetes.io/service-name: slow}}
                    addressType: IPv4
                    endpoints: [{addresses: [127.0.0.1]}]
                    ports: [{port: %d}]
                    """.formatted(
                            server.getAddress().getPort()));
        }

        @Override
        public void close() {
            released.countDown();
            server.stop(0);
        }
    }
}
