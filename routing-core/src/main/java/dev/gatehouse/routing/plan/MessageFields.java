package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message means one thing only, as far as its header fields tell: for adapters whose reader of HTTP/1 is not strict by
 * itself. A request with a fault is answered with 400 and its connection closed, an answer with a fault becomes 502 and the
 * backend's connection is dropped.
 */
public final class MessageFields {
    /** More digits than a body can have bytes, and fewer than a {@code long} can hold. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private MessageFields() {}

    /**
     * What keeps a message from having one meaning (RFC 9112 section 6, RFC 9110 section 5): {@code Content-Length} that is not all
     * digits, or is there twice, or beside {@code Transfer-Encoding}; a transfer coding other than {@code chunked}; a name that is no
     * token; a control character in a value.
     *
     * @return one phrase for the log, without a byte of the message; null where nothing does
     */
    public static @Nullable String fault(List<Field> fields) {
        Check check = new Check();
        for (int i = 0; i < fields.size(); i++) {
            String fault = check.fault(fields.get(i).name(), fields.get(i).value());
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** The same of fields that come one by one; one for each message, for one thread. */
    public static final class Check {
        private boolean length;
        private boolean chunked;

        /** Before the first field. */
        public Check() {}

        /**
         * What is wrong with this field after those before it.
         *
         * @return as {@link MessageFields#fault} has it
         */
        public @Nullable String fault(String name, String value) {
            if (!isToken(name)) {
                return "a header name is malformed";
            }
            if (!isValue(value)) {
                return "a header value has a control character";
            }
            return framingFault(name, value);
        }

        /** As {@link #fault}, of a field whose name is known to be a token, and whose value to have no control character. */
        public @Nullable String framingFault(String name, String value) {
            if (name.equalsIgnoreCase("content-length")) {
                if (length) {
                    return "Content-Length is there twice";
                }
                if (number(value) < 0) {
                    return "Content-Length is malformed";
                }
                length = true;
            } else if (name.equalsIgnoreCase("transfer-encoding")) {
                if (chunked || !value.equalsIgnoreCase("chunked")) {
                    return "Transfer-Encoding is not chunked alone";
                }
                chunked = true;
            }
            return length && chunked ? "Content-Length and Transfer-Encoding contradict each other" : null;
        }

        /** Whether the body comes in chunks, as far as the fields until now tell. */
        public boolean isChunked() {
            return chunked;
        }
    }

    /** The value of {@code Content-Length}; −1 where there is none. For fields without a {@link #fault}. */
    public static long contentLength(List<Field> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase("content-length")) {
                return number(fields.get(i).value());
            }
        }
        return -1;
    }

    /** Whether the body comes in chunks. For fields without a {@link #fault}. */
    public static boolean isChunked(List<Field> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase("transfer-encoding")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!HeaderNames.isToken(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                return false;
            }
        }
        return true;
    }

    /** Digits only: {@code Long.parseLong} takes a sign and the digits of every script. −1 for anything else. */
    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_LENGTH_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
