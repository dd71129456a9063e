package dev.gatehouse.jdkhttp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The system properties of the JDK's HTTP server and client, which both read once, when their classes are loaded. So this must run before
 * either is touched. What somebody has set stays as it is.
 */
final class Platform {
    private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";

    private static final String CONNECTIONS = "jdk.httpserver.maxConnections";
    private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";
    private static final String ANSWER_TIME = "sun.net.httpserver.maxRspTime";
    private static final String TIME_CHECK = "sun.net.httpserver.timerMillis";

    /** Milliseconds: longer than any JVM runs. */
    static final String NEVER = Long.toString(1L << 50);

    private static final Map<String, String> SERVER = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqHeaders", "100",
            "sun.net.httpserver.maxReqHeaderSize", "32768",
            "sun.net.httpserver.idleInterval", "60",
            "sun.net.httpserver.clockTick", "1000",
            "sun.net.httpserver.maxIdleConnections", "10000");

    /** The server never looks whether a request or an answer takes longer, but closes connections that stay silent for so long. */
    private static final Map<String, String> SILENCE = Map.of(REQUEST_TIME, "10", TIME_CHECK, NEVER);

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String DESCRIPTORS = "Max open files";
    private static final int SHARE = 4;

    private Platform() {}

    static void prepare() {
        missing(System::getProperty, descriptors()).forEach(System::setProperty);
        System.setProperty(RESTRICTED, withHost(System.getProperty(RESTRICTED)));
    }

    /**
     * What the server is told where nobody has told it already.
     *
     * @param given the properties that are set
     * @param descriptors how many this process may have open; 0 where that is not known
     */
    static Map<String, String> missing(Function<String, @Nullable String> given, long descriptors) {
        Map<String, String> missing = new HashMap<>(SERVER);
        if (descriptors > 0) {
            missing.put(CONNECTIONS, Long.toString(Math.min(Integer.MAX_VALUE, Math.max(1, descriptors / SHARE))));
        }
        if (Stream.of(REQUEST_TIME, ANSWER_TIME, TIME_CHECK).allMatch(name -> given.apply(name) == null)) {
            missing.putAll(SILENCE);
        }
        missing.keySet().removeIf(name -> given.apply(name) != null);
        return missing;
    }

    private static long descriptors() {
        try {
            return descriptors(Files.readAllLines(LIMITS, StandardCharsets.US_ASCII));
        } catch (IOException | SecurityException e) {
            return 0;
        }
    }

    /** The soft limit, which a JVM raises to the hard one when it starts; 0 where there is none. */
    static long descriptors(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(DESCRIPTORS)) {
                String soft = line.substring(DESCRIPTORS.length()).strip().split(" ", 2)[0];
                return soft.matches("[0-9]{1,18}") ? Long.parseLong(soft) : 0;
            }
        }
        return 0;
    }

    /** Fails where the client's classes were loaded before {@link #prepare}. */
    static void checkClient() {
        try {
            HttpRequest ignored = HttpRequest.newBuilder(URI.create("http://localhost/"))
                    .header("Host", "localhost")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "java.net.http was used before this front end was: start the JVM with -D" + RESTRICTED + "=host",
                    e);
        }
    }

    static String withHost(@Nullable String allowed) {
        if (allowed == null || allowed.isBlank()) {
            return "host";
        }
        for (String name : allowed.split(",", -1)) {
            if (name.strip().equalsIgnoreCase("host")) {
                return allowed;
            }
        }
        return allowed + ",host";
    }
}
