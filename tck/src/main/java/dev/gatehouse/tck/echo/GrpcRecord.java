package dev.gatehouse.tck.echo;

import dev.gatehouse.tck.exchange.Arrival;
import dev.gatehouse.tck.exchange.ArrivedTls;
import dev.gatehouse.tck.exchange.HeaderLine;
import dev.gatehouse.tck.exchange.Received;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a backend received of a gRPC call, as the message {@code EchoResponse} that it answers with. All fields are strings or messages, so that
 * every one of them is a tag, a length and bytes:
 *
 * <pre>
 * EchoResponse   1 assertions
 * Assertions     1 fully_qualified_method, 2 headers (repeated), 3 authority, 4 context, 5 tls_assertions
 * Header         1 key, 2 value
 * Context        1 namespace, 2 ingress, 3 service_name, 4 pod
 * TLSAssertions  1 version, 2 negotiated_protocol, 3 server_name, 4 cipher_suite, 5 peer_certificates (repeated)
 * </pre>
 */
public final class GrpcRecord {
    private static final int LENGTH_DELIMITED = 2;

    private GrpcRecord() {}

    static byte[] write(Received received, String service) {
        Arrival arrival = received.request();
        Message assertions = new Message().text(1, arrival.target());
        assertions.message(2, new Message().text(1, ":authority").text(2, arrival.host()));
        arrival.headers()
                .forEach(line ->
                        assertions.message(2, new Message().text(1, line.name()).text(2, line.value())));
        assertions.text(3, arrival.host());
        assertions.message(
                4, new Message().text(1, received.namespace()).text(3, service).text(4, received.pod()));
        ArrivedTls tls = arrival.tls();
        if (tls != null) {
            Message told = new Message()
                    .text(1, tls.version())
                    .text(2, tls.negotiatedProtocol())
                    .text(3, tls.serverName())
                    .text(4, tls.cipherSuite());
            tls.peerCertificates().forEach(certificate -> told.text(5, certificate));
            assertions.message(5, told);
        }
        return new Message().message(1, assertions).bytes.toByteArray();
    }

    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message text(int field, String text) {
            return text.isEmpty() ? this : field(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message message) {
            return field(field, message.bytes.toByteArray());
        }

        private Message field(int field, byte[] content) {
            varint((field << 3) | LENGTH_DELIMITED);
            varint(content.length);
            bytes.writeBytes(content);
            return this;
        }

        private void varint(int number) {
            int left = number;
            while (left > 0x7f) {
                bytes.write((left & 0x7f) | 0x80);
                left >>>= 7;
            }
            bytes.write(left);
        }
    }

    /** What a message says; null where it is no such message, or an empty one. */
    public static @Nullable Received read(byte[] message) {
        Reading reading = new Reading();
        boolean read = fields(message, (field, assertions) -> {
            if (field == 1) {
                fields(assertions, reading::assertion);
            }
        });
        return read && !reading.pod.isEmpty() ? reading.received() : null;
    }

    private static final class Reading {
        private final List<HeaderLine> headers = new ArrayList<>();
        private final List<String> peerCertificates = new ArrayList<>();
        private final String[] tls = new String[5];
        private String method = "";
        private String authority = "";
        private String namespace = "";
        private String pod = "";

        void assertion(int field, byte[] content) {
            switch (field) {
                case 1 -> method = string(content);
                case 2 -> {
                    String[] line = {"", ""};
                    fields(content, (part, text) -> line[part == 1 ? 0 : 1] = string(text));
                    headers.add(new HeaderLine(line[0], line[1]));
                }
                case 3 -> authority = string(content);
                case 4 ->
                    fields(content, (part, text) -> {
                        if (part == 1) {
                            namespace = string(text);
                        } else if (part == 4) {
                            pod = string(text);
                        }
                    });
                case 5 ->
                    fields(content, (part, text) -> {
                        if (part == 5) {
                            peerCertificates.add(string(text));
                        } else if (part > 0 && part < 5) {
                            tls[part] = string(text);
                        }
                    });
                default -> {}
            }
        }

        Received received() {
            ArrivedTls arrivedTls = tls[1] == null
                    ? null
                    : new ArrivedTls(tls[1], orEmpty(tls[3]), orEmpty(tls[2]), orEmpty(tls[4]), peerCertificates);
            return new Received(
                    namespace, pod, new Arrival("POST", authority, method, headers, "HTTP/2.0", arrivedTls, 0));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    private static String string(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Whether the message could be read to its end. */
    private static boolean fields(byte[] message, BiConsumer<Integer, byte[]> each) {
        int[] at = {0};
        while (at[0] < message.length) {
            int tag = varint(message, at);
            int length = varint(message, at);
            if (tag < 0 || (tag & 7) != LENGTH_DELIMITED || length < 0 || length > message.length - at[0]) {
                return false;
            }
            byte[] content = new byte[length];
            System.arraycopy(message, at[0], content, 0, length);
            at[0] += length;
            each.accept(tag >>> 3, content);
        }
        return true;
    }

    /** The number at a place, which moves on; −1 where there is none. */
    private static int varint(byte[] message, int[] at) {
        int number = 0;
        for (int shift = 0; shift < 32 && at[0] < message.length; shift += 7) {
            byte next = message[at[0]++];
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        return -1;
    }
}
