package dev.gatehouse.netty.codec;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.plan.MessageFields;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Netty's headers as the lines that the core speaks of, and back. One character of a value is one byte, both ways. */
public final class Fields {
    private Fields() {}

    /** A line each, in order. */
    public static List<Field> of(HttpHeaders headers) {
        if (headers instanceof FieldHeaders fields) {
            return fields.lines();
        }
        List<Field> fields = new ArrayList<>(headers.size() + 8);
        for (Iterator<Map.Entry<CharSequence, CharSequence>> lines = headers.iteratorCharSequence();
                lines.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> line = lines.next();
            fields.add(new Field(line.getKey().toString(), line.getValue().toString()));
        }
        return fields;
    }

    /**
     * Makes a message a failure that has no single meaning, as {@link MessageFields#fault} has it, or is too large; without copying its fields.
     *
     * @param most lines
     */
    static void refuseFaulty(HttpMessage message, int most) {
        UnacceptableMessage fault = fault(message, most);
        if (fault != null) {
            message.setDecoderResult(DecoderResult.failure(fault));
        }
    }

    private static @Nullable UnacceptableMessage fault(HttpMessage message, int most) {
        HttpHeaders headers = message.headers();
        if (headers.size() > most) {
            return new UnacceptableMessage(431, "there are more than " + most + " header lines");
        }
        MessageFields.Check check = new MessageFields.Check();
        if (headers instanceof FieldHeaders fields) {
            List<Field> checked = fields.lines();
            for (int i = 0; i < checked.size(); i++) {
                String fault =
                        check.framingFault(checked.get(i).name(), checked.get(i).value());
                if (fault != null) {
                    return new UnacceptableMessage(400, fault);
                }
            }
            return oldAndChunked(message, check);
        }
        for (Iterator<Map.Entry<CharSequence, CharSequence>> lines = headers.iteratorCharSequence();
                lines.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> line = lines.next();
            String fault = check.fault(line.getKey().toString(), line.getValue().toString());
            if (fault != null) {
                return new UnacceptableMessage(400, fault);
            }
        }
        return oldAndChunked(message, check);
    }

    private static @Nullable UnacceptableMessage oldAndChunked(HttpMessage message, MessageFields.Check check) {
        boolean old = message.protocolVersion().equals(HttpVersion.HTTP_1_0);
        return old && check.isChunked() ? new UnacceptableMessage(400, "HTTP/1.0 has no Transfer-Encoding") : null;
    }

    /** Adds a line for each. */
    public static void add(HttpHeaders headers, List<Field> fields) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            headers.add(field.name(), bytes(field.value()));
        }
    }

    /** Whether it is a number of three digits (RFC 9110 section 15). */
    static boolean isStatus(String status) {
        return status.length() == 3
                && status.charAt(0) >= '1'
                && status.charAt(0) <= '9'
                && isDigit(status.charAt(1))
                && isDigit(status.charAt(2));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
