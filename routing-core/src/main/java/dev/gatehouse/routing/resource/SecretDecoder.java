package dev.gatehouse.routing.resource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code Secret}. No message shows a value, not even a part of one. */
final class SecretDecoder {
    private SecretDecoder() {}

    static Secret decode(FieldReader object, Metadata metadata) {
        object.bool("immutable");
        Map<String, byte[]> data = new LinkedHashMap<>();
        read(object, "data", true, data);
        read(object, "stringData", false, data);
        return new Secret(metadata, object.text("type", TextRule.ANY, "Opaque"), data);
    }

    /** Puts into {@code data} what the field maps names to: base64 where it is encoded, else text. */
    static void read(FieldReader object, String field, boolean encoded, Map<String, byte[]> data) {
        for (Map.Entry<?, ?> entry : object.map(field).entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            if (!Names.DATA_KEY.accepts().test(key)) {
                object.invalid(key, object.path(field).field(key), "expected as key: " + Names.DATA_KEY.expected());
            } else if (value == null) {
                data.put(key, new byte[0]);
            } else if (!(value instanceof String text)) {
                object.problems()
                        .error(
                                "wrong-type",
                                object.path(field).field(key),
                                "found " + Found.type(value) + " (expected: a string; put it in quotes)");
            } else {
                byte[] bytes = encoded ? decoded(text) : text.getBytes(StandardCharsets.UTF_8);
                if (bytes == null) {
                    object.problems()
                            .error(
                                    "invalid-base64",
                                    object.path(field).field(key),
                                    "found a string that is not base64 (expected: base64; plain text belongs into "
                                            + (field.equals("data") ? "stringData" : "data") + ")");
                } else {
                    data.put(key, bytes);
                }
            }
        }
    }

    /** The bytes, or null. Line breaks are let pass, as an API server does; padding must be there. */
    private static byte @Nullable [] decoded(String text) {
        String plain = text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? text
                : text.replace("\n", "").replace("\r", "");
        if (plain.length() % 4 != 0) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(plain);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
