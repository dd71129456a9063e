package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a front end holds for connections of which one side sends without end and the other reads nothing, as docs/netty-front-end.md states it:
 * the bytes of all buffers in use, asked until nothing moves any more.
 * It takes minutes, and runs with {@code -Dgatehouse.memory=true}.
 */
@EnabledIfSystemProperty(
        named = "gatehouse.memory",
        matches = "true",
        disabledReason = "measured with -Dgatehouse.memory=true")
@Timeout(120)
final class BoundedMemoryTest {
    private static final int MANY = 200;
    private static final int STREAMS = 100;
    private static final long KIB = 1024;

    /** What waits, at least, where a side is kept from being read. */
    private static final long LOW = 32 * KIB;

    /** Content for one direction of a connection or stream: 128 KiB, in buffers of up to twice that. */
    private static final long DIRECTION = 256 * KIB;

    /** What the front end holds whatever there is to do. */
    private static final long ANYWAY = 1024 * KIB;

    private static final long STREAM_WINDOW = 64 * KIB;
    private static final long CONNECTION_WINDOW = 1024 * KIB;

    private static final String ENDLESS = "Content-Length: 1000000000000\r\n\r\n";
    private static final String GET = "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 1000000000\r\n\r\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\n" + ENDLESS;

    private static SmallJvm front(String transport, int origin, String kind) throws IOException {
        assumeTrue(!transport.equals("epoll") || Epoll.isAvailable());
        return new SmallJvm(
                512,
                List.of("-Dio.netty.allocator.type=pooled"),
                Front.class,
                transport,
                Integer.toString(origin),
                kind);
    }

    /**
     * How much is held when nothing moves any more.
     *
     * @param begun how many connections the backend has
     * @param connections so many are awaited first
     * @param least so much must be held by then: less says that the sides have not begun to wait for each other
     */
    private static long held(SmallJvm front, LongSupplier moved, IntSupplier begun, int connections, long least)
            throws Exception {
        List<Long> last = List.of();
        for (int calm = 0; calm < 20; ) {
            Thread.sleep(5);
            List<Long> now = List.of(moved.getAsLong(), Long.parseLong(front.ask()));
            boolean waiting = begun.getAsInt() == connections && now.get(1) >= least;
            calm = waiting && now.equals(last) ? calm + 1 : 0;
            last = now;
        }
        return last.get(1);
    }

    /** Waits until nothing is held, when clients have gone. */
    private static void awaitNothingHeld(SmallJvm front) throws Exception {
        while (Long.parseLong(front.ask()) > ANYWAY) {
            Thread.sleep(5);
        }
    }

    private static void assertBounded(long held, long bound) {
        System.out.println("held " + held / KIB + " KiB, at most " + bound / KIB);
        assertTrue(held <= bound, held / KIB + " KiB (expected: at most " + bound / KIB + ")");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"nio, http1", "epoll, http1", "nio, tcp", "epoll, tcp"})
    void aBackendThatDoesNotReadKeepsItsClientFromBeingRead(String transport, String kind) throws Exception {
        try (Reluctant origin = Reluctant.silentOrigin();
                SmallJvm front = front(transport, origin.port(), kind)) {
            try (Reluctant clients = Reluctant.floodingClients(front.port, MANY, kind.equals("tcp") ? "" : POST)) {
                assertBounded(
                        held(front, clients::sent, origin::connections, MANY, MANY * LOW), MANY * DIRECTION + ANYWAY);
                // What waits in the system's own buffers is not read for that.
                clients.end();
                assertBounded(held(front, clients::sent, origin::connections, MANY, 0), MANY * DIRECTION + ANYWAY);
            }
            // That the clients are gone lies behind what they sent, which waits for the backend.
            origin.leave();
            awaitNothingHeld(front);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"nio, http1", "epoll, http1", "nio, tcp", "epoll, tcp"})
    void aClientThatDoesNotReadKeepsItsBackendFromBeingRead(String transport, String kind) throws Exception {
        String answer = kind.equals("tcp") ? "" : ANSWER;
        try (Reluctant origin = Reluctant.floodingOrigin(answer);
                SmallJvm front = front(transport, origin.port(), kind)) {
            try (Reluctant clients = Reluctant.silentClients(front.port, MANY, kind.equals("tcp") ? "" : GET)) {
                assertBounded(
                        held(front, origin::sent, origin::connections, MANY, MANY * LOW), MANY * DIRECTION + ANYWAY);
                assertEquals(MANY, clients.connections());
                origin.end();
                assertBounded(held(front, origin::sent, origin::connections, MANY, 0), MANY * DIRECTION + ANYWAY);
            }
            awaitNothingHeld(front);
        }
    }

    @ParameterizedTest
    @CsvSource({"nio", "epoll"})
    void soItIsForEachStreamOfAClient(String transport) throws Exception {
        try (Reluctant origin = Reluctant.floodingOrigin(ANSWER);
                SmallJvm front = front(transport, origin.port(), "http1")) {
            try (Http2Client client = new Http2Client(front.port)) {
                for (int i = 0; i < STREAMS; i++) {
                    Http2Client.Stream stream = client.open();
                    stream.channel.config().setAutoRead(false);
                    stream.head(Http2Client.head("GET", "/"), true);
                }
                assertBounded(
                        held(front, origin::sent, origin::connections, STREAMS, STREAMS * LOW),
                        STREAMS * DIRECTION + ANYWAY);
            }
            awaitNothingHeld(front);
        }
    }

    @ParameterizedTest
    @CsvSource({"nio", "epoll"})
    void soItIsForUploadsOverHttp2(String transport) throws Exception {
        try (Reluctant origin = Reluctant.silentOrigin();
                SmallJvm front = front(transport, origin.port(), "http1")) {
            AtomicLong taken = new AtomicLong();
            try (Http2Client client = new Http2Client(front.port)) {
                for (int i = 0; i < STREAMS; i++) {
                    Http2Client.Stream stream = client.open();
                    stream.channel.pipeline().addLast(new Flood(taken));
                    stream.head(Http2Client.head("POST", "/"), false);
                    stream.channel.pipeline().fireChannelWritabilityChanged();
                }
                assertBounded(
                        held(front, taken::get, origin::connections, STREAMS, 1024 * KIB),
                        STREAMS * DIRECTION + 2 * CONNECTION_WINDOW + ANYWAY);
            }
            awaitNothingHeld(front);
        }
    }

    /** Sends without end, as it is taken. */
    private static final class Flood extends ChannelInboundHandlerAdapter {
        private static final int PIECE = 16 * 1024;

        private final AtomicLong taken;

        Flood(AtomicLong taken) {
            this.taken = taken;
        }

        // What becomes of a write shows in what is taken.
        @Override
        @SuppressWarnings("FutureReturnValueIgnored")
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            ctx.executor().execute(() -> {
                while (ctx.channel().isActive() && ctx.channel().isWritable()) {
                    taken.addAndGet(PIECE);
                    ctx.writeAndFlush(
                            new DefaultHttp2DataFrame(ctx.alloc().buffer(PIECE).writeZero(PIECE), false));
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"nio", "epoll"})
    void soItIsForBackendsOfHttp2(String transport) throws Exception {
        String get = GET.replace("GET /", "GET /send/1000000000000");
        try (Http2Origin origin = new Http2Origin();
                SmallJvm front = front(transport, origin.port(), "h2c")) {
            try (Reluctant clients = Reluctant.silentClients(front.port, MANY, get)) {
                assertBounded(
                        held(front, origin.sent::get, origin.heads::size, MANY, MANY * LOW),
                        MANY * (DIRECTION + 2 * STREAM_WINDOW) + ANYWAY);
                assertEquals(MANY, clients.connections());
            }
            awaitNothingHeld(front);
        }
    }

    /** Serves until its input ends; tells the bytes of buffers in use for each line. */
    static final class Front {
        private Front() {}

        public static void main(String[] arguments) throws IOException {
            SocketTransport transport = SocketTransport.valueOf(arguments[0].toUpperCase(Locale.ROOT));
            int origin = Integer.parseInt(arguments[1]);
            String kind = arguments[2];
            Duration ever = Duration.ofHours(1);
            FrontEndLimits patient = FrontEndLimits.defaults().toBuilder()
                    .clientPace(ever, 1)
                    .answer(ever)
                    .answerIdle(ever)
                    .build();
            World world = kind.equals("tcp")
                    ? TcpTest.world(origin)
                    : new World().service("shop", kind.equals("h2c") ? "kubernetes.io/h2c" : "", origin);
            try (world) {
                world.start(builder -> builder.limits(patient).transport(transport));
                System.out.println(kind.equals("tcp") ? world.front().socketPort(World.bind(5432)) : world.port());
                while (System.in.read() >= 0) {
                    PooledByteBufAllocator buffers = PooledByteBufAllocator.DEFAULT;
                    System.out.println(buffers.pinnedDirectMemory() + buffers.pinnedHeapMemory());
                }
            }
        }
    }
}
