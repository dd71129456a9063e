package dev.gatehouse.tls.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.tls.select.ServerName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated bytes, always the same ones: no exception, the same answer whole and in two pieces, and no name that is none. Two
 * hundred thousand of them; ten million with {@code -Dgatehouse.full=true}.
 */
class HelloReaderFuzzTest {
    private static final int TRIES = Boolean.getBoolean("gatehouse.full") ? 10_000_000 : 200_000;

    /** Where a byte is changed, it often becomes one of these: ends of ranges, lengths, types. */
    private static final int[] DICTIONARY = {
        0, 1, 2, 3, 0x10, 0x14, 0x15, 0x16, 0x17, 0x2a, 0x2b, 0x2e, 0x40, 0x7f, 0x80, 0xfe, 0xff
    };

    private final Random random = new Random(20_261_126);
    private final int[] answers = new int[3];

    @Test
    void nothingMakesItThrow() {
        List<byte[]> seeds = seeds();
        for (int i = 0; i < TRIES; i++) {
            byte[] connection = i % 8 == 0 ? noise() : mutated(seeds.get(random.nextInt(seeds.size())));
            try {
                read(connection);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("input " + i + ": " + HexFormat.of().formatHex(connection), e);
            }
        }
        // Inputs that all end alike would test nothing.
        for (int answer : answers) {
            assertTrue(answer > TRIES / 50, () -> Arrays.toString(answers));
        }
    }

    private void read(byte[] connection) {
        Reading whole = new HelloReader().read(ByteBuffer.wrap(connection));
        HelloReader parted = new HelloReader();
        Reading early = parted.read(ByteBuffer.wrap(connection, 0, random.nextInt(connection.length + 1)));
        Reading late = parted.read(ByteBuffer.wrap(connection));
        assertEquals(whole, late);
        assertTrue(early instanceof NeedMore || early.equals(late), "an answer is for ever");
        if (whole instanceof ClientHello hello) {
            answers[0]++;
            assertTrue(!hello.versions().isEmpty());
            if (hello.serverName() != null) {
                assertEquals(hello.serverName(), ServerName.canonical(hello.serverName()));
            }
        } else if (whole instanceof Refused refused) {
            answers[1]++;
            assertNotNull(refused.reason());
        } else {
            answers[2]++;
            assertTrue(((NeedMore) whole).atLeast() > connection.length);
        }
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        byte[] start = {22, 3, 1, 0, (byte) 200, 1, 0, 0, (byte) 196, 3, 3};
        System.arraycopy(start, 0, bytes, 0, Math.min(bytes.length, random.nextInt(start.length + 1)));
        return bytes;
    }

    private byte[] mutated(byte[] seed) {
        byte[] bytes = seed.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = random.nextInt(random.nextInt(4) == 0 ? Math.min(12, bytes.length) : bytes.length);
            switch (random.nextInt(10)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = spliced(bytes, at, random.nextInt(8));
                case 2 -> bytes = spliced(bytes, at, -random.nextInt(8));
                case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> bytes[at]++;
                case 5 -> bytes[at]--;
                case 6, 7 -> bytes[at] = (byte) random.nextInt();
                default -> bytes[at] = (byte) DICTIONARY[random.nextInt(DICTIONARY.length)];
            }
        }
        return bytes;
    }

    /** Some bytes there once more, or that many fewer. */
    private static byte[] spliced(byte[] bytes, int at, int more) {
        byte[] before = Arrays.copyOf(bytes, Math.min(bytes.length, Math.max(at, at + more)));
        return HelloWriter.join(
                before, Arrays.copyOfRange(bytes, Math.min(bytes.length, at + Math.max(0, -more)), bytes.length));
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int recordLength : new int[] {1, 7, 90, 1 << 14}) {
            for (String name :
                    List.of("shop.example", "a_b.xn--bcher-kva.example", "192.0.2.1", "::1", "UPPER.example")) {
                seeds.add(new HelloWriter()
                        .extension(0x0a0a)
                        .serverName(name)
                        .alpn("h2", "http/1.1")
                        .versions(0x0a0a, 0x0304, 0x0303)
                        .extension(51, new byte[40])
                        .records(recordLength));
            }
            seeds.add(new HelloWriter().withoutExtensions().records(recordLength));
        }
        return seeds;
    }
}
