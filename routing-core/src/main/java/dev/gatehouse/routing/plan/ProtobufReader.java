package dev.gatehouse.routing.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads a message of Protocol Buffers, field by field: {@link #next} and then what fits the field, or nothing to pass it over. The bytes are
 * another party's.
 */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int MAX_VARINT = 10;

    private final ByteBuffer in;
    private int type;
    private long number;
    private ByteBuffer value = ByteBuffer.allocate(0);

    ProtobufReader(byte[] message) {
        this(ByteBuffer.wrap(message));
    }

    private ProtobufReader(ByteBuffer in) {
        this.in = in;
    }

    /** The bytes are no message. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** The number of the next field; 0 at the end. */
    int next() throws Malformed {
        if (!in.hasRemaining()) {
            return 0;
        }
        long key = varint();
        long field = key >>> 3;
        if (field < 1 || field > 0x1fffffff) {
            throw new Malformed("a field without a number");
        }
        type = (int) key & 7;
        switch (type) {
            case VARINT -> number = varint();
            case BYTES -> value = take(varint());
            case FIXED_64 -> take(Long.BYTES);
            case FIXED_32 -> take(Integer.BYTES);
            default -> throw new Malformed("wire type " + type);
        }
        return (int) field;
    }

    long number() throws Malformed {
        expect(VARINT);
        return number;
    }

    ProtobufReader message() throws Malformed {
        expect(BYTES);
        return new ProtobufReader(value.slice());
    }

    String text() throws Malformed {
        expect(BYTES);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(value.slice()).toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("text that is not UTF-8");
        }
    }

    private void expect(int wanted) throws Malformed {
        if (type != wanted) {
            throw new Malformed("wire type " + type + " (expected: " + wanted + ")");
        }
    }

    private ByteBuffer take(long length) throws Malformed {
        if (length < 0 || length > in.remaining()) {
            throw new Malformed("it ends too early");
        }
        ByteBuffer taken = in.slice();
        taken.limit((int) length);
        in.position(in.position() + (int) length);
        return taken;
    }

    private long varint() throws Malformed {
        long value = 0;
        for (int i = 0; i < MAX_VARINT && in.hasRemaining(); i++) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw new Malformed("a number without an end");
    }
}
