package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.resource.Resources;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingHandlerTest {
    private static final String API = "GET /api HTTP/1.1\nHost: shop.example\n\n";
    private static final String UPLOAD = "POST /api HTTP/1.1\nHost: shop.example\nTransfer-Encoding: chunked\n\n";
    private static final String POST = "POST /api HTTP/1.1\nHost: shop.example\nContent-Length: 5\n\nhello";
    private static final String UNKNOWN = "GET /unknown HTTP/1.1\nHost: shop.example\n\n";
    private static final List<String> API_SEEN = List.of("GET /api -> default/api:80", "end");
    private static final String OK = "HTTP/1.1 200 OK\ncontent-length: 0\n\n";
    private static final String NOT_FOUND = """
            HTTP/1.1 404 Not Found
            content-type: text/plain; charset=utf-8
            content-length: 14

            404 Not Found
            """.replace("Found\n\n", "Found\n");

    private final LiveRoutes routes = Shop.routes();
    private Connection connection = new Connection(routes);

    @AfterEach
    void nothingLeaks() {
        connection.assertNothingLeaks();
    }

    @ParameterizedTest(name = "{0}: {2}, {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    a path that no rule takes | GET /unknown HTTP/1.1;Host: shop.example | 404 Not Found | open
                    a host that nothing serves | GET /api HTTP/1.1;Host: other.example | 404 Not Found | open
                    a Service without endpoints | GET /empty HTTP/1.1;Host: shop.example | 503 Service Unavailable | open
                    a redirect | GET /old/a?b HTTP/1.1;Host: shop.example | 301 Moved Permanently | open
                    no Host | GET /api HTTP/1.1 | 400 Bad Request | closed
                    a path that climbs out | GET /../api HTTP/1.1;Host: shop.example | 400 Bad Request | closed
                    the client closes | GET /unknown HTTP/1.1;Host: shop.example;Connection: close | 404 Not Found | closed
                    HTTP/1.0 closes | GET /unknown HTTP/1.0;Host: shop.example | 404 Not Found | closed
                    HTTP/1.0 without Host | GET /unknown HTTP/1.0 | 404 Not Found | closed
                    HTTP/1.0 may stay | GET /unknown HTTP/1.0;Host: shop.example;Connection: keep-alive | 404 Not Found | kept alive
                    content of no bytes | POST /unknown HTTP/1.1;Host: shop.example;Content-Length: 0 | 404 Not Found | open
                    unread content | POST /unknown HTTP/1.1;Host: shop.example;Content-Length: 5;;hello | 404 Not Found | closed
                    unread chunks | POST /unknown HTTP/1.1;Host: shop.example;Transfer-Encoding: chunked;;0;; | 404 Not Found | closed
                    unread content of a redirect | POST /old HTTP/1.1;Host: shop.example;Content-Length: 5;;hello | 301 Moved Permanently | closed
                    a header without a name | GET /api HTTP/1.1;Host: shop.example;: a | 400 Bad Request | closed
                    two different lengths | POST /api HTTP/1.1;Host: shop.example;Content-Length: 5;Content-Length: 6;;hello | 400 Bad Request | closed
                    a length and chunks | POST /api HTTP/1.1;Host: shop.example;Content-Length: 5;Transfer-Encoding: chunked;;0;; | 400 Bad Request | closed
                    chunks in HTTP/1.0 | POST /api HTTP/1.0;Host: shop.example;Transfer-Encoding: chunked;;0;; | 400 Bad Request | closed
                    chunks not last | POST /api HTTP/1.1;Host: shop.example;Transfer-Encoding: chunked, gzip;;0;; | 400 Bad Request | closed
                    another version | GET /api HTTP/2.0;Host: shop.example | 505 HTTP Version Not Supported | closed
                    """)
    void answers(String situation, String request, String status, String after) {
        connection.send(lines(request));
        String received = connection.received();
        assertEquals("HTTP/1.1 " + status, received.lines().findFirst().orElse(""), received);
        assertEquals(1, received.split("HTTP/1.1", -1).length - 1, "one answer");
        assertEquals(!after.equals("closed"), connection.isOpen());
        assertEquals(after.equals("closed"), received.contains("connection: close\n"), received);
        assertEquals(after.equals("kept alive"), received.contains("connection: keep-alive\n"), received);
        assertEquals(List.of(), connection.seen());
    }

    private static String lines(String request) {
        return request.contains(";;") ? request.replace(';', '\n') : request.replace(';', '\n') + "\n\n";
    }

    @Test
    void anAnswerIsTheStatusAndItsPhrase() {
        connection.send(UNKNOWN);
        assertEquals(NOT_FOUND, connection.received());
    }

    @Test
    void anAnswerHasADate() {
        connection.send(UNKNOWN);
        ByteBuf answer = connection.channel.readOutbound();
        String text = answer.toString(StandardCharsets.US_ASCII);
        answer.release();
        assertTrue(
                text.matches(
                        "(?s).*\r\ndate: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n.*"),
                text);
    }

    @Test
    void anAnswerToHeadHasALengthAndNoContent() {
        connection.send(UNKNOWN.replace("GET", "HEAD"));
        assertEquals(NOT_FOUND.substring(0, NOT_FOUND.indexOf("\n\n") + 2), connection.received());
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.HEAD, "/");
        assertEquals(0, Answers.to(head, 404).content().readableBytes(), "whatever codec writes it");
    }

    @Test
    void aRedirectNamesItsTarget() {
        connection.send("GET /old/a?b HTTP/1.1\nHost: shop.example\n\n");
        String received = connection.received();
        assertTrue(received.contains("\nlocation: https://new.example/old/a?b\n"), received);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"a target of 5000 characters, 5000, 1, 414", "a header of 9000 characters, 1, 9000, 431"})
    void whatTheCodecFindsTooLong(String situation, int target, int header, int status) {
        connection.send(
                "GET /" + "a".repeat(target) + " HTTP/1.1\nHost: shop.example\nA: " + "b".repeat(header) + "\n\n");
        String received = connection.received();
        assertTrue(received.startsWith("HTTP/1.1 " + status + " "), received);
        assertFalse(connection.isOpen());
    }

    @Test
    void aRequestForABackendIsPassedOnWholeWithTheDecision() {
        connection.send("POST /api/../api/%61?q HTTP/1.1\nHost: shop.example\nContent-Length: 10\n\nhello");
        connection.send("again");
        assertEquals(List.of("POST /api/a?q -> default/api:80", "hello", "again", "end"), connection.seen());
        assertEquals("", connection.received());
        connection.respond(200);
        assertEquals(OK, connection.received());
        assertTrue(connection.isOpen());
    }

    @Test
    void requestsSentAheadWaitForTheirTurnAndAnswersKeepTheirOrder() {
        connection.send(API + UNKNOWN + UNKNOWN + API + API);
        assertEquals(API_SEEN, connection.seen());
        assertEquals("", connection.received());
        assertFalse(connection.channel.config().isAutoRead(), "a channel is not read while a request waits");
        int readsCompleted = connection.readsCompleted;
        connection.respond(200);
        assertEquals(readsCompleted + 1, connection.readsCompleted, "handlers that flush when a read is complete do");
        assertEquals(OK + NOT_FOUND + NOT_FOUND, connection.received());
        assertEquals(API_SEEN, connection.seen());
        assertFalse(connection.channel.config().isAutoRead());
        connection.respond(200);
        assertEquals(API_SEEN, connection.seen());
        assertTrue(connection.channel.config().isAutoRead());
        connection.respond(200);
        assertEquals(OK + OK, connection.received());
        assertTrue(connection.isOpen());
    }

    @Test
    void requestsAreAnsweredHereOneAfterAnother() {
        connection.send(UNKNOWN + UNKNOWN.substring(0, 20));
        connection.send(UNKNOWN.substring(20) + API);
        assertEquals(NOT_FOUND + NOT_FOUND, connection.received());
        assertEquals(API_SEEN, connection.seen());
    }

    @Test
    void aRequestIsDecidedWhenItsTurnHasCome() {
        connection.send(API + API);
        assertEquals(API_SEEN, connection.seen());
        routes.apply(Resources.EMPTY);
        connection.respond(200);
        assertEquals(OK + NOT_FOUND, connection.received());
        assertEquals(List.of(), connection.seen());
    }

    @Test
    void aBodyThatIsOverAfterTheAnswerIsStillPassedOn() {
        connection.send(UPLOAD + "5\nhello\n");
        connection.respond(200);
        connection.send("5\nagain\n0\n\n" + API);
        assertEquals(
                List.of("POST /api -> default/api:80", "hello", "again", "end", "GET /api -> default/api:80", "end"),
                connection.seen());
        assertTrue(connection.isOpen());
    }

    @Test
    void unreadContentIsNeverARequest() {
        connection.send("POST /unknown HTTP/1.1\nHost: shop.example\nContent-Length: 41\n\n" + API.substring(0, 10));
        assertTrue(connection.received().startsWith("HTTP/1.1 404"));
        assertTrue(connection.isOpen(), "until the client has read the answer");
        connection.send(API.substring(10) + API);
        assertFalse(connection.isOpen());
        assertEquals("", connection.received());
        assertEquals(List.of(), connection.seen());
    }

    @Test
    void unreadContentIsDrainedToABound() {
        connection.send("POST /unknown HTTP/1.1\nHost: shop.example\nContent-Length: 1000000\n\n");
        connection.send("a".repeat(64 * 1024));
        assertTrue(connection.isOpen());
        connection.send("a");
        assertFalse(connection.isOpen());
    }

    @Test
    void unreadContentIsDrainedForAWhile() {
        connection.channel.freezeTime();
        connection.send("POST /unknown HTTP/1.1\nHost: shop.example\nContent-Length: 5\nExpect: 100-continue\n\n");
        String received = connection.received();
        assertTrue(received.startsWith("HTTP/1.1 404"), received);
        connection.channel.advanceTimeBy(1999, TimeUnit.MILLISECONDS);
        assertTrue(connection.isOpen());
        connection.channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        connection.channel.runScheduledPendingTasks();
        assertFalse(connection.isOpen());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    a size that is none       | xyz;
                    bytes after a chunk       | 2;hello;
                    a trailer without a name  | 0;: a;;
                    """)
    void contentThatCannotBeReadIsRefused(String situation, String chunk) {
        connection.send(UPLOAD + "5\nhello\n" + chunk.replace(';', '\n'));
        String received = connection.received();
        assertTrue(received.startsWith("HTTP/1.1 400 Bad Request\n"), received);
        assertTrue(received.endsWith("content-length: 0\nconnection: close\n\n"), received);
        assertFalse(connection.isOpen());
        assertFalse(connection.seen().contains("end"), "a cut request never looks whole");
    }

    @Test
    void contentThatCannotBeReadCutsAnAnswerThatHasBegun() {
        connection.send(UPLOAD);
        connection.beginResponse();
        connection.send("xyz\n");
        assertFalse(connection.isOpen());
        assertFalse(connection.received().contains("400"));
        ByteBuf late = Unpooled.buffer().writeByte(1);
        connection.continueResponse(late);
        assertEquals(0, late.refCnt());
    }

    @Test
    void contentThatCannotBeReadGetsNoSecondAnswer() {
        connection.send(UPLOAD);
        connection.respond(200);
        connection.send("xyz\n");
        assertEquals(OK, connection.received());
        assertFalse(connection.isOpen());
    }

    @Test
    void anAnswerOfAHandlerBehindCannotFollowTheRefusal() {
        connection.send("POST /unknown HTTP/1.1\nHost: shop.example\nContent-Length: 5\n\n");
        connection.received();
        ByteBuf late = Unpooled.buffer().writeByte(1);
        connection.beginResponse();
        connection.continueResponse(late);
        assertTrue(connection.isOpen());
        assertEquals("", connection.received());
        assertEquals(0, late.refCnt());
    }

    @Test
    void interimAnswersEndNothing() {
        connection.send(API + API);
        connection.respond(100);
        connection.respond(103);
        assertEquals(API_SEEN, connection.seen());
        connection.beginResponse();
        assertEquals(List.of(), connection.seen());
        connection.endResponse();
        assertEquals(API_SEEN, connection.seen());
    }

    @Test
    void afterAnUpgradeNoRequestIsTaken() {
        connection.send(API);
        connection.respond(101);
        connection.send(API);
        assertEquals(API_SEEN, connection.seen());
        assertTrue(connection.isOpen());
    }

    @ParameterizedTest(name = "client \"{0}\", answer \"{1}\"")
    @CsvSource({"close,''", "'',close"})
    void theConnectionEndsWithTheLastExchange(String client, String answer) {
        connection.send(API.replace("\n\n", "\nConnection: " + client + "\n\n") + API);
        connection.respond(200, answer);
        assertFalse(connection.isOpen());
        assertEquals(1, connection.received().split("HTTP/1.1", -1).length - 1);
        assertEquals(API_SEEN, connection.seen(), "the second is not taken");
    }

    @Test
    void aFailedAnswerClosesTheConnection() {
        connection.send(API);
        connection.endResponse();
        assertFalse(connection.isOpen(), "the codec cannot write the end of an answer that has no head");
    }

    @Test
    void whenNobodyReadsByItselfReadingGoesOnAfterAnAnswerFromHere() {
        connection.channel.config().setAutoRead(false);
        int before = connection.reads;
        connection.send(UNKNOWN);
        assertEquals(before + 1, connection.reads);
        connection.send(API);
        assertEquals(before + 1, connection.reads, "the handler behind asks for more");
    }

    @Test
    void aHandlerBehindThatAsksForMoreWaitsForTheRequestSentAhead() {
        connection.channel.config().setAutoRead(false);
        connection.send(API + API);
        int before = connection.reads;
        connection.channel.read();
        assertEquals(before, connection.reads);
        connection.respond(200);
        assertEquals(before + 1, connection.reads);
    }

    @Test
    void requestsThatAnAggregatorInFrontHasReadLeaveNothingUnread() {
        connection = new Connection(routes, new HttpObjectAggregator(100));
        connection.send("POST /unknown HTTP/1.1\nHost: shop.example\nContent-Length: 5\n\nhello");
        assertEquals(NOT_FOUND, connection.received());
        connection.send("POST /api HTTP/1.1\nHost: shop.example\nContent-Length: 5\n\nhello");
        assertEquals(List.of("POST /api -> default/api:80", "hello", "end"), connection.seen());
        connection.respond(200);
        connection.send("GET /unknown HTTP/1.1\nHost: shop.example\nConnection: close\n\n");
        assertFalse(connection.isOpen(), "there is nothing to drain");
    }

    @Test
    void anExpectationThatAnAggregatorBehindRefusesDoesNotMakeContentARequest() {
        connection.channel.pipeline().addAfter(routingHandler(), "aggregator", new HttpObjectAggregator(100));
        connection.send("POST /api HTTP/1.1\nHost: shop.example\nExpect: a\nContent-Length: 41\n\n" + API + API);
        String received = connection.received();
        assertTrue(received.startsWith("HTTP/1.1 417"), received);
        assertFalse(connection.seen().toString().contains("GET"), "the content is no request");
        assertFalse(connection.isOpen());
    }

    @Test
    void removedAmidAnExchangeItPassesNothingOnUndecided() {
        connection.send(API + POST);
        assertEquals(API_SEEN, connection.seen());
        connection.channel.pipeline().remove(routingHandler());
        assertFalse(connection.isOpen());
        assertEquals(List.of(), connection.seen());
    }

    @Test
    void closedAmidAnExchangeItKeepsNothing() {
        connection.send(API + POST);
        assertTrue(connection.channel.close().isSuccess());
        connection.assertNothingLeaks();
        assertEquals(API_SEEN, connection.seen());
    }

    private String routingHandler() {
        return connection.channel.pipeline().context(RoutingHandler.class).name();
    }

    @Test
    void aLoadBalancerThatFailsCostsOneAnswer() {
        connection = new Connection(Shop.routes((service, endpoints) -> {
            throw new IllegalStateException("no choice");
        }));
        connection.send(API);
        assertTrue(connection.received().startsWith("HTTP/1.1 500"));
        assertEquals(List.of("java.lang.IllegalStateException: no choice"), connection.seen());
        assertFalse(connection.isOpen());
    }
}
