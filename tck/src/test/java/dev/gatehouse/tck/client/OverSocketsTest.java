package dev.gatehouse.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tck.echo.Echo;
import dev.gatehouse.tck.echo.Pod;
import dev.gatehouse.tck.echo.PodMode;
import dev.gatehouse.tck.echo.PodProtocol;
import dev.gatehouse.tck.echo.PodServers;
import dev.gatehouse.tck.echo.ScriptedAnswer;
import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.Call.Target;
import dev.gatehouse.tck.exchange.DatagramCall;
import dev.gatehouse.tck.exchange.DatagramCall.DnsQuery;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.GrpcCall;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.HttpOutcome.Answered;
import dev.gatehouse.tck.exchange.HttpOutcome.Unanswered;
import dev.gatehouse.tck.exchange.Identity;
import dev.gatehouse.tck.exchange.Payload;
import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.StreamOutcome.Connected;
import dev.gatehouse.tck.exchange.StreamOutcome.End;
import dev.gatehouse.tck.exchange.StreamOutcome.Refused;
import dev.gatehouse.tck.exchange.TlsOffer;
import dev.gatehouse.tck.exchange.WebSocketCall;
import dev.gatehouse.tck.exchange.WebSocketCall.Frame;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import dev.gatehouse.tck.tls.Certificates;
import dev.gatehouse.tck.tls.Certificates.Made;
import dev.gatehouse.tck.tls.Certificates.Use;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client and the pods, back to back, each protocol over real sockets. */
class OverSocketsTest {
    private static final Target HERE = new Target(null, 80);
    private static final Made AUTHORITY = Certificates.make(0, Use.AUTHORITY, null, List.of(), null);
    private static final Made SERVER =
            Certificates.make(1, Use.SERVER, null, List.of("*.toys.example", "*"), AUTHORITY);
    private static final Made CLIENT = Certificates.make(2, Use.CLIENT, null, List.of(), AUTHORITY);
    private static final Made STRANGER = Certificates.make(3, Use.AUTHORITY, null, List.of(), null);

    private static final Map<String, Pod> PODS = new HashMap<>();
    private static final Echo ECHO = new Echo();
    private static final PodServers SERVERS = new PodServers();
    private static final Client KIT = new Client();

    @BeforeAll
    static void place() {
        put(pod("http", PodMode.HTTP, true, false, false));
        put(pod("asking", PodMode.SECURED, true, true, false));
        put(pod("demanding", PodMode.SECURED, true, true, true));
        put(pod("grpc", PodMode.GRPC, true, false, false));
        put(pod("lines", PodMode.TCP, true, false, false));
        put(pod("datagrams", PodMode.UDP, false, false, false));
        put(pod("names", PodMode.DNS, false, false, false));
        ScriptedAnswer drip = new ScriptedAnswer(
                "/drip", null, null, 200, List.of(), "drop by drop", Duration.ZERO, 4, Duration.ofMillis(1));
        ScriptedAnswer page = new ScriptedAnswer(
                "", null, null, 503, List.of(new HeaderLine("X-Own", "1")), "closed", Duration.ZERO, 1, Duration.ZERO);
        put(new Pod(
                "toys",
                "script-1-0",
                0,
                "",
                "script",
                PodMode.PLAIN,
                Map.of(),
                null,
                null,
                false,
                List.of(drip, page)));
        ECHO.place(PODS);
        SERVERS.serve(ECHO);
    }

    private static Pod pod(String name, PodMode mode, boolean tls, boolean asking, boolean demanding) {
        return new Pod(
                "toys",
                name + "-1-0",
                0,
                name,
                name,
                mode,
                Map.of(),
                tls ? SERVER.identity() : null,
                asking ? AUTHORITY.pem() : null,
                demanding,
                List.of());
    }

    private static void put(Pod pod) {
        PODS.put(pod.address(), pod);
    }

    @AfterAll
    static void close() {
        KIT.close();
        SERVERS.close();
    }

    private static InetSocketAddress at(String pod, int port) throws IOException {
        PodProtocol protocol = PODS.containsKey(pod) ? PODS.get(pod).protocol(port) : PodProtocol.HTTP;
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVERS.port(pod, port, protocol));
    }

    private static TlsOffer offer(String serverName, String trust, Identity identity) {
        return new TlsOffer(serverName, List.of(), trust, identity);
    }

    private static HttpCall call(boolean http2, TlsOffer tls, String method, String path, Payload body) {
        return new HttpCall(
                HERE,
                tls,
                null,
                http2,
                method,
                "Toys.Example:8",
                path,
                List.of(new HeaderLine("x-echo-set-header", "X-Hat:red"), new HeaderLine("X-Two", "a")),
                body);
    }

    private static Answered answered(HttpOutcome outcome) {
        return assertInstanceOf(Answered.class, outcome, outcome::toString);
    }

    @Test
    void requestsOfHttp11ArriveByteForByte() throws Exception {
        Answered answer =
                answered(KIT.send(call(false, null, "PATCH", "/%7E//a?b=%zz", Payload.of("hey")), at("http", 3000)));
        assertEquals(200, answer.status());
        assertEquals("HTTP/1.1", answer.protocol());
        assertEquals(List.of("red"), HeaderLine.values(answer.headers(), "X-Hat"));
        Arrival arrival = answer.received().request();
        assertEquals(
                "toys/http-1-0",
                answer.received().namespace() + "/" + answer.received().pod());
        assertEquals(
                "PATCH Toys.Example:8 /%7E//a?b=%zz", arrival.method() + " " + arrival.host() + " " + arrival.target());
        assertEquals("HTTP/1.1", arrival.protocol());
        assertEquals(
                List.of(
                        new HeaderLine("X-Echo-Set-Header", "X-Hat:red"),
                        new HeaderLine("X-Two", "a"),
                        new HeaderLine("Content-Length", "3"),
                        new HeaderLine("Connection", "close")),
                arrival.headers());
        assertNull(arrival.tls());
        assertEquals(3, ECHO.log().entry(ECHO.log().size() - 1).request().bodySize());
    }

    @Test
    void requestsOfHttp2InCleartext() throws Exception {
        Answered answer = answered(KIT.send(call(true, null, "POST", "/x?y", Payload.of(100_000)), at("http", 3001)));
        assertEquals("HTTP/2.0", answer.protocol());
        assertEquals("HTTP/2.0", answer.received().request().protocol());
        assertEquals("POST", answer.received().request().method());
        assertEquals("Toys.Example:8", answer.received().request().host());
        assertEquals("/x?y", answer.received().request().target());
        assertEquals(List.of("a"), HeaderLine.values(answer.received().request().headers(), "X-Two"));
        assertEquals(100_000, ECHO.log().entry(ECHO.log().size() - 1).request().bodySize());
    }

    @Test
    void whoSpeaksTheWrongVersionIsRefused() throws Exception {
        assertEquals(
                400,
                answered(KIT.send(call(false, null, "GET", "/", Payload.NONE), at("http", 3001)))
                        .status());
        assertInstanceOf(Unanswered.class, KIT.send(call(true, null, "GET", "/", Payload.NONE), at("http", 3000)));
    }

    @Test
    void tlsIsToldOfByThePod() throws Exception {
        for (boolean http2 : new boolean[] {false, true}) {
            TlsOffer offer = offer("a.toys.example", AUTHORITY.pem(), null);
            Answered answer = answered(KIT.send(call(http2, offer, "GET", "/", Payload.NONE), at("http", 8443)));
            ArrivedTls tls = answer.received().request().tls();
            assertEquals("a.toys.example", tls.serverName());
            assertEquals(http2 ? "h2" : "http/1.1", tls.negotiatedProtocol());
            assertEquals("TLSv1.3", tls.version());
            assertEquals(List.of(), tls.peerCertificates());
            assertEquals(http2 ? "HTTP/2.0" : "HTTP/1.1", answer.protocol());
            assertEquals(false, answer.certificateRequested());
        }
    }

    @Test
    void whatTheClientDoesNotTrustItDoesNotAsk() throws Exception {
        assertInstanceOf(
                Unanswered.class,
                KIT.send(
                        call(false, offer("a.toys.example", STRANGER.pem(), null), "GET", "/", Payload.NONE),
                        at("http", 8443)));
        assertInstanceOf(
                Unanswered.class,
                KIT.send(
                        call(false, offer("toys.example", AUTHORITY.pem(), null), "GET", "/", Payload.NONE),
                        at("http", 8443)));
        assertInstanceOf(
                Answered.class,
                KIT.send(call(false, offer("toys.example", null, null), "GET", "/", Payload.NONE), at("http", 8443)));
        assertInstanceOf(
                Answered.class,
                KIT.send(
                        call(false, offer("b.toys.example", SERVER.pem(), null), "GET", "/", Payload.NONE),
                        at("http", 8443)));
    }

    @Test
    void aClientCertificateIsAskedForAndChecked() throws Exception {
        for (boolean http2 : new boolean[] {false, true}) {
            Answered shown = answered(KIT.send(
                    call(http2, offer("a.toys.example", null, CLIENT.identity()), "GET", "/", Payload.NONE),
                    at("asking", 80)));
            assertEquals(List.of(CLIENT.pem()), shown.received().request().tls().peerCertificates());
            assertTrue(shown.certificateRequested());
            assertEquals(
                    200,
                    answered(KIT.send(
                                    call(http2, offer("a.toys.example", null, null), "GET", "/", Payload.NONE),
                                    at("asking", 80)))
                            .status());
            for (Identity none : new Identity[] {null, STRANGER.identity()}) {
                assertInstanceOf(
                        Unanswered.class,
                        KIT.send(
                                call(http2, offer("a.toys.example", null, none), "GET", "/", Payload.NONE),
                                at("demanding", 80)));
            }
        }
        StreamOutcome bare = KIT.send(
                new StreamCall(HERE, offer("a.toys.example", null, null), null, false, List.of()), at("demanding", 80));
        assertEquals(
                End.Kind.ALERT,
                assertInstanceOf(Refused.class, bare, bare::toString).end().kind());
    }

    @Test
    void answersWithoutABody() throws Exception {
        for (int status : new int[] {204, 304, 404, 503}) {
            Answered answer =
                    answered(KIT.send(call(false, null, "GET", "/status/" + status, Payload.NONE), at("http", 3000)));
            assertEquals(status, answer.status());
            assertNull(answer.received());
        }
        assertEquals(
                200,
                answered(KIT.send(call(false, null, "HEAD", "/", Payload.NONE), at("http", 3000)))
                        .status());
        assertEquals(
                "OK",
                answered(KIT.send(call(false, null, "GET", "/health", Payload.NONE), at("http", 3000)))
                        .body());
    }

    @Test
    void delaysAreWaitedFor() throws Exception {
        Answered answer = answered(KIT.send(call(false, null, "GET", "/?delay=120ms", Payload.NONE), at("http", 3000)));
        assertTrue(
                answer.elapsed().compareTo(Duration.ofMillis(120)) >= 0,
                answer.elapsed().toString());
    }

    @Test
    void aFailureToRetryIsAReset() throws Exception {
        String target = "/retry/x?uuid=over-sockets&succeedAfter=1";
        Unanswered reset = assertInstanceOf(
                Unanswered.class, KIT.send(call(false, null, "GET", target, Payload.NONE), at("http", 3000)));
        assertTrue(reset.reason().contains("reset"), reset.reason());
        assertEquals(
                200,
                answered(KIT.send(call(false, null, "GET", target, Payload.NONE), at("http", 3000)))
                        .status());
    }

    @Test
    void scriptedAnswersComeAsWritten() throws Exception {
        Answered page = answered(KIT.send(call(false, null, "GET", "/", Payload.NONE), at("script", 80)));
        assertEquals("503 closed", page.status() + " " + page.body());
        assertEquals(List.of("1"), HeaderLine.values(page.headers(), "X-Own"));
        Answered drip = answered(KIT.send(call(false, null, "GET", "/drip", Payload.NONE), at("script", 80)));
        assertEquals("drop by drop", drip.body());
        assertEquals(List.of("chunked"), HeaderLine.values(drip.headers(), "transfer-encoding"));
    }

    @Test
    void whereNothingAnswers() throws Exception {
        assertInstanceOf(Unanswered.class, KIT.send(call(false, null, "GET", "/", Payload.NONE), at("nobody", 80)));
        assertInstanceOf(GrpcOutcome.Unanswered.class, KIT.send(grpc("toys.Toys", "Play", 1), at("nobody", 80)));
    }

    private static GrpcCall grpc(String service, String method, int connection) {
        return new GrpcCall(
                HERE,
                null,
                null,
                "toys.example",
                service,
                method,
                List.of(new HeaderLine("X-Colour", "red")),
                connection);
    }

    private static final String ECHO_SERVICE = "gateway_api_conformance.echo_basic.grpcecho.GrpcEcho";

    @Test
    void grpcCallsEndWithTheirCode() throws Exception {
        GrpcOutcome.Ended ok =
                assertInstanceOf(GrpcOutcome.Ended.class, KIT.send(grpc(ECHO_SERVICE, "Echo", 1), at("grpc", 3000)));
        assertEquals("OK", ok.code(), ok::toString);
        Arrival arrival = ok.received().request();
        assertEquals("grpc-1-0", ok.received().pod());
        assertEquals("/" + ECHO_SERVICE + "/Echo", arrival.target());
        assertEquals("toys.example", arrival.host());
        assertEquals(List.of("red"), HeaderLine.values(arrival.headers(), "x-colour"));
        assertEquals(List.of("toys.example"), HeaderLine.values(arrival.headers(), ":authority"));
        GrpcOutcome.Ended three = assertInstanceOf(
                GrpcOutcome.Ended.class, KIT.send(grpc(ECHO_SERVICE, "EchoThree", 1), at("grpc", 3000)));
        assertEquals("UNIMPLEMENTED", three.code());
        assertNull(three.received());
    }

    @Test
    void grpcCallsWithinTls() throws Exception {
        GrpcCall call = new GrpcCall(
                HERE, offer("a.toys.example", null, null), null, null, ECHO_SERVICE, "EchoTwo", List.of(), 7);
        GrpcOutcome.Ended ended = assertInstanceOf(GrpcOutcome.Ended.class, KIT.send(call, at("grpc", 8443)));
        assertEquals("OK", ended.code());
        assertEquals("a.toys.example", ended.received().request().tls().serverName());
        assertEquals("127.0.0.1:80", ended.received().request().host());
    }

    private static WebSocketCall webSocket(String path, TlsOffer tls) {
        return new WebSocketCall(
                HERE,
                tls,
                null,
                "toys.example",
                path,
                List.of(new HeaderLine("Origin", "https://toys.example")),
                List.of(new Frame(false, "héllo"), new Frame(true, "AQIDBA==")));
    }

    @Test
    void webSocketsSendBackWhatComes() throws Exception {
        for (TlsOffer tls : new TlsOffer[] {null, offer("a.toys.example", null, null)}) {
            WebSocketCall call = webSocket("/ws?x=y", tls);
            assertEquals(
                    new WebSocketOutcome.Opened(call.frames()), KIT.send(call, at("http", tls == null ? 3000 : 8443)));
            Arrival opening = ECHO.log().entry(ECHO.log().size() - 1).request();
            assertEquals("/ws?x=y", opening.target());
            assertEquals("toys.example", opening.host());
            assertEquals(List.of("https://toys.example"), HeaderLine.values(opening.headers(), "Origin"));
        }
        assertInstanceOf(WebSocketOutcome.Failed.class, KIT.send(webSocket("/elsewhere", null), at("http", 3000)));
        assertInstanceOf(WebSocketOutcome.Failed.class, KIT.send(webSocket("/ws", null), at("lines", 3000)));
        assertEquals(
                400,
                answered(KIT.send(call(false, null, "GET", "/ws", Payload.NONE), at("http", 3000)))
                        .status());
    }

    private static StreamCall stream(TlsOffer tls, String... lines) {
        return new StreamCall(HERE, tls, null, true, List.of(lines));
    }

    @Test
    void linesAreAnswered() throws Exception {
        Connected plain = assertInstanceOf(
                Connected.class, KIT.send(stream(null, "PING\n", "IS_TLS\n", "TEST\n"), at("lines", 3000)));
        assertEquals(
                List.of("Gateway API Test TCP Server\n", "PONG\n", "false\n"),
                plain.lines().subList(0, 3));
        assertTrue(
                plain.lines().get(3).contains("\"pod\": \"lines-1-0\""),
                plain.lines().get(3));
        assertNull(plain.certificate());
        TlsOffer offer = offer("a.toys.example", AUTHORITY.pem(), null);
        Connected secured =
                assertInstanceOf(Connected.class, KIT.send(stream(offer, "IS_TLS\n", "TEST\n"), at("lines", 8443)));
        assertEquals("true\n", secured.lines().get(1));
        assertTrue(
                secured.lines().get(2).contains("\"serverName\": \"a.toys.example\""),
                secured.lines().get(2));
        assertEquals(SERVER.certificate(), secured.certificate());
        assertNull(secured.end());
    }

    @Test
    void whatTheClientDoesNotTrustIsNoConnection() throws Exception {
        StreamOutcome outcome = KIT.send(stream(offer("a.toys.example", STRANGER.pem(), null)), at("lines", 8443));
        assertEquals(
                End.Kind.DISTRUST,
                assertInstanceOf(Refused.class, outcome).end().kind());
    }

    /** What a server does with a connection, and how the client says that it ended. */
    @Test
    void howAConnectionEnds() throws Exception {
        assertEquals(End.Kind.FIN, ending(socket -> {}, true));
        assertEquals(End.Kind.RST, ending(socket -> socket.setSoLinger(true, 0), true));
        assertEquals(
                End.Kind.ALERT,
                ending(socket -> socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 112}), true));
        assertEquals(End.Kind.FIN, ending(socket -> {}, false));
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }
        assertEquals(
                End.Kind.NONE,
                assertInstanceOf(Refused.class, KIT.send(stream(null), closed))
                        .end()
                        .kind());
    }

    private interface Deed {
        void on(Socket socket) throws IOException;
    }

    private static End.Kind ending(Deed deed, boolean tls) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    if (tls) {
                        // All of the ClientHello, so that closing is no reset.
                        byte[] header = socket.getInputStream().readNBytes(5);
                        socket.getInputStream().readNBytes(((header[3] & 0xff) << 8) | (header[4] & 0xff));
                    }
                    deed.on(socket);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            StreamOutcome outcome =
                    KIT.send(stream(tls ? offer("a.toys.example", null, null) : null), (InetSocketAddress)
                            server.getLocalSocketAddress());
            done.get();
            return outcome instanceof Refused refused
                    ? refused.end().kind()
                    : ((Connected) outcome).end().kind();
        }
    }

    @Test
    void datagramsAreAnswered() throws Exception {
        DatagramOutcome.Replied replied = assertInstanceOf(
                DatagramOutcome.Replied.class, KIT.send(new DatagramCall(HERE, "hé\n", null), at("datagrams", 8080)));
        assertEquals(
                "{\"request\": \"h\\u00e9\\u000a\", \"namespace\": \"toys\", \"ingress\": \"\", \"service\": \"datagrams\","
                        + " \"pod\": \"datagrams-1-0\"}",
                replied.text());
    }

    @Test
    void aNameServerAnswersForItsZone() throws Exception {
        assertEquals(
                new DatagramOutcome.Replied("NoError(0)", true),
                KIT.send(new DatagramCall(HERE, "", new DnsQuery("foo.bar.com.", "A")), at("names", 53)));
        assertEquals(
                new DatagramOutcome.Replied("Refused(5)", true),
                KIT.send(new DatagramCall(HERE, "", new DnsQuery("toys.example.", "A")), at("names", 53)));
    }

    @Test
    void nobodyAnswersADatagramWhereNobodyListens() throws Exception {
        InetSocketAddress nowhere;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nowhere = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        assertInstanceOf(DatagramOutcome.Silent.class, KIT.send(new DatagramCall(HERE, "x", null), nowhere));
    }
}
