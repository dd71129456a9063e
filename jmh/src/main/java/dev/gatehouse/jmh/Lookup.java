package dev.gatehouse.jmh;

import org.jspecify.annotations.Nullable;

/**
 * One request. Its texts are made anew each time, as they come off the wire: without a hash that somebody computed before.
 */
final class Lookup {
    private final char[] host;
    private final char[] path;
    private final char[] floorHost;
    private final char[] floorPath;

    /** The value of the header {@code x}, or null. */
    final @Nullable String header;

    /** The path of the rule that takes it, or null. */
    final @Nullable String answer;

    Lookup(
            String host,
            String path,
            @Nullable String header,
            @Nullable String answer,
            String floorHost,
            String floorPath) {
        this.host = host.toCharArray();
        this.path = path.toCharArray();
        this.header = header;
        this.answer = answer;
        this.floorHost = floorHost.toCharArray();
        this.floorPath = floorPath.toCharArray();
    }

    /** One whose floor is asked for the path of the rule that takes it, or for its own where none does. */
    static Lookup of(String host, String path, @Nullable String answer) {
        return new Lookup(host, path, null, answer, host, answer == null ? path : answer);
    }

    String host() {
        return new String(host);
    }

    String path() {
        return new String(path);
    }

    /** The host as a hash map knows it. */
    String floorHost() {
        return new String(floorHost);
    }

    /** The path as a hash map knows it. */
    String floorPath() {
        return new String(floorPath);
    }
}
