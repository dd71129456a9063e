package dev.gatehouse.routing.observe;

import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a front end does with the fields by which one request is followed through several programs: {@code X-Request-Id}, and
 * {@code traceparent} with {@code tracestate} (W3C Trace Context). Mirrors and services that are asked first get what the backend gets.
 *
 * <p>Made-up values are random and no secrets. Immutable.
 *
 * @param requestId what becomes of {@code X-Request-Id}
 * @param trace what becomes of {@code traceparent} and {@code tracestate}
 */
public record Correlation(RequestId requestId, Trace trace) {
    /** {@code X-Request-Id} goes on as it came, and no malformed {@code traceparent} goes on. */
    public static final Correlation DEFAULT = new Correlation(RequestId.PASS, Trace.KEEP);

    private static final int LONGEST_ID = 128;
    private static final int TRACEPARENT = 55;

    public Correlation {
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(trace, "trace");
    }

    /** What becomes of {@code X-Request-Id}. */
    public enum RequestId {
        /** As it came, if it came. */
        PASS,
        /** As it came where it is one value of up to 128 letters, digits and {@code - _ . ~ : / + = @}; else a new one. */
        KEEP,
        /** A new one always: what a client sends is not believed. */
        REPLACE
    }

    /** What becomes of {@code traceparent} and {@code tracestate}. */
    public enum Trace {
        /** As they came. One that is malformed goes, and {@code tracestate} with it, so that a backend begins a trace of its own. */
        KEEP,
        /** As they came; where there is none, or a malformed one, a new trace begins here, with the flag that it is sampled. */
        CREATE
    }

    /**
     * The value for the backend; null for none.
     *
     * @param received the lines of {@code X-Request-Id}
     */
    public @Nullable String requestId(List<String> received) {
        if (requestId == RequestId.PASS) {
            return received.isEmpty() ? null : received.get(0);
        }
        return requestId == RequestId.KEEP && received.size() == 1 && isPlain(received.get(0))
                ? received.get(0)
                : hex(16);
    }

    /**
     * The value for the backend; null for none, and then {@code tracestate} must go too. One that is not among those received begins a
     * trace, and what came as {@code tracestate} does not belong to it.
     *
     * @param received the lines of {@code traceparent}
     */
    public @Nullable String traceparent(List<String> received) {
        if (received.size() == 1 && isTraceparent(received.get(0))) {
            return received.get(0);
        }
        return trace == Trace.CREATE ? "00-" + hex(16) + "-" + hex(8) + "-01" : null;
    }

    /**
     * The changes to the fields of a request, before anything is decided; {@link HeaderEdits#NONE} where all stay as they came.
     *
     * @param received gives the values of a field by its name in lower case, a line each
     */
    public HeaderEdits edits(Function<String, List<String>> received) {
        List<String> parents = received.apply("traceparent");
        boolean traced = trace == Trace.CREATE
                || !parents.isEmpty()
                || !received.apply("tracestate").isEmpty();
        if (requestId == RequestId.PASS && !traced) {
            return HeaderEdits.NONE;
        }
        List<Field> set = new ArrayList<>(2);
        List<String> remove = List.of();
        if (requestId != RequestId.PASS) {
            List<String> ids = received.apply("x-request-id");
            String id = requestId(ids);
            if (id != null && !ids.equals(List.of(id))) {
                set.add(new Field("X-Request-Id", id));
            }
        }
        if (traced) {
            String parent = traceparent(parents);
            if (parent == null) {
                remove = List.of("traceparent", "tracestate");
            } else if (!parents.contains(parent)) {
                set.add(new Field("traceparent", parent));
                remove = List.of("tracestate");
            }
        }
        return set.isEmpty() && remove.isEmpty() ? HeaderEdits.NONE : new HeaderEdits(set, List.of(), remove);
    }

    /** Makes {@link #edits} in a list of fields, which can be changed. */
    public void edit(List<Field> fields) {
        HeaderEdits edits = edits(name -> fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList());
        edits.remove().forEach(name -> remove(fields, name));
        for (Field field : edits.set()) {
            remove(fields, field.name());
            fields.add(field);
        }
    }

    private static void remove(List<Field> fields, String name) {
        fields.removeIf(field -> field.name().equalsIgnoreCase(name));
    }

    private static boolean isPlain(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain = (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "-_.~:/+=@".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** The trace-id of a valid {@code traceparent}; null where it is not. */
    static @Nullable String traceId(String traceparent) {
        return isTraceparent(traceparent) ? traceparent.substring(3, 35) : null;
    }

    /**
     * Trace Context section 3.2.2: version, trace-id, parent-id and flags in lower-case hexadecimal digits, neither id all zeros. Of a
     * version after 00 the same, and more may follow behind a dash; there is no version ff.
     */
    static boolean isTraceparent(String value) {
        return value.length() >= TRACEPARENT
                && isHex(value, 0, 2)
                && value.charAt(2) == '-'
                && isId(value, 3, 35)
                && value.charAt(35) == '-'
                && isId(value, 36, 52)
                && value.charAt(52) == '-'
                && isHex(value, 53, TRACEPARENT)
                && !value.startsWith("ff")
                && (value.length() == TRACEPARENT || (!value.startsWith("00") && value.charAt(TRACEPARENT) == '-'));
    }

    private static boolean isId(String value, int from, int to) {
        boolean zero = true;
        for (int i = from; i < to && zero; i++) {
            zero = value.charAt(i) == '0';
        }
        return !zero && isHex(value, from, to);
    }

    private static boolean isHex(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Random, and not all zeros. */
    private static String hex(int bytes) {
        StringBuilder text = new StringBuilder(2 * bytes);
        for (int i = 0; i < bytes / 8; i++) {
            long word = ThreadLocalRandom.current().nextLong();
            while (word == 0) {
                word = ThreadLocalRandom.current().nextLong();
            }
            for (int shift = 60; shift >= 0; shift -= 4) {
                text.append(Character.forDigit((int) (word >>> shift) & 0xf, 16));
            }
        }
        return text.toString();
    }
}
