package dev.gatehouse.tck.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.HeaderLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoTest {
    private final Echo echo = new Echo();

    private static Pod pod(PodMode mode, ScriptedAnswer... answers) {
        return new Pod(
                "toys", "bears-1-0", 0, "bears", "10.0.0.1", mode, Map.of(), null, null, false, List.of(answers));
    }

    private Reply get(String target, HeaderLine... headers) {
        return echo.answer(pod(PodMode.HTTP), 3000, Arrival.of("GET", "toys", target, List.of(headers), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, true",
        "/any/path?x=y, 200, true",
        "/status/404, 404, false",
        "/status/204?x, 204, false",
        "/status/40, 400, false",
        "/status/4040, 400, false",
        "/status/, 400, false",
        "/statuses/404, 200, true",
        "/health, 200, false",
        "/healthy, 200, true",
        "/?delay=soon, 500, false",
        "/?delay=5, 500, false",
        "/retry/x?uuid=1, 400, false",
        "/retry/x?succeedAfter=1, 400, false",
        "/retry/x?uuid=1&succeedAfter=many, 400, false",
        "/retry/x?uuid=1&succeedAfter=0, 200, true",
        "/retry/x?uuid=1&succeedAfter=1&responseCode=200000, 400, false",
    })
    void whatAPathIsAnsweredWith(String target, int status, boolean record) {
        Reply reply = get(target);
        assertEquals(status, reply.status());
        assertEquals(record, reply.isRecord());
        assertEquals(target, reply.received().request().target());
    }

    @Test
    void theOtherPathsAreEchoesWhereHttp2IsSpokenInCleartext() {
        Reply reply = echo.answer(pod(PodMode.HTTP), 3001, Arrival.of("GET", "toys", "/status/404", List.of(), 0));
        assertEquals(200, reply.status());
        assertTrue(reply.isRecord());
        assertEquals(
                404,
                echo.answer(pod(PodMode.HTTP), 8443, Arrival.of("GET", "toys", "/status/404", List.of(), 0))
                        .status());
    }

    @ParameterizedTest
    @CsvSource({"1s, 1000", "500ms, 500", "1m1.5s, 61500", "0, 0", "2h, 7200000", "1000us, 1"})
    void aDelayIsToldInGosWords(String delay, long milliseconds) {
        assertEquals(
                Duration.ofMillis(milliseconds), get("/?a=b&delay=" + delay).delay());
    }

    @ParameterizedTest
    @CsvSource({"''", "s", "1", "1 s", "-1s", "1s1", "1d"})
    void whatIsNoDuration(String text) {
        assertNull(GoDuration.parse(text));
    }

    @Test
    void headersAreSetAsAsked() {
        Reply reply = get(
                "/",
                new HeaderLine("x-echo-set-header", "x-One: 1 ,Two:a:b,x-One:3,content-type:text/html,none"),
                new HeaderLine("X-Echo-Set-Header", ""));
        assertEquals(
                List.of(
                        new HeaderLine("x-One", "1,3"),
                        new HeaderLine("Two", "a:b"),
                        new HeaderLine("Content-Type", "application/json"),
                        new HeaderLine("X-Content-Type-Options", "nosniff")),
                reply.headers());
    }

    @Test
    void theFirstRequestsOfAUuidFail() {
        for (String uuid : List.of("a", "b")) {
            String target = "/retry/x?uuid=" + uuid + "&succeedAfter=2&responseCode=503&delayRetry=1s";
            assertEquals(503, get(target).status());
            assertEquals(Duration.ofSeconds(1), get(target).delay());
            Reply third = get(target);
            assertEquals(200, third.status());
            assertEquals(Duration.ZERO, third.delay());
        }
        assertTrue(get("/retry/x?uuid=c&succeedAfter=1").reset());
        assertFalse(get("/retry/x?uuid=c&succeedAfter=1").reset());
    }

    @Test
    void everythingThatArrivesIsInTheLog() {
        get("/one");
        get("/status/500");
        echo.answerGrpc(pod(PodMode.GRPC), Arrival.of("POST", "toys", "/no.Such/Method", List.of(), 0));
        assertEquals(
                List.of("/one", "/status/500", "/no.Such/Method"),
                echo.log().since(0).stream()
                        .map(entry -> entry.request().target())
                        .toList());
        assertEquals(1, echo.log().since(2).size());
        assertEquals(List.of(), echo.log().since(9));
        assertNull(echo.log().entry(3));
        assertNull(echo.log().entry(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "GRPC, /gateway_api_conformance.echo_basic.grpcecho.GrpcEcho/Echo, OK",
        "GRPC, /gateway_api_conformance.echo_basic.grpcecho.GrpcEcho/EchoTwo, OK",
        "GRPC, /gateway_api_conformance.echo_basic.grpcecho.GrpcEcho/EchoThree, UNIMPLEMENTED",
        "GRPC, /toys.Toys/Echo, UNIMPLEMENTED",
        "ANY_GRPC, /toys.Toys/Echo, OK",
        "ANY_GRPC, /toys.Toys/EchoThree, UNIMPLEMENTED",
    })
    void whatAMethodIsAnsweredWith(PodMode mode, String method, GrpcCode code) {
        assertEquals(
                code,
                echo.answerGrpc(pod(mode), Arrival.of("POST", "toys", method, List.of(), 0))
                        .code());
    }

    @Test
    void theFirstScriptedAnswerThatFitsIsGiven() {
        ScriptedAnswer door =
                new ScriptedAnswer("/door", null, "bear:honey", 202, List.of(), "in", Duration.ZERO, 1, Duration.ZERO);
        ScriptedAnswer other = new ScriptedAnswer("", 1, null, 503, List.of(), null, Duration.ZERO, 1, Duration.ZERO);
        ScriptedAnswer rest = new ScriptedAnswer(
                "", 0, null, 201, List.of(new HeaderLine("X-A", "b")), null, Duration.ofSeconds(2), 3, Duration.ZERO);
        Pod pod = pod(PodMode.PLAIN, door, other, rest);
        HeaderLine right = new HeaderLine("authorization", "Basic YmVhcjpob25leQ==");
        HeaderLine wrong = new HeaderLine("Authorization", "Basic eDp5");
        Reply in = echo.answer(pod, 80, Arrival.of("GET", "toys", "/door/x", List.of(right), 0));
        assertEquals("202 in", in.status() + " " + in.body());
        assertEquals(
                401,
                echo.answer(pod, 80, Arrival.of("GET", "toys", "/door", List.of(wrong), 0))
                        .status());
        Reply third = echo.answer(pod, 80, Arrival.of("GET", "toys", "/", List.of(), 0));
        assertEquals(201, third.status());
        assertEquals(3, third.chunks());
        assertEquals(Duration.ofSeconds(2), third.delay());
        assertTrue(third.isRecord());
        assertEquals(List.of("b"), HeaderLine.values(third.headers(), "X-A"));
        assertEquals(List.of("2"), HeaderLine.values(third.headers(), Echo.RECORD_NUMBER));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, 3000, HTTP",
        "HTTP, 3001, H2C",
        "HTTP, 8443, HTTPS",
        "GRPC, 3000, H2C",
        "TCP, 3000, TCP",
        "TCP, 8443, TLS",
        "UDP, 8080, UDP",
        "DNS, 53, DNS",
        "PLAIN, 8443, HTTP",
        "SECURED, 80, HTTPS",
        "ANY_GRPC, 80, H2C",
        "ANY_GRPCS, 80, HTTPS",
    })
    void whatIsSpokenOnAPort(PodMode mode, int port, PodProtocol protocol) {
        assertEquals(protocol, pod(mode).protocol(port));
    }
}
