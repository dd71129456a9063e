package dev.gatehouse.tls.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Writes the few forms of DER (X.690) that keys and certificates are made of. */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final int UTF8_STRING = 0x0c;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    /** NULL, the parameter of RSA's algorithm identifiers. */
    static final byte[] NULL = {0x05, 0x00};

    /** BOOLEAN true. */
    static final byte[] TRUE = {0x01, 0x01, (byte) 0xff};

    private Der() {}

    /** A tag, the length of the parts together, and the parts. */
    static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + 6);
        bytes.write(tag);
        if (length < 0x80) {
            bytes.write(length);
        } else {
            int octets = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            bytes.write(0x80 | octets);
            for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
                bytes.write(length >> shift);
            }
        }
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    static byte[] integer(int value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] octets(byte[] value) {
        return element(OCTET_STRING, value);
    }

    static byte[] bits(int unused, byte... value) {
        return element(BIT_STRING, new byte[] {(byte) unused}, value);
    }

    static byte[] utf8(String value) {
        return element(UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A tag of the context: {@code [number]}, with {@code constructed} where it holds other elements. */
    static byte[] tagged(int number, boolean constructed, byte[]... parts) {
        return element(0x80 | (constructed ? 0x20 : 0) | number, parts);
    }

    /** An object identifier, from its dotted form. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeArc(bytes, 40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            writeArc(bytes, Integer.parseInt(arcs[i]));
        }
        return element(OBJECT_IDENTIFIER, bytes.toByteArray());
    }

    private static void writeArc(ByteArrayOutputStream bytes, int arc) {
        int groups = Math.max(1, (38 - Integer.numberOfLeadingZeros(arc)) / 7);
        for (int shift = 7 * (groups - 1); shift > 0; shift -= 7) {
            bytes.write(0x80 | (arc >> shift));
        }
        bytes.write(arc & 0x7f);
    }

    /** A time of a certificate: UTCTime to the end of 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
    static byte[] time(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        String text = SECONDS.format(time);
        return time.getYear() < 2050
                ? element(UTC_TIME, text.substring(2).getBytes(StandardCharsets.US_ASCII))
                : element(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }
}
