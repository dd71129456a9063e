package dev.gatehouse.tck.client;

import dev.gatehouse.tck.exchange.StreamCall;
import dev.gatehouse.tck.exchange.StreamOutcome;
import dev.gatehouse.tck.exchange.StreamOutcome.Connected;
import dev.gatehouse.tck.exchange.StreamOutcome.End;
import dev.gatehouse.tck.exchange.StreamOutcome.Refused;
import dev.gatehouse.tck.exchange.TlsOffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a connection, with TLS or without, and exchanges lines over it. Safe for any number of threads. */
final class StreamClient {
    /** How long to look for the alert of a server that does not like the client's certificate, which comes after the handshake (RFC 8446, 4.4.2). */
    private static final int LATE_ALERT = 500;

    private static final int LONGEST_LINE = 1 << 20;

    private StreamClient() {}

    /** @param first what the connection begins with */
    static StreamOutcome send(StreamCall call, InetSocketAddress address, String first) {
        try (Wire wire = Wire.create()) {
            try {
                wire.connect(address, first);
                TlsOffer tls = call.tls();
                if (tls != null) {
                    wire.secure(tls);
                }
            } catch (IOException e) {
                return new Refused(wire.end(e));
            }
            return talk(call, wire);
        } catch (IOException e) {
            return new Refused(new End(End.Kind.NONE, e.toString()));
        }
    }

    private static StreamOutcome talk(StreamCall call, Wire wire) throws IOException {
        List<String> lines = new ArrayList<>();
        End end = null;
        try {
            InputStream in = new BufferedInputStream(wire.in());
            if (call.greeted()) {
                lines.add(line(in));
            }
            for (String line : call.lines()) {
                wire.out().write(line.getBytes(StandardCharsets.UTF_8));
                wire.out().flush();
                lines.add(line(in));
            }
            if (!call.greeted() && call.lines().isEmpty() && wire.certificateRequested()) {
                end = lateAlert(wire, in);
            }
        } catch (IOException e) {
            end = wire.end(e);
        }
        return end != null && end.kind() == End.Kind.ALERT && lines.isEmpty()
                ? new Refused(end)
                : new Connected(
                        wire.certificate(), wire.applicationProtocol(), wire.certificateRequested(), lines, end);
    }

    private static @Nullable End lateAlert(Wire wire, InputStream in) throws IOException {
        wire.patience(LATE_ALERT);
        try {
            return in.read() < 0 ? new End(End.Kind.ALERT, "closed after the handshake") : null;
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            return new End(End.Kind.ALERT, e.toString());
        }
    }

    /** With its line feed. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = 0;
        while (next != '\n') {
            next = in.read();
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new IOException(
                        "the connection was closed after \"" + line.toString(StandardCharsets.UTF_8) + "\"");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
