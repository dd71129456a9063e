package dev.gatehouse.tls.hello;

import dev.gatehouse.tls.hello.Refused.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads what a TLS client asks for from the first bytes of its connection, and leaves the bytes where they are, to be handed on to
 * whoever answers the handshake.
 *
 * <pre>{@code
 * HelloReader reader = new HelloReader();
 * Reading reading = reader.read(received);
 * while (reading instanceof NeedMore) {
 *     receive(received); // until a deadline
 *     reading = reader.read(received);
 * }
 * }</pre>
 *
 * <p>The answer depends on the bytes alone, not on how they arrived: the network may part them anywhere, and the client may spread
 * its message over TLS records as it likes. It comes with the first byte that settles it.
 *
 * <p>Whatever another reader of the same bytes could understand differently is refused rather than guessed at, so that the server
 * that answers sees the name that the route was chosen by. Only what bears on the name, the protocols and the versions is
 * judged; a handshake can fail for many more reasons.
 *
 * <p>For clients that mean harm: a message that is too long is refused for the length that it announces; never is more than twice as
 * much memory used as bytes have been received; each byte is looked at a fixed number of times, however small the pieces in
 * which it comes. One reader belongs to one connection and to one thread at a time.
 */
public final class HelloReader {
    /** The longest ClientHello that is read, in bytes, without the headers of message and records: 64 KiB. */
    public static final int MAX_LENGTH = 1 << 16;

    /** The most records that a ClientHello is read from. Honest clients need five at most, unless their records are tiny. */
    public static final int MAX_RECORDS = 1024;

    private static final int HANDSHAKE_RECORD = 22;
    private static final int MAJOR_VERSION = 3;
    private static final int RECORD_HEADER_LENGTH = 5;
    private static final int MAX_FRAGMENT_LENGTH = 1 << 14;
    private static final int MESSAGE_HEADER_LENGTH = 4;
    private static final int CLIENT_HELLO = 1;
    private static final byte[] NOTHING = new byte[0];

    private Reading reading = new NeedMore(RECORD_HEADER_LENGTH + MESSAGE_HEADER_LENGTH);

    /** How many bytes of the connection have been taken, record headers by the whole. */
    private int taken;

    private int records;

    /** How many bytes the current record still has. */
    private int fragmentLeft;

    /** The content of the records so far, up to {@code messageLength}: the header of the message and its body. */
    private byte[] message = NOTHING;

    private int messageLength;

    /** A reader that has seen nothing. */
    public HelloReader() {}

    /**
     * Goes on reading.
     *
     * @param received everything that the connection has sent so far, its first byte at the buffer's position, its last before
     *     the limit. Neither position nor limit is changed, and the buffer may be another one each time
     * @return what the bytes amount to; the same for ever once it is no {@link NeedMore}
     * @throws IllegalArgumentException if there are fewer bytes than in an earlier call, so that they cannot be all
     */
    public Reading read(ByteBuffer received) {
        if (reading instanceof NeedMore) {
            if (received.remaining() < taken) {
                throw new IllegalArgumentException(
                        "received: " + received.remaining() + " bytes (expected: >= " + taken + ")");
            }
            try {
                reading = advance(received);
            } catch (Unacceptable e) {
                reading = new Refused(e.reason());
            }
            if (!(reading instanceof NeedMore)) {
                message = NOTHING;
            }
        }
        return reading;
    }

    /*
     *   struct {                                              RFC 8446, 5.1; RFC 5246, 6.2.1
     *       ContentType type;                                 uint8; handshake(22)
     *       ProtocolVersion legacy_record_version;            uint16; to be ignored, save that no version has another first byte
     *       uint16 length;                                    1 to 2^14
     *       opaque fragment[length];
     *   } TLSPlaintext;
     *
     *   struct {                                              RFC 8446, 4; RFC 5246, 7.4
     *       HandshakeType msg_type;                           uint8; client_hello(1)
     *       uint24 length;
     *       ClientHello body;
     *   } Handshake;                                          in the fragments of one or more records, with nothing between them
     */
    private Reading advance(ByteBuffer received) throws Unacceptable {
        while (fragmentLeft > 0 || enterRecord(received)) {
            takeFragment(received);
            checkMessageHeader();
            if (messageLength >= MESSAGE_HEADER_LENGTH && messageLength == announcedEnd()) {
                return HelloParser.clientHello(new Octets(message, MESSAGE_HEADER_LENGTH, messageLength));
            }
            if (fragmentLeft > 0) {
                break;
            }
        }
        return new NeedMore(atLeast());
    }

    /**
     * Steps over the header of the next record. False where it is not there yet; and yet what there is of it is looked at, since
     * a client that speaks something else may be waiting for an answer to it.
     */
    private boolean enterRecord(ByteBuffer received) throws Unacceptable {
        int start = received.position() + taken;
        int available = received.remaining() - taken;
        if (available > 0 && records == MAX_RECORDS) {
            throw new Unacceptable(Reason.TOO_MANY_RECORDS);
        }
        if (available > 0 && received.get(start) != HANDSHAKE_RECORD) {
            throw new Unacceptable(records == 0 ? Reason.NO_HANDSHAKE : Reason.INTERRUPTED);
        }
        if (available > 1 && received.get(start + 1) != MAJOR_VERSION) {
            throw new Unacceptable(Reason.RECORD_VERSION);
        }
        if (available < RECORD_HEADER_LENGTH) {
            return false;
        }
        int length = (received.get(start + 3) & 0xff) << 8 | (received.get(start + 4) & 0xff);
        if (length == 0) {
            throw new Unacceptable(Reason.EMPTY_RECORD);
        }
        if (length > MAX_FRAGMENT_LENGTH) {
            throw new Unacceptable(Reason.RECORD_TOO_LONG);
        }
        records++;
        fragmentLeft = length;
        taken += RECORD_HEADER_LENGTH;
        return true;
    }

    /** Takes what has arrived of the current record. */
    private void takeFragment(ByteBuffer received) {
        int length = Math.min(fragmentLeft, received.remaining() - taken);
        if (length > message.length - messageLength) {
            message = Arrays.copyOf(message, Math.max(messageLength + length, 2 * messageLength));
        }
        received.get(received.position() + taken, message, messageLength, length);
        messageLength += length;
        taken += length;
        fragmentLeft -= length;
    }

    private void checkMessageHeader() throws Unacceptable {
        if (messageLength > 0 && message[0] != CLIENT_HELLO) {
            throw new Unacceptable(Reason.NO_CLIENT_HELLO);
        }
        if (messageLength >= MESSAGE_HEADER_LENGTH) {
            if (announcedEnd() > MESSAGE_HEADER_LENGTH + MAX_LENGTH) {
                throw new Unacceptable(Reason.TOO_LONG);
            }
            if (messageLength + fragmentLeft > announcedEnd()) {
                throw new Unacceptable(Reason.SURPLUS);
            }
        }
    }

    /** How long the message is with its header, as the header says. */
    private int announcedEnd() {
        return MESSAGE_HEADER_LENGTH + ((message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | (message[3] & 0xff));
    }

    /** What is known to be missing of the message, in as few more records as can hold it. */
    private int atLeast() {
        int known = messageLength < MESSAGE_HEADER_LENGTH ? MESSAGE_HEADER_LENGTH : announcedEnd();
        int missing = known - messageLength;
        int inMoreRecords = Math.max(0, missing - fragmentLeft);
        int moreRecords = (inMoreRecords + MAX_FRAGMENT_LENGTH - 1) / MAX_FRAGMENT_LENGTH;
        return taken + missing + moreRecords * RECORD_HEADER_LENGTH;
    }
}
