package dev.gatehouse.routing.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests without the normaliser's work, which the core gives nobody: here it is measured apart. */
public final class Plain {
    private static final RequestHead BARE = new Head(null);

    private Plain() {}

    /** A request for a host and a path that are in normal form. */
    public static Request of(String host, String path) {
        return of(host, path, null);
    }

    /**
     * As {@link #of(String, String)}.
     *
     * @param header the value of each header; where there is one, the query is {@code q=1}
     */
    public static Request of(String host, String path, @Nullable String header) {
        return new Request(
                header == null ? BARE : new Head(header), host, host, path, header == null ? null : "q=1", path);
    }

    private record Head(@Nullable String value) implements RequestHead {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String target() {
            return "/";
        }

        @Override
        public List<String> headerLines(String name) {
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public @Nullable String header(String name) {
            return value;
        }
    }
}
