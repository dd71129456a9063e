package dev.gatehouse.tls.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/** Reads the same bytes in many ways, which must not make a difference. */
final class Readings {
    private Readings() {}

    /** At once, byte by byte, in two pieces parted at each place, and never before as many have come as were asked for. */
    static Reading everyWay(byte[] connection) {
        Reading whole = twoOrThreeWays(connection);
        ByteBuffer all = ByteBuffer.allocateDirect(connection.length + 7);
        all.position(3).put(connection);
        for (int split = 1; split < connection.length; split++) {
            int first = split;
            Reading parted = inPieces(all, connection.length, length -> length == 0 ? first : connection.length);
            assertEquals(whole, parted, () -> "split " + first);
        }
        return whole;
    }

    /** At once, byte by byte, and as asked for. */
    static Reading twoOrThreeWays(byte[] connection) {
        Reading whole = new HelloReader().read(ByteBuffer.wrap(connection));
        assertEquals(whole, inPieces(connection, length -> Math.min(length + 1, connection.length)), "byte by byte");
        assertEquals(whole, asAskedFor(connection), "in the pieces asked for");
        return whole;
    }

    /** Each next length of what has been received from the one before, until an answer, or all has been received. */
    static Reading inPieces(byte[] connection, IntUnaryOperator nextLength) {
        // Somewhere in a larger buffer that cannot be written to, another view of it each time.
        ByteBuffer all = ByteBuffer.allocateDirect(connection.length + 7);
        all.position(3).put(connection);
        return inPieces(all.asReadOnlyBuffer(), connection.length, nextLength);
    }

    private static Reading inPieces(ByteBuffer all, int end, IntUnaryOperator nextLength) {
        HelloReader reader = new HelloReader();
        int length = 0;
        int asked = 0;
        while (true) {
            length = nextLength.applyAsInt(length);
            ByteBuffer received = all.duplicate().limit(length + 3).position(3);
            Reading reading = reader.read(received);
            assertEquals(3, received.position());
            assertEquals(length + 3, received.limit());
            if (!(reading instanceof NeedMore more)) {
                assertSame(reading, reader.read(ByteBuffer.allocate(0)), "the answer is for ever");
                assertTrue(!(reading instanceof ClientHello) || asked <= length, () -> "asked for too much");
                return reading;
            }
            assertTrue(more.atLeast() > length, more + " after " + length);
            assertTrue(more.atLeast() >= asked, more + " after more had been asked for");
            asked = more.atLeast();
            if (length == end) {
                return reading;
            }
        }
    }

    private static Reading asAskedFor(byte[] connection) {
        HelloReader reader = new HelloReader();
        Reading reading = reader.read(ByteBuffer.allocate(0));
        int length = 0;
        while (reading instanceof NeedMore more && length < connection.length) {
            length = Math.min(more.atLeast(), connection.length);
            reading = reader.read(ByteBuffer.wrap(connection, 0, length));
        }
        return reading;
    }
}
