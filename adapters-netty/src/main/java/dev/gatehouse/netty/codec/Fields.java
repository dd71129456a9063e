package dev.gatehouse.netty.codec;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Netty's headers as the lines that the core speaks of, and back. One character of a value is one byte, both ways. */
public final class Fields {
    private Fields() {}

    /** A line each, in order. */
    public static List<Field> of(HttpHeaders headers) {
        List<Field> fields = new ArrayList<>(headers.size() + 8);
        for (Iterator<Map.Entry<CharSequence, CharSequence>> lines = headers.iteratorCharSequence();
                lines.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> line = lines.next();
            fields.add(new Field(line.getKey().toString(), line.getValue().toString()));
        }
        return fields;
    }

    /** Adds a line for each. */
    public static void add(HttpHeaders headers, List<Field> fields) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            headers.add(field.name(), bytes(field.value()));
        }
    }

    /** Netty's encoders write a {@code String} in ASCII, with {@code ?} for every other byte. */
    static CharSequence bytes(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0x7f) {
                return new AsciiString(value.getBytes(StandardCharsets.ISO_8859_1), false);
            }
        }
        return value;
    }
}
