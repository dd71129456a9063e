package dev.gatehouse.cli;

import dev.gatehouse.netty.FrontEndLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits and deadlines as an operator writes them, each under the name of its setting: lines {@code name: value}, with {@code #} before what
 * is not to be read. Durations are those of GEP-2257 ({@code 1m30s}), sizes may end with {@code Ki} or {@code Mi}.
 */
final class Limits {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9./-]+):\\s*(\\S+)");
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,5})h)?(?:(\\d{1,5})m)?(?:(\\d{1,5})s)?(?:(\\d{1,5})ms)?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(Ki|Mi)?");

    private Limits() {}

    // Classes of their own, since a start that sets nothing need not make a piece of code for each limit.
    private static final class Netty {
        static final Map<String, BiConsumer<FrontEndLimits.Builder, String>> KEYS = netty();
    }

    private static final class Jdk {
        static final Map<String, Change> KEYS = jdk();
    }

    /** What becomes of the JDK front end's limits. */
    private interface Change {
        dev.gatehouse.jdkhttp.FrontEndLimits make(dev.gatehouse.jdkhttp.FrontEndLimits limits, String value);
    }

    private static Map<String, BiConsumer<FrontEndLimits.Builder, String>> netty() {
        Map<String, BiConsumer<FrontEndLimits.Builder, String>> keys = new TreeMap<>();
        keys.put("head", (limits, value) -> limits.head(duration(value)));
        keys.put("handshake", (limits, value) -> limits.handshake(duration(value)));
        keys.put("idle", (limits, value) -> limits.idle(duration(value)));
        keys.put(
                "clientGrace",
                (limits, value) ->
                        limits.clientPace(duration(value), limits.build().clientRate()));
        keys.put(
                "clientRate",
                (limits, value) -> limits.clientPace(limits.build().clientGrace(), size(value)));
        keys.put("connect", (limits, value) -> limits.connect(duration(value)));
        keys.put("answer", (limits, value) -> limits.answer(duration(value)));
        keys.put("answerIdle", (limits, value) -> limits.answerIdle(duration(value)));
        keys.put("tunnelIdle", (limits, value) -> limits.tunnelIdle(duration(value)));
        keys.put("datagramIdle", (limits, value) -> limits.datagramIdle(duration(value)));
        keys.put("datagramSessions", (limits, value) -> limits.datagramSessions(size(value)));
        keys.put("upstreamIdle", (limits, value) -> limits.upstreamIdle(duration(value)));
        keys.put("headBytes", (limits, value) -> limits.headBytes(size(value)));
        keys.put("fields", (limits, value) -> limits.fields(size(value)));
        keys.put("target", (limits, value) -> limits.target(size(value)));
        keys.put("streams", (limits, value) -> limits.streams(size(value)));
        keys.put(
                "streamWindow",
                (limits, value) -> limits.windows(size(value), limits.build().connectionWindow()));
        keys.put(
                "connectionWindow",
                (limits, value) -> limits.windows(limits.build().streamWindow(), size(value)));
        keys.put("resets", (limits, value) -> limits.resets(size(value)));
        keys.put("controlFrames", (limits, value) -> limits.controlFrames(size(value)));
        keys.put("requestsPerConnection", (limits, value) -> limits.requestsPerConnection(size(value)));
        keys.put("connections", (limits, value) -> limits.connections(size(value)));
        keys.put("upstreamConnections", (limits, value) -> limits.upstreamConnections(size(value)));
        keys.put("upstreamPending", (limits, value) -> limits.upstreamPending(size(value)));
        keys.put("upstreamIdleConnections", (limits, value) -> limits.upstreamIdleConnections(size(value)));
        keys.put("handlers", (limits, value) -> limits.handlers(size(value)));
        keys.put("threads", (limits, value) -> limits.threads(size(value)));
        return keys;
    }

    private static Map<String, Change> jdk() {
        Map<String, Change> keys = new TreeMap<>();
        keys.put("head", (limits, value) -> limits.withHead(duration(value)));
        keys.put("clientGrace", (limits, value) -> limits.withClientPace(duration(value), limits.clientRate()));
        keys.put("clientRate", (limits, value) -> limits.withClientPace(limits.clientGrace(), size(value)));
        keys.put("connect", (limits, value) -> limits.withConnect(duration(value)));
        keys.put("answer", (limits, value) -> limits.withAnswer(duration(value)));
        keys.put("answerIdle", (limits, value) -> limits.withAnswerIdle(duration(value)));
        keys.put("fields", (limits, value) -> limits.withFields(size(value)));
        keys.put("bodyCopy", (limits, value) -> limits.withBodyCopy(size(value)));
        keys.put("threads", (limits, value) -> limits.withThreads(size(value)));
        return keys;
    }

    /** The names of the front end on Netty. */
    static Set<String> nettyNames() {
        return Netty.KEYS.keySet();
    }

    /** @throws IllegalArgumentException for a name or a value that is not one */
    static FrontEndLimits netty(Map<String, String> set) {
        FrontEndLimits.Builder limits = FrontEndLimits.defaults().toBuilder();
        set.forEach((name, value) -> known(Netty.KEYS, name).accept(limits, value));
        return limits.build();
    }

    /** @throws IllegalArgumentException for a name or a value that is not one */
    static dev.gatehouse.jdkhttp.FrontEndLimits jdk(Map<String, String> set) {
        dev.gatehouse.jdkhttp.FrontEndLimits limits = dev.gatehouse.jdkhttp.FrontEndLimits.defaults();
        for (Map.Entry<String, String> each : set.entrySet()) {
            limits = known(Jdk.KEYS, each.getKey()).make(limits, each.getValue());
        }
        return limits;
    }

    private static <T> T known(Map<String, T> keys, String name) {
        T key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException(name + ": no such limit (expected: one of " + keys.keySet() + ")");
        }
        return key;
    }

    /**
     * What a file sets, in its order.
     *
     * @throws IllegalArgumentException for a line that is not {@code name: value}
     */
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> set = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            String where = file + ":" + (i + 1) + ": ";
            if (!parts.matches()) {
                throw new IllegalArgumentException(where + "found " + line + " (expected: name: value)");
            }
            if (set.put(parts.group(1), parts.group(2)) != null) {
                throw new IllegalArgumentException(where + parts.group(1) + " is there twice");
            }
        }
        return set;
    }

    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException("found " + text + " (expected: a duration such as 1m30s or 500ms)");
        }
        return Duration.ofHours(part(parts, 1))
                .plusMinutes(part(parts, 2))
                .plusSeconds(part(parts, 3))
                .plusMillis(part(parts, 4));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static int size(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("found " + text + " (expected: a number, with Ki or Mi for bytes)");
        }
        long unit = parts.group(2) == null ? 1 : parts.group(2).equals("Ki") ? 1 << 10 : 1 << 20;
        long size = Long.parseLong(parts.group(1)) * unit;
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("found " + text + " (expected: less than 2048Mi)");
        }
        return (int) size;
    }
}
