package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.SessionPolicy;
import dev.gatehouse.routing.request.Request;
import java.time.Duration;
import java.util.List;

/**
 * Session tokens ({@code SessionPersistence}): a hash of rule, Service port and endpoint, and, where sessions end at some time, when this one began.
 * Every front end with the same configuration makes and reads the same ones, and none remembers any. A token tells nobody where an endpoint
 * is, and can do no more than choose among those that the rule has.
 */
final class Sessions {
    private static final int RADIX = 36;

    private Sessions() {}

    /** What an answer is given for the client to come back. */
    static HeaderEdits begin(SessionPolicy policy, ServiceBackend backend, Endpoint endpoint, long now) {
        String token = hash(policy, backend, endpoint);
        Duration timeout = policy.absoluteTimeout();
        if (timeout != null) {
            token = Long.toString(now, RADIX) + "." + token;
        }
        if (!policy.cookie()) {
            return new HeaderEdits(List.of(new Field(policy.name(), token)), List.of(), List.of());
        }
        StringBuilder cookie = new StringBuilder(96)
                .append(policy.name())
                .append('=')
                .append(token)
                .append("; Path=")
                .append(policy.path());
        if (policy.permanent() && timeout != null) {
            cookie.append("; Max-Age=").append(Math.max(1, timeout.toSeconds()));
        }
        cookie.append("; Secure; HttpOnly; SameSite=Strict");
        return new HeaderEdits(List.of(), List.of(new Field("Set-Cookie", cookie.toString())), List.of());
    }

    /** Whether the token was made for this endpoint, and its session has not ended. */
    static boolean leadsTo(SessionPolicy policy, String token, ServiceBackend backend, Endpoint endpoint, long now) {
        int dot = token.indexOf('.');
        Duration timeout = policy.absoluteTimeout();
        if ((timeout == null) != (dot < 0)) {
            return false;
        }
        if (timeout != null && !isAlive(token.substring(0, dot), timeout, now)) {
            return false;
        }
        return token.substring(dot + 1).equals(hash(policy, backend, endpoint));
    }

    private static boolean isAlive(String began, Duration timeout, long now) {
        try {
            long start = Long.parseLong(began, RADIX);
            return start >= 0 && start <= now && now - start < timeout.toSeconds();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The tokens that a request shows, in the order in which it shows them: several cookies may have one name. */
    static List<String> shown(SessionPolicy policy, Request request) {
        String header = request.header(policy.cookie() ? "cookie" : HeaderNames.lower(policy.name()));
        if (header == null) {
            return List.of();
        }
        if (!policy.cookie()) {
            return List.of(header);
        }
        return Cookies.values(header, policy.name());
    }

    private static String hash(SessionPolicy policy, ServiceBackend backend, Endpoint endpoint) {
        long hash = Hashes.of(policy.key());
        hash = Hashes.of(backend.toString(), hash);
        hash = Hashes.of(endpoint instanceof Endpoint.Address address ? address.toString() : "in-process", hash);
        return Long.toUnsignedString(hash, RADIX);
    }
}
