package dev.gatehouse.netty;

import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tickets with which the clients of a port come back to their sessions (RFC 5077; RFC 8446, 4.6.1), for OpenSSL. The session is in the
 * ticket, sealed, and lives as long as there is a key that opens it, whatever becomes of the certificate that was shown.
 *
 * <p>A key seals for an hour, and opens for another. Where clients are asked for certificates it does not open any longer: with TLS 1.3 each
 * visit brings a new ticket, and OpenSSL would let a session go on so for a week without a look at the client's certificate. The keys are
 * random, those of one port, and of one list of authorities for clients.
 *
 * <p>OpenSSL does not compare server names when a session is resumed. It compares the session's context, which a connection has from what
 * makes it, as it is then; so the name is written there before each. Not safe for use by several threads.
 */
final class SessionTickets {
    /** For how long a key seals. */
    static final Duration PERIOD = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;
    private final int kept;
    private List<OpenSslSessionTicketKey> keys = List.of();
    private long since;
    private @Nullable OpenSslServerSessionContext knownTo;

    /**
     * With keys that nobody knows.
     *
     * @param clients whether clients are asked for certificates
     * @param nanoTime such as {@link System#nanoTime}
     */
    SessionTickets(boolean clients, LongSupplier nanoTime) {
        this.kept = clients ? 1 : 2;
        this.nanoTime = nanoTime;
    }

    /** Has the next connection that is made of it come back to sessions with this name only; null for those without a name. */
    void bind(OpenSslServerSessionContext sessions, @Nullable String serverName) {
        if (renew() || knownTo != sessions) {
            sessions.setTicketKeys(keys.toArray(OpenSslSessionTicketKey[]::new));
            knownTo = sessions;
        }
        if (!sessions.setSessionIdContext(context(serverName))) {
            throw new IllegalStateException("OpenSSL takes 32 bytes for the context of a session");
        }
    }

    private boolean renew() {
        long now = nanoTime.getAsLong();
        if (keys.isEmpty()) {
            since = now;
            keys = List.of(key());
            return true;
        }
        long periods = (now - since) / PERIOD.toNanos();
        if (periods == 0) {
            return false;
        }
        since += periods * PERIOD.toNanos();
        List<OpenSslSessionTicketKey> renewed = new ArrayList<>(kept);
        renewed.add(key());
        if (periods < kept) {
            renewed.add(keys.get(0));
        }
        keys = List.copyOf(renewed);
        return true;
    }

    /** The one that seals, then one that only opens, where there is one. */
    List<OpenSslSessionTicketKey> keys() {
        renew();
        return keys;
    }

    private OpenSslSessionTicketKey key() {
        return new OpenSslSessionTicketKey(
                bytes(OpenSslSessionTicketKey.NAME_SIZE),
                bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] context(@Nullable String serverName) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((serverName == null ? "" : serverName).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
