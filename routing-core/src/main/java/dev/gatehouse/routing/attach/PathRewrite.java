package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.HttpPathModifier;
import org.jspecify.annotations.Nullable;

/** {@code HTTPPathModifier}, for redirects and rewrites. */
public sealed interface PathRewrite {
    /**
     * The path for a request.
     *
     * @param path the request's path in normal form
     * @param prefix the value of the prefix match that took it, in normal form
     * @return starts with {@code /}
     */
    String apply(String path, String prefix);

    /** What a filter says; null where it says nothing. */
    static @Nullable PathRewrite of(@Nullable HttpPathModifier modifier) {
        if (modifier instanceof HttpPathModifier.ReplaceFullPath full) {
            return new Full(full.value());
        }
        return modifier instanceof HttpPathModifier.ReplacePrefixMatch prefix ? new Prefix(prefix.value()) : null;
    }

    /** {@code ReplaceFullPath}. */
    record Full(String value) implements PathRewrite {
        @Override
        public String apply(String path, String prefix) {
            return rooted(value);
        }
    }

    /** {@code ReplacePrefixMatch}: by whole elements, so a trailing slash of either prefix does not matter. */
    record Prefix(String replacement) implements PathRewrite {
        @Override
        public String apply(String path, String prefix) {
            String rest =
                    path.substring(Math.min(path.length(), unslashed(prefix).length()));
            String result = unslashed(replacement) + rest;
            return rooted(result);
        }
    }

    private static String unslashed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String rooted(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }
}
