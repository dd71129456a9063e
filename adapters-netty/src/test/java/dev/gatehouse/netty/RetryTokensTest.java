package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.Quic;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens are good for the client that they were sent to, and for nobody else. */
class RetryTokensTest {
    private static final byte[] ID = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final InetSocketAddress CLIENT = address("127.0.0.1", 4000);

    private final RetryTokens tokens = new RetryTokens(Duration.ofHours(1));

    @BeforeAll
    static void whereItIsThere() {
        assumeTrue(Quic.isAvailable(), () -> "no QUIC on this system: " + Quic.unavailabilityCause());
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(literal), port);
    }

    private static byte[] token(RetryTokens tokens) {
        ByteBuf out = Unpooled.buffer();
        assertTrue(tokens.writeToken(out, Unpooled.wrappedBuffer(ID), CLIENT));
        assertTrue(out.readableBytes() <= tokens.maxTokenLength());
        return ByteBufUtil.getBytes(out);
    }

    private int offset(byte[] token, InetSocketAddress from) {
        return tokens.validateToken(Unpooled.wrappedBuffer(token), from);
    }

    @Test
    void itEndsWithTheConnectionIdThatTheClientBeganWith() {
        byte[] token = token(tokens);
        ByteBuf id = Unpooled.wrappedBuffer(token).skipBytes(offset(token, CLIENT));
        assertArrayEquals(ID, ByteBufUtil.getBytes(id));
    }

    @Test
    void noOthersAreTaken() {
        byte[] token = token(tokens);
        assertEquals(-1, offset(token, address("127.0.0.1", 4001)));
        assertEquals(-1, offset(token, address("127.0.0.2", 4000)));
        assertEquals(-1, offset(token, address("::1", 4000)));
        assertEquals(-1, offset(token(new RetryTokens(Duration.ofHours(1))), CLIENT), "of another port");
        assertEquals(-1, offset(new byte[0], CLIENT));
        assertEquals(-1, offset(new byte[100], CLIENT));
        for (int i = 0; i < token.length; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 1;
            assertEquals(-1, offset(changed, CLIENT), "byte " + i);
        }
    }

    @Test
    void itIsGoodForAShortTime() {
        RetryTokens brief = new RetryTokens(Duration.ZERO);
        assertEquals(-1, brief.validateToken(Unpooled.wrappedBuffer(token(brief)), CLIENT));
    }
}
