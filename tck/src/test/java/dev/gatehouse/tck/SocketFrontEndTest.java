package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.tck.HttpOutcome.Answered;
import dev.gatehouse.tck.HttpOutcome.Received;
import dev.gatehouse.tck.HttpOutcome.Unanswered;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client and the pods, back to back: the front end between them is none, its port 1 is the first pod, 2 the second. */
class SocketFrontEndTest {
    private final List<Integer> ports = new ArrayList<>();
    private final SocketFrontEnd sockets = new SocketFrontEnd(new ListeningFrontEnd() {
        @Override
        public void serve(Resources resources) {
            ports.clear();
            for (EndpointSlice slice : resources.all(EndpointSlice.class)) {
                assertEquals(List.of("127.0.0.1"), slice.endpoints().get(0).addresses());
                ports.add(slice.ports().get(0).port());
            }
            for (Endpoints endpoints : resources.all(Endpoints.class)) {
                endpoints
                        .subsets()
                        .forEach(subset -> ports.add(subset.ports().get(0).port()));
            }
        }

        @Override
        public InetSocketAddress socket(HttpCall.GatewayName gateway, int port) {
            return port > ports.size()
                    ? null
                    : new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(port - 1));
        }

        @Override
        public void close() {
            ports.clear();
        }
    });

    @AfterEach
    void close() {
        sockets.close();
    }

    private void serve(Duration delay) {
        List<EndpointSlice.EndpointPort> tcp = List.of(new EndpointSlice.EndpointPort("", 80, "TCP"));
        Resources resources = Resources.of(
                new EndpointSlice(
                        Metadata.of("toys", "bears"),
                        "IPv4",
                        List.of(
                                new EndpointSlice.Endpoint(List.of("10.0.0.1"), true, true, false),
                                new EndpointSlice.Endpoint(List.of("10.0.0.2"), true, true, false)),
                        tcp),
                new Endpoints(
                        Metadata.of("toys", "kites"),
                        List.of(new Endpoints.Subset(List.of("10.0.0.9"), List.of("10.0.0.8"), tcp))));
        sockets.serve(resources, (address, method, host, target, headers) -> {
            if (address.endsWith("9")) {
                return null;
            }
            Backends.Reply reply =
                    Echo.reply(new Received("toys", "pod-" + address + "-x", method, host, target, headers));
            return new Backends.Reply(reply.received(), reply.status(), reply.headers(), delay);
        });
    }

    private static HttpCall call(int port, String method, String host, String target) {
        List<HeaderLine> headers = List.of(new HeaderLine("x-echo-set-header", "X-Hat:red"));
        return new HttpCall(null, port, false, null, false, method, host, target, headers);
    }

    @Test
    void requestsArriveByteForByte() {
        serve(Duration.ofMillis(1));
        for (int i = 0; i < 2; i++) {
            Answered answered =
                    assertInstanceOf(Answered.class, sockets.send(call(1, "PATCH", "Toys.Example:8", "/%7E//a?b=%zz")));
            assertEquals(200, answered.status());
            assertEquals("HTTP/1.1", answered.protocol());
            assertEquals(List.of("red"), HeaderLine.values(answered.headers(), "X-Hat"));
            assertEquals(
                    new Received(
                            "toys",
                            "pod-10.0.0.1-x",
                            "PATCH",
                            "Toys.Example:8",
                            "/%7E//a?b=%zz",
                            List.of(
                                    new HeaderLine("X-Echo-Set-Header", "X-Hat:red"),
                                    new HeaderLine("Connection", "close"))),
                    answered.received());
        }
    }

    @Test
    void eachPodHasASocketOfItsOwn() {
        serve(Duration.ZERO);
        Answered answered = assertInstanceOf(Answered.class, sockets.send(call(2, "GET", "a", "/")));
        assertEquals("pod-10.0.0.2-x", answered.received().pod());
        assertEquals(4, ports.stream().distinct().count());
    }

    @Test
    void answersWithoutABody() {
        serve(Duration.ZERO);
        for (int status : new int[] {204, 304, 404, 503}) {
            Answered answered =
                    assertInstanceOf(Answered.class, sockets.send(call(1, "GET", "a", "/status/" + status)));
            assertEquals(status, answered.status());
            assertEquals(null, answered.received());
        }
        assertEquals(
                200,
                assertInstanceOf(Answered.class, sockets.send(call(1, "HEAD", "a", "/")))
                        .status());
    }

    @Test
    void theAddressIsTheHostWhereThereIsNone() {
        serve(Duration.ZERO);
        Answered answered = assertInstanceOf(Answered.class, sockets.send(call(1, "GET", null, "/")));
        assertEquals("127.0.0.1:1", answered.received().host());
    }

    @Test
    void whereNothingAnswers() {
        serve(Duration.ZERO);
        assertEquals(
                new Unanswered("the connection was closed without an answer"), sockets.send(call(3, "GET", "a", "/")));
        assertEquals(new Unanswered("nothing listens on port 5"), sockets.send(call(5, "GET", "a", "/")));
        assertInstanceOf(TlsOutcome.Refused.class, sockets.handshake(null, 1, "toys.example"));
        assertEquals(
                new TlsOutcome.Refused("nothing listens on port 5 of Gateway toys/front"),
                sockets.handshake(new HttpCall.GatewayName("toys", "front"), 5, null));
    }

    @Test
    void onlyHttp11IsSpoken() {
        assertTrue(sockets.overConnections());
        assertEquals("", sockets.unable(call(1, "GET", "a", "/")));
        assertEquals(
                "HTTP/2 is not spoken over sockets",
                sockets.unable(new HttpCall(null, 80, false, null, true, "GET", "a", "/", List.of())));
    }
}
