package dev.gatehouse.routing.status;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What PEM looks like from outside: a line that begins it, and the line that ends it (RFC 7468, section 2). */
final class Pem {
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----");

    private Pem() {}

    static boolean certificate(byte @Nullable [] value) {
        String text = text(value);
        return ends(text, text.indexOf("-----BEGIN CERTIFICATE-----"), "CERTIFICATE");
    }

    static boolean privateKey(byte @Nullable [] value) {
        String text = text(value);
        var begin = PRIVATE_KEY.matcher(text);
        return begin.find() && ends(text, begin.start(), begin.group(1));
    }

    private static boolean ends(String text, int begin, String label) {
        return begin >= 0 && text.indexOf("-----END " + label + "-----", begin) > begin;
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
    }
}
