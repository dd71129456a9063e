package dev.gatehouse.tck.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** The few forms of DER (X.690) that a certificate is written in. */
final class Der {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SEQUENCE = 0x30;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final byte[] NULL = element(0x05);

    /** {@code sha256WithRSAEncryption} and {@code rsaEncryption}, RFC 8017 and RFC 4055. */
    static final byte[] SHA256_WITH_RSA = sequence(oid("1.2.840.113549.1.1.11"), NULL);

    private static final byte[] RSA = sequence(oid("1.2.840.113549.1.1.1"), NULL);

    private Der() {}

    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length < 0x80) {
            element.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int skip = bytes[0] == 0 ? 1 : 0;
            element.write(0x80 | (bytes.length - skip));
            element.write(bytes, skip, bytes.length - skip);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    static byte[] set(byte[]... parts) {
        return element(0x31, parts);
    }

    static byte[] integer(BigInteger number) {
        return element(0x02, number.toByteArray());
    }

    static byte[] truth() {
        return element(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] content) {
        return element(0x04, content);
    }

    static byte[] bits(int unused, byte[] content) {
        return element(0x03, new byte[] {(byte) unused}, content);
    }

    static byte[] utf8(String text) {
        return element(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant instant) {
        return element(0x17, UTC_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code [number]} around elements. */
    static byte[] explicit(int number, byte[]... parts) {
        return element(CONTEXT | CONSTRUCTED | number, parts);
    }

    /** {@code [number]} in place of the element's own tag. */
    static byte[] implicit(int number, byte[] content) {
        return element(CONTEXT | number, content);
    }

    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            long arc = Long.parseLong(arcs[i]);
            int septets = 1;
            while (arc >>> (7 * septets) != 0) {
                septets++;
            }
            for (int septet = septets - 1; septet >= 0; septet--) {
                content.write((int) ((arc >>> (7 * septet)) & 0x7f) | (septet > 0 ? 0x80 : 0));
            }
        }
        return element(0x06, content.toByteArray());
    }

    /** {@code PrivateKeyInfo} of PKCS#8 around a {@code RSAPrivateKey} of PKCS#1. */
    static byte[] rsaPkcs8(byte[] pkcs1) {
        return sequence(integer(BigInteger.ZERO), RSA, octets(pkcs1));
    }

    /** The {@code RSAPrivateKey} of PKCS#1 in a {@code PrivateKeyInfo} as this JVM writes it: its last element. */
    static byte[] rsaPkcs1(byte[] pkcs8) {
        int header = rsaPkcs8(new byte[1 << 10]).length - (1 << 10);
        byte[] pkcs1 = new byte[pkcs8.length - header];
        System.arraycopy(pkcs8, header, pkcs1, 0, pkcs1.length);
        return pkcs1;
    }

    /** Reads elements, one after the other. What is cut short is no element. */
    static final class Reader {
        private final byte[] bytes;
        private int at;
        private int tag;
        private byte[] content = {};

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Whether there is another element; it is the one that is read from now on. */
        boolean next() {
            if (at + 2 > bytes.length) {
                return false;
            }
            tag = bytes[at++] & 0xff;
            int length = bytes[at++] & 0xff;
            if (length > 0x80) {
                int octets = length & 0x7f;
                length = 0;
                for (int i = 0; i < octets && at < bytes.length; i++) {
                    length = (length << 8) | (bytes[at++] & 0xff);
                }
            }
            if (length < 0 || length > bytes.length - at) {
                return false;
            }
            content = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            return true;
        }

        int tag() {
            return tag;
        }

        byte[] content() {
            return content;
        }

        /** The elements within the next one. */
        Reader inside() {
            return new Reader(next() ? content : new byte[0]);
        }
    }
}
