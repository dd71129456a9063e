package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.StreamOutcome.End;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A socket that remembers what was read last: a record of TLS (RFC 8446, 5.1), or the end. */
final class ObservedSocket extends Socket {
    private static final int ALERT = 21;
    private static final int HEADER_BYTES = 5;

    private boolean ended;
    private int type;
    private int headerAt;
    private int length;
    private @Nullable InputStream observed;

    /** How it ended; {@link End.Kind#ALERT} also where the connection was closed after an alert. */
    End.Kind end() {
        if (type == ALERT) {
            return End.Kind.ALERT;
        }
        return ended ? End.Kind.FIN : End.Kind.ALERT;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream in = observed;
        if (in == null) {
            in = new Observed(super.getInputStream());
            observed = in;
        }
        return in;
    }

    /** Follows the headers of the records: type, version, length. */
    private void passes(byte[] bytes, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end) {
            if (headerAt < HEADER_BYTES) {
                int value = bytes[at++] & 0xff;
                switch (headerAt++) {
                    case 0 -> type = value;
                    case 3 -> length = value << 8;
                    case 4 -> length |= value;
                    default -> {}
                }
            } else {
                int skipped = Math.min(length, end - at);
                at += skipped;
                length -= skipped;
            }
            if (headerAt == HEADER_BYTES && length == 0) {
                headerAt = 0;
            }
        }
    }

    private final class Observed extends FilterInputStream {
        Observed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int count = super.read(bytes, from, most);
            ended |= count < 0;
            passes(bytes, from, Math.max(count, 0));
            return count;
        }
    }
}
