package dev.gatehouse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Has every client show that it receives what is sent to its address before anything is kept of it, or much sent there (RFC 9000 section 8.1.2).
 * A token is good for the address and the port that it was sent to, and for a short time: the time of its end, a MAC over all of it, and the
 * connection id that the client began with. For one thread.
 */
final class RetryTokens implements QuicTokenHandler {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int HEAD_BYTES = Long.BYTES + MAC_BYTES;

    private final Mac mac;
    private final long lifetime;

    /** With a key of its own. */
    RetryTokens(Duration lifetime) {
        byte[] key = new byte[MAC_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            this.mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        this.lifetime = lifetime.toNanos();
    }

    @Override
    public boolean writeToken(ByteBuf out, ByteBuf dcid, InetSocketAddress address) {
        long end = System.nanoTime() + lifetime;
        byte[] id = ByteBufUtil.getBytes(dcid);
        out.writeLong(end).writeBytes(seal(end, id, address)).writeBytes(id);
        return true;
    }

    @Override
    public int validateToken(ByteBuf token, InetSocketAddress address) {
        byte[] bytes = ByteBufUtil.getBytes(token);
        if (bytes.length < HEAD_BYTES || bytes.length > maxTokenLength()) {
            return -1;
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        long end = fields.getLong();
        byte[] seal = new byte[MAC_BYTES];
        byte[] id = new byte[bytes.length - HEAD_BYTES];
        fields.get(seal).get(id);
        boolean ours = MessageDigest.isEqual(seal, seal(end, id, address));
        return ours && end - System.nanoTime() > 0 ? HEAD_BYTES : -1;
    }

    private byte[] seal(long end, byte[] id, InetSocketAddress address) {
        mac.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(end)
                .putInt(address.getPort())
                .flip());
        byte[] host = address.getAddress().getAddress();
        mac.update((byte) host.length);
        mac.update(host);
        return mac.doFinal(id);
    }

    @Override
    public int maxTokenLength() {
        return HEAD_BYTES + Quic.MAX_CONN_ID_LEN;
    }
}
