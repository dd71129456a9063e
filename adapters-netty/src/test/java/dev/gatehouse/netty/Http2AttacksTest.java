package dev.gatehouse.netty;

import static dev.gatehouse.netty.Frames.CONTINUATION;
import static dev.gatehouse.netty.Frames.DATA;
import static dev.gatehouse.netty.Frames.END_HEADERS;
import static dev.gatehouse.netty.Frames.END_STREAM;
import static dev.gatehouse.netty.Frames.GOAWAY;
import static dev.gatehouse.netty.Frames.HEADERS;
import static dev.gatehouse.netty.Frames.PING;
import static dev.gatehouse.netty.Frames.PRIORITY;
import static dev.gatehouse.netty.Frames.RST_STREAM;
import static dev.gatehouse.netty.Frames.SETTINGS;
import static dev.gatehouse.netty.Frames.WINDOW_UPDATE;
import static dev.gatehouse.netty.Frames.field;
import static dev.gatehouse.netty.Frames.frame;
import static dev.gatehouse.netty.Frames.get;
import static dev.gatehouse.netty.Frames.join;
import static dev.gatehouse.netty.Frames.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each way to make a server of HTTP/2 work for nothing ends its connection, well before it would end by itself, and no other. */
@Timeout(60)
class Http2AttacksTest {
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;

    /** More than is ever needed, and not so many that a test takes long. */
    private static final int MOST = 20_000;

    /** What came back until the connection ended. */
    private record Ending(List<Frames.Received> received) {
        void isToldOf(int error) {
            List<Frames.Received> goAways =
                    received.stream().filter(frame -> frame.type() == GOAWAY).toList();
            // Where it was still sending, its own system may throw away what it was told.
            goAways.stream().limit(1).forEach(goAway -> assertEquals(error, goAway.errorCode()));
        }
    }

    /** Sends one piece after the other until the connection ends, to a backend that never answers. */
    private static Ending attack(IntFunction<byte[]> piece) throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> request.in().read());
                World world = World.to(origin.port())) {
            Ending ending;
            try (RawClient client = world.client()) {
                ending = attack(client, piece);
            }
            assertEquals(505, world.ask("GET / HTTP/2.0\r\n\r\n").status());
            return ending;
        }
    }

    private static Ending attack(RawClient client, IntFunction<byte[]> piece) throws Exception {
        client.send(Frames.preface());
        CompletableFuture<List<Frames.Received>> received = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    List<Frames.Received> frames = new ArrayList<>();
                    try {
                        DataInputStream in = new DataInputStream(client.in());
                        for (Frames.Received next = Frames.next(in); next != null; next = Frames.next(in)) {
                            frames.add(next);
                        }
                        received.complete(frames);
                    } catch (IOException e) {
                        received.completeExceptionally(e);
                    }
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
        try {
            for (int sent = 0; sent < MOST && !received.isDone(); sent++) {
                client.send(piece.apply(sent));
            }
        } catch (IOException e) {
            // It has ended.
        }
        return new Ending(received.get(20, TimeUnit.SECONDS));
    }

    /** CVE-2023-44487. */
    @Test
    void rapidReset() throws Exception {
        attack(i -> join(get(2 * i + 1, END_HEADERS | END_STREAM), frame(RST_STREAM, 0, 2 * i + 1, number(8))))
                .isToldOf(ENHANCE_YOUR_CALM);
    }

    /** CVE-2025-8671: the server is made to reset the stream, by an update of its window by nothing. */
    @Test
    void madeYouResetByAWindowUpdateOfZero() throws Exception {
        madeYouReset(stream -> frame(WINDOW_UPDATE, 0, stream, number(0)));
    }

    /** CVE-2025-8671. */
    @Test
    void madeYouResetByAWindowBeyondItsBound() throws Exception {
        madeYouReset(stream -> frame(WINDOW_UPDATE, 0, stream, number(Integer.MAX_VALUE)));
    }

    /** CVE-2025-8671. */
    @Test
    void madeYouResetByDataBehindTheEnd() throws Exception {
        madeYouReset(stream -> frame(DATA, 0, stream, (byte) 'x'));
    }

    /** CVE-2025-8671. */
    @Test
    void madeYouResetByAStreamThatDependsOnItself() throws Exception {
        madeYouReset(stream -> frame(PRIORITY, 0, stream, join(number(stream), new byte[] {1})));
    }

    /** CVE-2025-8671. */
    @Test
    void madeYouResetByAPriorityOfAnotherLength() throws Exception {
        madeYouReset(stream -> frame(PRIORITY, 0, stream, (byte) 1));
    }

    private static void madeYouReset(IntFunction<byte[]> fault) throws Exception {
        attack(i -> join(get(2 * i + 1, END_HEADERS | END_STREAM), fault.apply(2 * i + 1)))
                .isToldOf(ENHANCE_YOUR_CALM);
    }

    /** CVE-2024-27316, CVE-2024-30255. */
    @Test
    void continuationFlood() throws Exception {
        byte[] more = frame(CONTINUATION, 0, 1, field("x-a", "b".repeat(100)));
        attack(i -> i == 0 ? get(1, END_STREAM) : more).isToldOf(ENHANCE_YOUR_CALM);
    }

    /** The same with nothing in them. */
    @Test
    void emptyContinuationFlood() throws Exception {
        byte[] more = frame(CONTINUATION, 0, 1);
        attack(i -> i == 0 ? get(1, END_STREAM) : more).isToldOf(ENHANCE_YOUR_CALM);
    }

    /** CVE-2019-9515. */
    @Test
    void settingsFlood() throws Exception {
        byte[] settings = frame(SETTINGS, 0, 0);
        attack(i -> settings).isToldOf(ENHANCE_YOUR_CALM);
    }

    /** CVE-2019-9512. */
    @Test
    void pingFlood() throws Exception {
        byte[] ping = frame(PING, 0, 0, new byte[8]);
        attack(i -> ping).isToldOf(ENHANCE_YOUR_CALM);
    }

    /** CVE-2019-9513. */
    @Test
    void priorityFlood() throws Exception {
        attack(i -> frame(PRIORITY, 0, 1 + 2 * (i % 50), join(number(0), new byte[] {1})))
                .isToldOf(ENHANCE_YOUR_CALM);
    }

    /** CVE-2019-9518. */
    @Test
    void emptyDataFlood() throws Exception {
        byte[] data = frame(DATA, 0, 1);
        attack(i -> i == 0 ? get(1, END_HEADERS) : data).isToldOf(ENHANCE_YOUR_CALM);
    }

    /** As CVE-2019-9514 in spirit: windows that are open are opened further. */
    @Test
    void windowUpdateFlood() throws Exception {
        byte[] update = frame(WINDOW_UPDATE, 0, 0, number(1));
        attack(i -> update).isToldOf(ENHANCE_YOUR_CALM);
    }

    /** More streams than were offered are refused, so that they can be asked for again, and a client that goes on loses its connection. */
    @Test
    void streamsBeyondThoseOfferedAreRefused() throws Exception {
        attack(i -> get(2 * i + 1, END_HEADERS | END_STREAM)).isToldOf(ENHANCE_YOUR_CALM);
    }

    @Test
    void theHundredAndFirstStreamIsRefusedAndTheOthersLive() throws Exception {
        try (RawOrigin origin = new RawOrigin((request, out) -> request.in().read());
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            client.send(Frames.preface());
            for (int i = 0; i < 101; i++) {
                client.send(get(2 * i + 1, END_HEADERS | END_STREAM));
            }
            DataInputStream in = new DataInputStream(client.in());
            Frames.Received next;
            do {
                next = Frames.next(in);
                assertNotNull(next, "the connection ended");
            } while (next.type() != RST_STREAM);
            assertEquals(201, next.stream());
            assertEquals(REFUSED_STREAM, next.errorCode());
            client.send(frame(PING, 0, 0, new byte[8]));
            do {
                next = Frames.next(in);
                assertNotNull(next, "the connection ended");
            } while (next.type() != PING);
        }
    }

    /** CVE-2026-47774, CVE-2026-49975: a small block of many fields, each a crumb of one cookie. */
    @Test
    void cookieCrumbsAreCountedOneByOne() throws Exception {
        // The first crumb enters the table; an index of one byte is each further.
        byte[] first = join(
                new byte[] {0x40}, new byte[] {6}, "cookie".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 'a'});
        byte[] crumbs = new byte[200];
        Arrays.fill(crumbs, (byte) 0xbe);
        byte[] head = new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 1, 1, 'h'};
        try (RawOrigin origin = RawOrigin.saying(RawOrigin.OK);
                World world = World.to(origin.port());
                RawClient client = world.client()) {
            client.send(Frames.preface());
            client.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, join(head, first, crumbs)));
            DataInputStream in = new DataInputStream(client.in());
            Frames.Received next;
            do {
                next = Frames.next(in);
                assertNotNull(next, "the connection ended");
            } while (next.type() != HEADERS);
            // Literal with the name of entry 8, :status, or without one.
            assertTrue(StandardCharsets.ISO_8859_1
                    .decode(next.payload())
                    .toString()
                    .contains("431"));
            assertFalse(origin.wasAsked());
        }
    }

    @Test
    void aFrameWithoutSenseIsAnErrorOfTheConnection() throws Exception {
        attack(i -> frame(DATA, 0, 0)).isToldOf(PROTOCOL_ERROR);
    }
}
