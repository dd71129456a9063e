package dev.gatehouse.jdkhttp;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The system properties of the JDK's HTTP server and client, which both read once, when their classes are loaded. So this must run before
 * either is touched. What somebody has set stays as it is.
 */
final class Platform {
    private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";

    private static final Map<String, String> SERVER = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqHeaders", "100",
            "sun.net.httpserver.maxReqHeaderSize", "32768",
            "sun.net.httpserver.idleInterval", "60",
            "sun.net.httpserver.maxIdleConnections", "10000");

    private Platform() {}

    static void prepare() {
        SERVER.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        System.setProperty(RESTRICTED, withHost(System.getProperty(RESTRICTED)));
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
