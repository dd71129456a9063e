package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tck.StepResult.Failed;
import dev.gatehouse.tck.StepResult.Outcome;
import dev.gatehouse.tck.StepResult.Passed;
import dev.gatehouse.tck.StepResult.Skipped;
import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.DatagramOutcome;
import dev.gatehouse.tck.exchange.GrpcOutcome;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.HttpCall;
import dev.gatehouse.tck.exchange.HttpOutcome;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.StreamOutcome.End;
import dev.gatehouse.tck.exchange.WebSocketCall.Frame;
import dev.gatehouse.tck.exchange.WebSocketOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of step against a front end that does what it must, and against front ends that each do one thing wrong. */
class StepKindsTest {
    private static final String TOYS = """
            {apiVersion: v1, kind: Service, metadata: {namespace: toys, name: bears}, spec: {ports: [{port: 80}]}}
            ---
            {apiVersion: v1, kind: Service, metadata: {namespace: toys, name: kites}, spec: {ports: [{port: 80}]}}
            """;
    private static final String AT = "\"gateway\": {\"namespace\": \"toys\", \"name\": \"front\"}";

    @TempDir
    private Path folder;

    private List<StepResult> run(PuppetFrontEnd puppet, String... steps) {
        try {
            Files.createDirectories(folder.resolve("cases"));
            Files.createDirectories(folder.resolve("manifests"));
            Files.writeString(folder.resolve("manifests/toys.yaml"), TOYS);
            Files.writeString(
                    folder.resolve("cases/one.json"),
                    "{\"test\": \"one\", \"manifests\": [\"toys.yaml\"], \"steps\": ["
                            + "{\"secret\": {\"namespace\": \"toys\", \"name\": \"pair\", \"type\": \"server\"}},"
                            + "{\"secret\": {\"namespace\": \"toys\", \"name\": \"other\", \"type\": \"server\"}},"
                            + String.join(",", steps) + "]}");
            return Conformance.check(Suite.read(folder), puppet).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome outcome(String step, Consumer<PuppetFrontEnd> told) {
        PuppetFrontEnd puppet = new PuppetFrontEnd();
        told.accept(puppet);
        List<StepResult> results = run(puppet, step);
        assertEquals(1, results.size(), results::toString);
        return results.get(0).outcome();
    }

    private void passes(String step, Consumer<PuppetFrontEnd> told) {
        Outcome outcome = outcome(step, told);
        assertInstanceOf(Passed.class, outcome, () -> step + ": " + outcome);
    }

    private void passes(String step) {
        passes(step, puppet -> {});
    }

    private void fails(String step, String expected, Consumer<PuppetFrontEnd> told) {
        Failed failed = assertInstanceOf(Failed.class, outcome(step, told), step);
        assertTrue(
                failed.expected().contains(expected),
                () -> "expected " + failed.expected() + ", actual " + failed.actual());
    }

    private static String http(String request, String expect) {
        return "{\"http\": {" + AT + ", \"request\": {\"method\": \"GET\", \"path\": \"/\"" + request
                + "}, \"expect\": {" + expect + "}}}";
    }

    private void httpKey(String expect, String expected, Consumer<PuppetFrontEnd> wrong) {
        passes(http("", expect));
        fails(http("", expect), expected, wrong);
    }

    private static Consumer<PuppetFrontEnd> status(int status) {
        return puppet -> puppet.http = call -> puppet.answer(call, status, "bears-1-0");
    }

    private static Consumer<PuppetFrontEnd> pod(String pod) {
        return puppet -> puppet.http = call -> puppet.answer(call, 200, pod);
    }

    private static Consumer<PuppetFrontEnd> content(String body, String name, String value, String cookie) {
        return puppet -> puppet.http = call -> puppet.answer(call, 200, "bears-1-0", body, name, value, cookie);
    }

    @Test
    void everyKeyOfAnHttpStep() {
        httpKey("\"status\": [200, 204]", "status [200, 204]", status(404));
        httpKey("\"statusNot\": [500]", "a status other than [500]", status(500));
        httpKey("\"backend\": \"bears\"", "backend bears", pod("kites-1-0"));
        httpKey("\"namespace\": \"toys\"", "an answer from a backend", pod(null));
        httpKey("\"backendRequest\": {\"method\": \"GET\", \"path\": \"/\"}", "an answer from a backend", pod(null));
        httpKey("\"backendRequest\": {\"sni\": \"inner.example\"}", "an answer from a backend", pod(null));
        httpKey("\"backendRequest\": {\"protocol\": \"HTTP/1.1\"}", "an answer from a backend", pod(null));
        httpKey("\"responseHeaders\": {\"x-a\": \"b\"}", "x-a: b", content("", "X-A", "c", ""));
        httpKey("\"responseHeaders\": {\"x-a\": [\"a\", \"b\"]}", "x-a: [a, b]", content("", "X-A", "c", ""));
        httpKey("\"responseHeaders\": {\"x-a\": \"*\"}", "x-a: *", content("", "X-B", "c", ""));
        httpKey(
                "\"responseHeaders\": {\"x-a\": {\"contains\": \"b\", \"notContains\": \"c\", \"matches\": \"^b$\"}}",
                "x-a: {",
                content("", "X-A", "bc", ""));
        httpKey("\"absentResponseHeaders\": [\"X-C\"]", "no X-C", content("", "x-c", "c", ""));
        httpKey(
                "\"protocol\": \"HTTP/1.1\"",
                "answered by HTTP/1.1",
                puppet -> puppet.http =
                        call -> new HttpOutcome.Answered(200, "HTTP/1.0", List.of(), "", null, null, false));
        httpKey("\"body\": \"world\"", "a body with world", content("hello", "X-A", "b", ""));
        httpKey(
                "\"cookies\": [{\"name\": \"sweet\", \"path\": \"/\", \"secure\": true, \"maxAge\": 60, \"sameSite\": \"lax\", \"httpOnly\": false, \"domain\": null}]",
                "cookie sweet",
                content("", "X-A", "b", "sweet=1; Path=/; Secure; Max-Age=60; SameSite=Lax; HttpOnly"));
        httpKey("\"cookies\": [{\"name\": \"sweet\"}]", "cookie sweet", content("", "X-A", "b", "sour=1"));
        httpKey("\"absentCookies\": [\"sour\"]", "no cookie sour", content("", "X-A", "b", "sour=1"));
        httpKey(
                "\"timeoutAtMost\": \"5s\"",
                "an answer within",
                puppet -> puppet.http = call ->
                        new HttpOutcome.Answered(200, "HTTP/1.1", List.of(), "", null, Duration.ofSeconds(6), false));
        httpKey(
                "\"clientCertRequested\": true",
                "a client certificate is asked for",
                puppet -> puppet.http =
                        call -> new HttpOutcome.Answered(200, "HTTP/1.1", List.of(), "", null, null, false));
    }

    @Test
    void whatABackendMustHaveReceived() {
        for (String[] each : new String[][] {
            {"\"method\": \"PUT\"", "method PUT"},
            {"\"host\": \"else\"", "host else"},
            {"\"path\": \"/else\"", "path /else"},
            {"\"headers\": {\"X-None\": \"1\"}", "X-None: 1"},
            {"\"absentHeaders\": [\"user-agent\"]", "no user-agent"},
            {"\"headerNamesBackend\": \"User-Agent\"", "User-Agent names its pod"},
            {"\"sni\": \"else\"", "server name else"},
            {"\"protocol\": \"h2\"", "protocol HTTP/2.0"},
            {"\"clientCert\": {\"namespace\": \"toys\", \"name\": \"pair\"}", "the certificate of toys/pair"},
        }) {
            fails(http("", "\"backendRequest\": {" + each[0] + "}"), each[1], puppet -> {});
        }
    }

    @Test
    void redirectsRefusalsAndWhatMustNeverBe() {
        String redirect = http(
                ", \"unfollowRedirect\": true",
                "\"status\": [302], \"redirect\": {\"scheme\": \"https\", \"host\": \"new.example\", \"port\": \"8443\", \"path\": \"/there\"}");
        passes(redirect, status(302));
        fails(redirect.replace("8443", "default"), "redirect to port default", status(302));
        fails(redirect.replace("/there", "/here"), "redirect to path /here", status(302));
        String rejected = http("", "\"rejected\": true");
        passes(rejected, puppet -> puppet.http = call -> new HttpOutcome.Unanswered("no"));
        fails(rejected, "no response", puppet -> {});
        fails(
                http("", "\"status\": [200]"),
                "status [200]",
                puppet -> puppet.http = call -> new HttpOutcome.Unanswered("no"));
        String never = http("", "\"status\": [500]").replace("}}}", "}, \"never\": true}}");
        passes(never);
        fails(never, "stays unmet", status(500));
        fails(http("", "\"noBackend\": true"), "an answer of the front end itself", puppet -> {});
        passes(http("", "\"noBackend\": true"), pod(null));
    }

    @Test
    void requestsBesideTheAnswer() {
        String side = http(
                "",
                "\"sideRequests\": [{\"backend\": \"kites\", \"namespace\": \"toys\", \"method\": \"POST\", \"path\": \"/copy\","
                        + " \"host\": \"kites.example\", \"bodySize\": 3, \"absentHeaders\": [\"X-No\"]}]");
        Consumer<PuppetFrontEnd> copying = puppet -> puppet.http = call -> {
            puppet.reach("kites", Arrival.of("POST", "kites.example", "/copy", List.of(), 3));
            return puppet.answer(call, 200, "bears-1-0");
        };
        passes(side, copying);
        Outcome missed = outcome(
                side.replace("\"bodySize\": 3", "\"bodySize\": 4"),
                puppet -> puppet.http = call -> {
                    puppet.reach("kites", Arrival.of("POST", "kites.example", "/copy", List.of(), 3));
                    return puppet.answer(call, 200, "bears-1-0");
                });
        assertInstanceOf(Failed.class, missed);
        String none = http("", "\"absentSideRequests\": [{\"backend\": \"kites\", \"namespace\": \"toys\"}]");
        passes(none);
        fails(none, "no request besides", copying);
    }

    @Test
    void whatIsSentIsWhatTheStepSays() {
        PuppetFrontEnd puppet = new PuppetFrontEnd();
        List<HttpCall> calls = new ArrayList<>();
        puppet.http = call -> {
            calls.add(call);
            return puppet.answer(call, 200, "bears-1-0", "", "X-A", "b", "jam=" + calls.size() + "; Max-Age=9");
        };
        String base =
                ", \"scheme\": \"https\", \"host\": \"a.example\", \"protocol\": \"h2\", \"clientIP\": \"192.0.2.5\","
                        + " \"cookies\": {\"x\": \"y\"}, \"cookieJar\": \"jar\", \"bodySize\": 5, \"headers\": {\"X-L\": [\"1\", \"2\"]},"
                        + " \"tls\": {\"sni\": \"b.example\", \"trust\": {\"namespace\": \"toys\", \"name\": \"pair\"},"
                        + " \"clientCert\": {\"namespace\": \"toys\", \"name\": \"other\"}}";
        List<StepResult> results = run(puppet, http(base, "\"status\": [200]"));
        assertInstanceOf(Passed.class, results.get(0).outcome(), results::toString);
        assertEquals(3, calls.size());
        HttpCall last = calls.get(2);
        assertEquals("b.example", last.tls().serverName());
        assertTrue(last.tls().trust().contains("CERTIFICATE"));
        assertTrue(last.tls().identity().privateKey().contains("PRIVATE KEY"));
        assertEquals("192.0.2.5", last.clientAddress());
        assertTrue(last.http2());
        assertEquals(443, last.target().port());
        assertEquals(5, last.body().size());
        assertEquals(List.of("x=y; jam=2"), HeaderLine.values(last.headers(), "Cookie"));
        assertEquals(List.of("1", "2"), HeaderLine.values(last.headers(), "x-l"));
    }

    @Test
    void grpcSteps() {
        String step = "{\"grpc\": {" + AT
                + ", \"request\": {\"service\": \"toys.Toys\", \"method\": \"Play\", \"host\": \"a.example\", \"metadata\": {\"x\": \"1\"}, \"count\": 2},"
                + " \"expect\": {\"code\": \"OK\", \"backend\": \"bears\", \"namespace\": \"toys\", \"backendRequest\": {\"path\": \"/toys.Toys/Play\", \"headers\": {\"x\": \"1\"}}}}}";
        passes(step);
        fails(step, "code OK", puppet -> puppet.grpc = call -> new GrpcOutcome.Ended("UNAVAILABLE", "", null));
        fails(step, "code OK", puppet -> puppet.grpc = call -> new GrpcOutcome.Unanswered("no"));
        fails(step, "an answer from a backend", puppet -> puppet.grpc = call -> new GrpcOutcome.Ended("OK", "", null));
        fails(
                step,
                "backend bears",
                puppet -> puppet.grpc = call -> new GrpcOutcome.Ended(
                        "OK", "", PuppetFrontEnd.received("kites-1-0", "POST", "a", call.path(), call.metadata())));
        fails(
                step,
                "path /toys.Toys/Play",
                puppet -> puppet.grpc = call -> new GrpcOutcome.Ended(
                        "OK", "", PuppetFrontEnd.received("bears-1-0", "POST", "a", "/x", call.metadata())));
    }

    @Test
    void webSocketSteps() {
        String step = "{\"websocket\": {" + AT
                + ", \"request\": {\"scheme\": \"ws\", \"path\": \"/ws\", \"send\": [{\"text\": \"hi\"}, {\"base64\": \"AQI=\"}]},"
                + " \"expect\": {\"echo\": true, \"backend\": \"bears\", \"namespace\": \"toys\"}}}";
        passes(step);
        passes(step.replace("\"echo\": true", "\"echo\": \"hello\""));
        fails(step, "a WebSocket", puppet -> puppet.webSocket = call -> new WebSocketOutcome.Failed("no"));
        fails(
                step,
                "messages",
                puppet -> puppet.webSocket = call -> new WebSocketOutcome.Opened(List.of(new Frame(false, "hi"))));
        fails(
                step,
                "backend bears",
                puppet -> puppet.webSocket = call -> {
                    puppet.reach("kites", Arrival.of("GET", "", "/ws", List.of(), 0));
                    return new WebSocketOutcome.Opened(call.frames());
                });
    }

    private static final String TLS = "{\"tls\": {" + AT
            + ", \"port\": 443, \"sni\": \"a.example\", \"alpn\": [\"h2\"], \"send\": [\"TEST\\n\"], \"expect\": {\"handshake\": \"ok\","
            + " \"certificate\": \"pair\", \"certificateNot\": \"other\", \"alpn\": \"h2\", \"receive\": [\"hello\\n\"], \"backend\": \"bears\", \"namespace\": \"toys\","
            + " \"backendTls\": true, \"backendSni\": \"inner.example\", \"clientCertRequested\": true}}}";

    @Test
    void tlsSteps() {
        passes(TLS);
        fails(
                TLS.replace("\"certificate\": \"pair\"", "\"certificate\": \"default\""),
                "the certificate default",
                puppet -> {});
        fails(
                TLS.replace("\"certificateNot\": \"other\"", "\"certificateNot\": \"pair\""),
                "a certificate other than pair",
                puppet -> {});
        fails(TLS.replace("\"alpn\": \"h2\"", "\"alpn\": \"http/1.1\""), "application protocol http/1.1", puppet -> {});
        fails(TLS.replace("hello", "goodbye"), "lines [goodbye", puppet -> {});
        fails(TLS.replace("\"backend\": \"bears\"", "\"backend\": \"kites\""), "backend kites", puppet -> {});
        fails(TLS.replace("\"backendTls\": true", "\"backendTls\": false"), "TLS to the backend: false", puppet -> {});
        fails(TLS.replace("inner.example", "outer.example"), "server name to the backend outer.example", puppet -> {});
        fails(TLS, "a connection", puppet -> puppet.stream = call -> refused(End.Kind.ALERT));
        fails(
                TLS,
                "the certificate pair",
                puppet -> puppet.stream = call -> new StreamOutcome.Connected(
                        puppet.certificate("other"),
                        "h2",
                        true,
                        List.of("hello\n", PuppetFrontEnd.line("bears-1-0", "true")),
                        null));
        fails(
                TLS,
                "a client certificate is asked for",
                puppet -> puppet.stream = call -> new StreamOutcome.Connected(
                        puppet.certificate("pair"),
                        "h2",
                        false,
                        List.of("hello\n", PuppetFrontEnd.line("bears-1-0", "true")),
                        null));
    }

    private static StreamOutcome refused(End.Kind kind) {
        return new StreamOutcome.Refused(new End(kind, "told to"));
    }

    @Test
    void handshakesThatMustFail() {
        String any = "{\"tls\": {" + AT + ", \"sni\": \"a.example\", \"expect\": {\"handshake\": \"rejected\"}}}";
        String closed = any.replace("\"rejected\"", "\"rejected\", \"rejectedBy\": [\"fin\", \"rst\"]");
        passes(any, puppet -> puppet.stream = call -> refused(End.Kind.ALERT));
        passes(closed, puppet -> puppet.stream = call -> refused(End.Kind.FIN));
        passes(closed, puppet -> puppet.stream = call -> refused(End.Kind.RST));
        fails(closed, "a connection that is refused", puppet -> puppet.stream = call -> refused(End.Kind.ALERT));
        fails(closed, "a connection that is refused", puppet -> puppet.stream = call -> refused(End.Kind.SILENCE));
        fails(closed, "a connection that is refused", puppet -> puppet.stream = call -> refused(End.Kind.NONE));
        fails(any, "a connection that is refused", puppet -> {});
    }

    @Test
    void tcpAndUdpSteps() {
        String tcp = "{\"tcp\": {" + AT
                + ", \"port\": 9000, \"send\": [\"TEST\\n\"], \"expect\": {\"receive\": [\"hello\\n\"], \"backend\": \"bears\", \"namespace\": \"toys\"}}}";
        passes(tcp);
        fails(tcp, "a connection", puppet -> puppet.stream = call -> refused(End.Kind.NONE));
        fails(tcp, "lines", puppet -> puppet.stream = call -> puppet.connected(call, List.of()));
        fails(
                tcp,
                "backend bears",
                puppet -> puppet.stream =
                        call -> puppet.connected(call, List.of("hello\n", PuppetFrontEnd.line("kites-1-0", "false"))));
        String rejected = "{\"tcp\": {" + AT + ", \"port\": 9000, \"expect\": {\"rejected\": true}}}";
        passes(rejected, puppet -> puppet.stream = call -> refused(End.Kind.NONE));
        fails(rejected, "a connection that is refused", puppet -> {});
        String udp = "{\"udp\": {" + AT
                + ", \"port\": 53, \"send\": \"x\", \"expect\": {\"backend\": \"bears\", \"namespace\": \"toys\"}}}";
        passes(udp);
        fails(udp, "a datagram in answer", puppet -> puppet.datagram = call -> new DatagramOutcome.Silent("no"));
        fails(
                udp,
                "backend bears",
                puppet -> puppet.datagram =
                        call -> new DatagramOutcome.Replied(PuppetFrontEnd.line("kites-1-0", "false"), false));
        String query = "{\"udp\": {" + AT
                + ", \"port\": 53, \"send\": {\"dnsQuery\": {\"name\": \"foo.bar.com.\", \"type\": \"A\"}}, \"expect\": {\"reply\": true}}}";
        passes(query);
        fails(
                query,
                "the answer of a name server",
                puppet -> puppet.datagram = call -> new DatagramOutcome.Replied("x", false));
        String silent = "{\"udp\": {" + AT + ", \"port\": 53, \"send\": \"x\", \"expect\": {\"rejected\": true}}}";
        passes(silent, puppet -> puppet.datagram = call -> new DatagramOutcome.Silent("no"));
        fails(silent, "no datagram in answer", puppet -> {});
    }

    /** Three of four to the bears, one to the kites. */
    private static String turn(int call) {
        return call % 4 == 0 ? "kites-1-0" : "bears-1-0";
    }

    @Test
    void distributions() {
        String each =
                "{" + AT + ", \"request\": {\"method\": \"GET\", \"path\": \"/\"}, \"expect\": {\"status\": [200]}}";
        String step = "{\"distribution\": {\"each\": {\"http\": " + each
                + "}, \"requests\": 40, \"concurrency\": 4, \"jitter\": true,"
                + " \"shares\": {\"bears\": 0.75, \"kites\": 0.25, \"drums\": 0.0}, \"tolerance\": 0.01, \"attempts\": 2}}";
        Consumer<PuppetFrontEnd> spreading =
                puppet -> puppet.http = call -> puppet.answer(call, 200, turn(puppet.calls.get()));
        PuppetFrontEnd counted = new PuppetFrontEnd();
        AtomicInteger number = new AtomicInteger();
        AtomicInteger jittered = new AtomicInteger();
        counted.http = call -> {
            jittered.addAndGet(HeaderLine.values(call.headers(), "X-Jitter").size());
            return counted.answer(call, 200, turn(number.incrementAndGet()));
        };
        List<StepResult> results = run(counted, step);
        assertInstanceOf(Passed.class, results.get(0).outcome(), results::toString);
        assertEquals(20, jittered.get());
        fails(step, "shares", puppet -> {});
        fails(step.replace("\"drums\": 0.0", "\"drums\": 0.25"), "shares", spreading);
        fails(step, "status [200]", status(500));
        PuppetFrontEnd retried = new PuppetFrontEnd();
        run(retried, step);
        assertEquals(80, retried.calls.get());
        for (String kind : List.of("grpc", "tcp", "udp")) {
            String body = switch (kind) {
                case "grpc" ->
                    "{" + AT
                            + ", \"request\": {\"service\": \"a\", \"method\": \"b\"}, \"expect\": {\"code\": \"OK\"}}";
                case "tcp" ->
                    "{" + AT + ", \"port\": 9, \"send\": [\"TEST\\n\"], \"expect\": {\"receive\": [\"hello\\n\"]}}";
                default -> "{" + AT + ", \"port\": 9, \"send\": \"x\"}";
            };
            String other = "{\"distribution\": {\"each\": {\"" + kind + "\": " + body
                    + "}, \"requests\": 4, \"shares\": {\"bears\": 1.0, \"kites\": 0.0}}}";
            passes(other);
            fails(other.replace("\"bears\": 1.0", "\"bears\": 0.5"), "shares", puppet -> {});
        }
    }

    @Test
    void mirrors() {
        String step = "{\"mirror\": {\"each\": {\"http\": {" + AT
                + ", \"request\": {\"method\": \"GET\", \"path\": \"/m?id=${uuid}\"},"
                + " \"expect\": {\"status\": [200], \"backend\": \"bears\", \"backendRequest\": {\"path\": \"/m?id=${uuid}\"}}}},"
                + " \"mirrors\": [{\"backend\": \"kites\", \"namespace\": \"toys\"}], \"requests\": 4}}";
        String half = step.replace(
                "\"namespace\": \"toys\"}]",
                "\"namespace\": \"toys\", \"percent\": 50}], \"tolerance\": 0.1, \"attempts\": 2, \"concurrency\": 2");
        Consumer<PuppetFrontEnd> always = copying(1);
        Consumer<PuppetFrontEnd> everySecond = copying(2);
        passes(step, always);
        passes(half, everySecond);
        fails(half, "kites gets copies of", always);
        fails(half, "kites gets copies of", puppet -> {});
        fails(step, "backend bears", puppet -> puppet.http = call -> puppet.answer(call, 200, "kites-1-0"));
    }

    private static Consumer<PuppetFrontEnd> copying(int every) {
        return puppet -> {
            AtomicInteger number = new AtomicInteger();
            puppet.http = call -> {
                if (number.incrementAndGet() % every == 0) {
                    puppet.reach("kites", Arrival.of(call.method(), "", call.path(), List.of(), 0));
                }
                return puppet.answer(call, 200, "bears-1-0");
            };
        };
    }

    @Test
    void podsAndBursts() {
        String each = "\"each\": {" + AT + ", \"request\": {\"method\": \"GET\", \"path\": \"/\"}}";
        String pods = "{\"pods\": {" + each + ", \"requests\": 8, \"distinct\": 2, \"perPod\": 4}}";
        passes(pods, puppet -> puppet.http = call -> puppet.answer(call, 200, "bears-1-" + puppet.calls.get() % 2));
        fails(pods, "answers from 2 pods", puppet -> {});
        fails(pods, "4 of each", puppet -> puppet.http = call -> puppet.answer(call, 200, turn(puppet.calls.get())));
        String burst = "{\"burst\": {" + each
                + ", \"requests\": 8, \"concurrency\": 1, \"statuses\": {\"200\": {\"min\": 5, \"max\": 6}, \"503\": 2}}}";
        passes(
                burst,
                puppet -> puppet.http = call -> puppet.answer(call, puppet.calls.get() > 6 ? 503 : 200, "bears-1-0"));
        fails(burst, "statuses", puppet -> {});
        fails(burst.replace("\"concurrency\": 1", "\"concurrency\": 4"), "statuses", status(503));
    }

    @Test
    void objectsThatAFrontEndMakes() {
        String step =
                "{\"generated\": {\"namespace\": \"toys\", \"selector\": {\"of\": \"front\"}, \"kinds\": [\"Service\", \"Pod\"], \"atLeastOneOf\": [\"Service\"],"
                        + " \"labels\": {\"a\": \"b\"}, \"annotations\": {\"c\": \"d\"}}}";
        Map<String, ?> right = Map.of(
                "kind",
                "Service",
                "metadata",
                Map.of("labels", Map.of("of", "front", "a", "b"), "annotations", Map.of("c", "d")));
        Map<String, ?> bare = Map.of("kind", "Service", "metadata", Map.of("labels", Map.of("of", "front")));
        Map<String, ?> other = Map.of("kind", "Service", "metadata", Map.of("labels", Map.of("of", "back", "a", "b")));
        passes(step, puppet -> puppet.made = List.of(other, right));
        fails(step, "an object of [Service]", puppet -> {});
        fails(step, "an object of [Service]", puppet -> puppet.made = List.of(other));
        fails(step, "Service with labels", puppet -> puppet.made = List.of(bare));
        assertEquals(
                new Skipped("needs a front end that creates objects"), outcome(step, puppet -> puppet.made = null));
    }

    @Test
    void timePasses() {
        long begun = System.nanoTime();
        passes("{\"wait\": \"30ms\"}");
        assertTrue(System.nanoTime() - begun >= 30_000_000);
    }

    @Test
    void whatFailsIsTriedAgainUntilAFrontEndHasSettled() {
        passes(http("", "\"status\": [200]"), puppet -> {
            puppet.settling = Duration.ofSeconds(30);
            puppet.http = call ->
                    puppet.answer(call, puppet.calls.get() < 3 || puppet.calls.get() == 5 ? 503 : 200, "bears-1-0");
        });
        // No longer than that: it ends.
        fails(http("", "\"status\": [200]"), "status [200]", puppet -> {
            puppet.settling = Duration.ofMillis(50);
            puppet.http = call -> puppet.answer(call, 503, "bears-1-0");
        });
    }

    @Test
    void aFrontEndThatThrowsFailsAndTheRunGoesOn() {
        PuppetFrontEnd puppet = new PuppetFrontEnd();
        puppet.http = call -> {
            throw new IllegalStateException("broken");
        };
        List<StepResult> results = run(puppet, http("", "\"status\": [200]"), "{\"wait\": \"1ms\"}");
        Failed failed = assertInstanceOf(Failed.class, results.get(0).outcome());
        assertTrue(failed.actual().contains("broken"), failed::toString);
        assertInstanceOf(Passed.class, results.get(1).outcome());
    }

    @Test
    void whatIsNotKnownIsNamedAndWhatCannotBeReadFails() {
        for (String[] each : new String[][] {
            {http(", \"mood\": \"calm\"", "\"status\": [200]"), "http.request.mood"},
            {http("", "\"status\": [200], \"smell\": \"sweet\""), "http.expect.smell"},
            {http("", "\"backendRequest\": {\"taste\": 1}"), "http.expect.backendRequest.taste"},
            {http("", "\"responseHeaders\": {\"X\": {\"rhymes\": \"y\"}}"), "http.expect.responseHeaders.X.rhymes"},
            {http("", "\"sideRequests\": [{\"backend\": \"a\", \"when\": \"soon\"}]"), "http.expect.sideRequests.when"},
            {TLS.replace("\"alpn\": [", "\"curve\": \"x\", \"alpn\": ["), "tls.curve"},
            {
                "{\"status\": {\"kind\": \"Gateway\", \"name\": \"a\", \"listeners\": [{\"name\": \"b\", \"loud\": true}]}}",
                "status.listeners.loud"
            },
            {"{\"generated\": {\"namespace\": \"a\", \"how\": 1}}", "generated.how"},
            {"{\"ready\": {\"namespaces\": [], \"soon\": true}}", "ready.soon"},
        }) {
            assertEquals(new Skipped("not judged: " + each[1]), outcome(each[0], puppet -> {}));
        }
        for (String broken : List.of(
                http("", "\"status\": 200"),
                http("", "\"cookies\": [{\"name\": \"a\", \"crumbs\": 1}]"),
                http(", \"protocol\": \"h9\"", ""),
                http(", \"scheme\": \"gopher\"", ""),
                http("", "\"responseHeaders\": {\"X\": {\"matches\": \"(\"}}"),
                http("", "\"timeoutAtMost\": \"soon\""),
                "{\"wait\": \"long\"}",
                "{\"dance\": {}}",
                "{\"wait\": \"1s\", \"dance\": {}}",
                "{\"distribution\": {\"each\": {\"smoke\": {}}, \"requests\": 1}}",
                "{\"distribution\": {\"each\": {\"http\": {\"request\": {}}}, \"requests\": 0}}",
                "{\"burst\": {\"each\": {\"request\": {}}, \"requests\": 1, \"statuses\": {\"ok\": 1}}}",
                "{\"tls\": {\"expect\": {\"handshake\": \"maybe\"}}}",
                "{\"tls\": {\"expect\": {\"rejectedBy\": [\"fate\"]}}}",
                "{\"udp\": {\"port\": 1, \"send\": {\"query\": 1}}}",
                "{\"tcp\": {\"gateway\": {\"namespace\": \"a\", \"name\": \"b\"}}}",
                http(
                        ", \"tls\": {\"trust\": {\"namespace\": \"toys\", \"name\": \"nobody\"}}, \"scheme\": \"https\"",
                        ""))) {
            Outcome outcome = outcome(broken, puppet -> {});
            assertInstanceOf(Failed.class, outcome, () -> broken + ": " + outcome);
        }
    }
}
