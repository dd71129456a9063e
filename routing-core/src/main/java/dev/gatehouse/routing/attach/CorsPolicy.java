package dev.gatehouse.routing.attach;

import java.util.List;

/**
 * Which pages of other origins may use a rule ({@code HTTPCORSFilter}, GEP-1767).
 *
 * @param anyOrigin {@code allowOrigins: ["*"]}
 * @param origins where {@code anyOrigin} is false; empty: none is allowed
 * @param methods {@code *} alone, or methods
 * @param headers {@code *} alone, or header names as written
 * @param exposed header names as written, or {@code *}
 * @param maxAge of a preflight's answer, in seconds
 */
public record CorsPolicy(
        boolean anyOrigin,
        List<CorsOrigin> origins,
        boolean credentials,
        List<String> methods,
        List<String> headers,
        List<String> exposed,
        int maxAge) {
    public CorsPolicy {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposed = List.copyOf(exposed);
    }

    /** Whether the value of an {@code Origin} header is allowed. {@code null} and what is no origin is allowed by {@code *} only. */
    public boolean allows(String origin) {
        if (anyOrigin) {
            return true;
        }
        for (int i = 0; i < origins.size(); i++) {
            if (origins.get(i).covers(origin)) {
                return true;
            }
        }
        return false;
    }
}
