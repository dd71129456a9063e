package dev.gatehouse.netty.codec;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The field names that most messages have, spelt as they are spelt most often: read without making a text of each. */
final class KnownNames {
    private static final List<String> NAMES = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Accept-Ranges",
            "Age",
            "Authorization",
            "Cache-Control",
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Security-Policy",
            "Content-Type",
            "Cookie",
            "Date",
            "ETag",
            "Expires",
            "Host",
            "If-Modified-Since",
            "If-None-Match",
            "Keep-Alive",
            "Last-Modified",
            "Location",
            "Origin",
            "Referer",
            "Sec-Fetch-Dest",
            "Sec-Fetch-Mode",
            "Sec-Fetch-Site",
            "Server",
            "Set-Cookie",
            "Strict-Transport-Security",
            "TE",
            "Traceparent",
            "Transfer-Encoding",
            "Upgrade-Insecure-Requests",
            "User-Agent",
            "Vary",
            "Via",
            "X-Content-Type-Options",
            "X-Forwarded-For",
            "X-Request-Id");

    private static final int MASK = 0xff;
    private static final AsciiString[] TABLE = new AsciiString[MASK + 1];
    private static final Map<String, AsciiString> LOWER = new HashMap<>();

    static {
        for (String name : NAMES) {
            String lower = name.toLowerCase(Locale.ROOT);
            LOWER.put(name, put(lower));
            LOWER.put(lower, put(lower));
            put(name);
        }
    }

    private KnownNames() {}

    private static AsciiString put(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        int slot = slot(bytes, 0, bytes.length);
        while (TABLE[slot] != null) {
            if (TABLE[slot].contentEquals(name)) {
                return TABLE[slot];
            }
            slot = slot + 1 & MASK;
        }
        TABLE[slot] = AsciiString.cached(name);
        return TABLE[slot];
    }

    private static int slot(byte[] bytes, int start, int length) {
        return length * 37 + bytes[start] * 7 + bytes[start + length - 1] * 3 + bytes[start + length / 2] & MASK;
    }

    /** The name that these bytes are; null where it is none of them. */
    static @Nullable AsciiString find(byte[] bytes, int start, int length) {
        if (length == 0) {
            return null;
        }
        int slot = slot(bytes, start, length);
        for (AsciiString name = TABLE[slot]; name != null; name = TABLE[slot]) {
            int offset = name.arrayOffset();
            if (Arrays.equals(name.array(), offset, offset + name.length(), bytes, start, start + length)) {
                return name;
            }
            slot = slot + 1 & MASK;
        }
        return null;
    }

    /** In lower case. */
    static AsciiString lower(String name) {
        AsciiString known = LOWER.get(name);
        return known != null ? known : AsciiString.of(name).toLowerCase();
    }
}
