package dev.gatehouse.tls.hello;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes ClientHellos, right ones unless told otherwise. */
final class HelloWriter {
    static final int SERVER_NAME = 0;
    static final int ALPN = 16;
    static final int SUPPORTED_VERSIONS = 43;

    private final Map<String, Integer> lies = new HashMap<>();
    private final List<byte[]> extensions = new ArrayList<>();
    private boolean withoutExtensions;
    private int messageType = 1;
    private int legacyVersion = 0x0303;
    private byte[] sessionId = filled(32, 's');
    private byte[] suites = numbers16(0x1301, 0x1302);
    private byte[] compressionMethods = {0};
    private byte[] afterExtensions = {};

    /** Lets the length field of this name say so much more than is true. */
    HelloWriter lie(String lengthField, int more) {
        lies.put(lengthField, more);
        return this;
    }

    HelloWriter messageType(int type) {
        messageType = type;
        return this;
    }

    HelloWriter legacyVersion(int version) {
        legacyVersion = version;
        return this;
    }

    HelloWriter sessionId(int length) {
        sessionId = filled(length, 's');
        return this;
    }

    HelloWriter suites(byte... bytes) {
        suites = bytes;
        return this;
    }

    HelloWriter compressionMethods(int... methods) {
        compressionMethods = numbers8(methods);
        return this;
    }

    HelloWriter withoutExtensions() {
        withoutExtensions = true;
        return this;
    }

    HelloWriter afterExtensions(byte... bytes) {
        afterExtensions = bytes;
        return this;
    }

    HelloWriter extension(int type, byte... data) {
        extensions.add(join(numbers16(type), vector16("extension " + type, data)));
        return this;
    }

    HelloWriter serverName(String name) {
        return serverNames(name(0, name));
    }

    HelloWriter serverNames(byte[]... names) {
        return extension(SERVER_NAME, vector16("server names", names));
    }

    byte[] name(int type, String name) {
        return join(numbers8(type), vector16("server name", latin1(name)));
    }

    HelloWriter alpn(String... protocols) {
        return extension(
                ALPN,
                vector16(
                        "protocols",
                        Arrays.stream(protocols)
                                .map(protocol -> vector8("protocol", latin1(protocol)))
                                .toArray(byte[][]::new)));
    }

    HelloWriter versions(int... versions) {
        return extension(SUPPORTED_VERSIONS, vector8("versions", numbers16(versions)));
    }

    /** Extra bytes in an extension of no meaning here, so that the body of the message gets this length. */
    HelloWriter paddedTo(int bodyLength) {
        return extension(21, new byte[bodyLength - body().length - 4]);
    }

    /** The handshake message. */
    byte[] message() {
        byte[] body = body();
        int length = body.length + lies.getOrDefault("message", 0);
        return join(numbers8(messageType, length >> 16 & 0xff, length >> 8 & 0xff, length & 0xff), body);
    }

    private byte[] body() {
        byte[] head = join(
                numbers16(legacyVersion),
                filled(32, 'r'),
                vector8("session id", sessionId),
                vector16("suites", suites),
                vector8("compression methods", compressionMethods));
        return withoutExtensions
                ? join(head, afterExtensions)
                : join(head, vector16("extensions", extensions.toArray(byte[][]::new)), afterExtensions);
    }

    /** The message in one record. */
    byte[] record() {
        return record(22, message());
    }

    /** The message in records of this length, the last one excepted. */
    byte[] records(int length) {
        byte[] message = message();
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int start = 0; start < message.length; start += length) {
            records.writeBytes(
                    record(22, Arrays.copyOfRange(message, start, Math.min(start + length, message.length))));
        }
        return records.toByteArray();
    }

    byte[] record(int type, byte... content) {
        return join(numbers8(type, 3, 1), vector16("record", content));
    }

    private byte[] vector8(String field, byte[]... contents) {
        byte[] content = join(contents);
        return join(numbers8(content.length + lies.getOrDefault(field, 0)), content);
    }

    private byte[] vector16(String field, byte[]... contents) {
        byte[] content = join(contents);
        return join(numbers16(content.length + lies.getOrDefault(field, 0)), content);
    }

    static byte[] numbers8(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }

    static byte[] numbers16(int... numbers) {
        byte[] bytes = new byte[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[2 * i] = (byte) (numbers[i] >> 8);
            bytes[2 * i + 1] = (byte) numbers[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] filled(int length, char c) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) c);
        return bytes;
    }
}
