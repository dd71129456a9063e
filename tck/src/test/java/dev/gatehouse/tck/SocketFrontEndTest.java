package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import dev.gatehouse.tck.exchange.GatewayName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The least that a front end can be, over sockets: it is none, its port 1 is the first pod, 2 the second. What it cannot do is skipped. */
class SocketFrontEndTest {
    private static final String TOYS = """
            {apiVersion: v1, kind: Service, metadata: {namespace: toys, name: bears}, spec: {ports: [{port: 80}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {namespace: toys, name: kites}, spec: {ports: [{port: 80}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {namespace: toys, name: drums}, spec: {ports: [{port: 80}]}}
            ---
            {apiVersion: v1, kind: Endpoints, metadata: {namespace: toys, name: drums}, subsets: [{addresses: [{ip: 10.9.9.9}], ports: [{port: 80}]}]}
            """;

    private static final class Least implements ListeningFrontEnd {
        private final List<Integer> ports = new ArrayList<>();
        private boolean closed;

        @Override
        public void serve(Resources resources) {
            ports.clear();
            for (EndpointSlice slice : resources.all(EndpointSlice.class)) {
                assertEquals(List.of("127.0.0.1"), slice.endpoints().get(0).addresses());
                ports.add(slice.ports().get(0).port());
            }
            for (Endpoints endpoints : resources.all(Endpoints.class)) {
                ports.add(endpoints.subsets().get(0).ports().get(0).port());
            }
        }

        @Override
        public InetSocketAddress socket(GatewayName gateway, int port) {
            return port > ports.size()
                    ? null
                    : new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(port - 1));
        }

        @Override
        public Duration settling() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @TempDir
    private Path folder;

    private static String at(int port, String request, String expect) {
        return "{\"http\": {\"gateway\": {\"namespace\": \"toys\", \"name\": \"front\", \"port\": " + port
                + "}, \"request\": {\"path\": \"/\"" + request + "}, \"expect\": {" + expect + "}}}";
    }

    private List<StepResult> run(Least least, String head, String... steps) throws IOException {
        Files.createDirectories(folder.resolve("cases"));
        Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(folder.resolve("manifests/toys.yaml"), TOYS);
        Files.writeString(
                folder.resolve("cases/one.json"),
                "{\"test\": \"one\", \"manifests\": [\"toys.yaml\"], " + head + "\"steps\": [" + String.join(",", steps)
                        + "]}");
        try (SocketFrontEnd frontEnd = new SocketFrontEnd(least)) {
            return Conformance.check(Suite.read(folder), frontEnd).results();
        }
    }

    @Test
    void whatItCannotDoIsSkippedForAReason() throws IOException {
        Least least = new Least();
        List<StepResult> results = run(
                least,
                "",
                at(1, "", "\"status\": [200], \"backend\": \"bears\", \"protocol\": \"HTTP/1.1\""),
                at(2, "", "\"status\": [200], \"backend\": \"kites\""),
                at(3, "", "\"rejected\": true"),
                at(4, "", "\"rejected\": true"),
                at(1, ", \"protocol\": \"h2c\"", "\"status\": [200]"),
                at(1, ", \"protocol\": \"h2\", \"scheme\": \"https\"", "\"status\": [200]"),
                at(1, ", \"clientIP\": \"192.0.2.1\"", "\"status\": [200]"),
                "{\"grpc\": {\"request\": {\"service\": \"a\", \"method\": \"b\"}}}",
                "{\"websocket\": {\"request\": {\"path\": \"/ws\"}}}",
                "{\"tcp\": {\"port\": 1}}",
                "{\"udp\": {\"port\": 1, \"send\": \"x\"}}",
                "{\"tls\": {\"port\": 1, \"send\": [\"x\"], \"expect\": {\"receive\": [\"y\"]}}}",
                "{\"status\": {\"kind\": \"Gateway\", \"name\": \"front\"}}",
                "{\"generated\": {\"namespace\": \"toys\"}}",
                "{\"patch\": {\"kind\": \"Service\", \"namespace\": \"toys\", \"name\": \"bears\", \"merge\": {\"a\": \"${usableAddress}\"}}}");
        assertEquals(
                List.of(
                        new Passed(),
                        new Passed(),
                        new Passed(),
                        new Passed(),
                        new Skipped("not spoken: HTTP/2 in cleartext"),
                        new Skipped("not spoken: HTTP/2 within TLS"),
                        new Skipped("a client address cannot be chosen over sockets: clientIP"),
                        new Skipped("not spoken: gRPC"),
                        new Skipped("not spoken: WebSocket"),
                        new Skipped("not spoken: TCP"),
                        new Skipped("not spoken: UDP"),
                        new Skipped("not spoken: lines within TLS"),
                        new Skipped("needs a status writer"),
                        new Skipped("needs a front end that creates objects"),
                        new Skipped("nothing stands for [${usableAddress}]")),
                results.stream().map(StepResult::outcome).toList());
        assertEquals(true, least.closed);
        assertNull(least.datagramSocket(null, 1));
    }

    @Test
    void aControllerThatCannotBeSetUpSkipsTheCase() throws IOException {
        assertEquals(
                new Skipped("a controller with --fast, speed=9"),
                run(
                                new Least(),
                                "\"controller\": {\"config\": {\"speed\": 9}, \"flags\": [\"--fast\"]}, ",
                                at(1, "", ""))
                        .get(0)
                        .outcome());
        assertEquals(
                new Skipped("not judged: weather"),
                run(new Least(), "\"weather\": \"fair\", ", at(1, "", ""))
                        .get(0)
                        .outcome());
    }

    @Test
    void whatOneCaseReceivedTheNextDoesNotSee() throws IOException {
        List<StepResult> results = run(
                new Least(),
                "\"backends\": [{\"namespace\": \"toys\", \"service\": \"bears\", \"answers\": [{\"path\": \"/\", \"status\": 200, \"body\": \"scripted\", \"headers\": {\"X-A\": \"b\"}}]}], ",
                at(
                        1,
                        "",
                        "\"status\": [200], \"body\": \"scripted\", \"backend\": \"bears\", \"backendRequest\": {\"path\": \"/\"}, \"responseHeaders\": {\"X-A\": \"b\"}"),
                at(1, "", "\"status\": [200], \"backend\": \"kites\""));
        assertEquals(new Passed(), results.get(0).outcome());
        assertEquals(
                new Failed("backend kites", "backend bears-5c7d9-0"),
                results.get(1).outcome());
    }
}
