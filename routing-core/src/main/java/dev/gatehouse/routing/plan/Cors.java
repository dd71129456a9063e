package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.CorsPolicy;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What CORS asks of answers ({@code HTTPCORSFilter}, GEP-1767). */
final class Cors {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
    private static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";
    private static final Field VARY = new Field("Vary", "Origin");

    private Cors() {}

    /** Whether a browser asks before it sends: {@code OPTIONS} with {@code Origin} and {@code Access-Control-Request-Method}. */
    static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS")
                && request.header("origin") != null
                && request.header("access-control-request-method") != null;
    }

    /** The fields of the answer to a preflight; none of CORS where its origin is not allowed. */
    static List<Field> preflight(CorsPolicy policy, Request request) {
        List<Field> fields = new ArrayList<>();
        String origin = request.header("origin");
        if (origin != null && policy.allows(origin)) {
            addOrigin(policy, origin, fields);
            addList(
                    policy,
                    "Access-Control-Allow-Methods",
                    policy.methods(),
                    "access-control-request-method",
                    request,
                    fields);
            addList(
                    policy,
                    "Access-Control-Allow-Headers",
                    policy.headers(),
                    "access-control-request-headers",
                    request,
                    fields);
            addExposed(policy, fields);
            fields.add(new Field("Access-Control-Max-Age", Integer.toString(policy.maxAge())));
        }
        if (!isOpen(policy)) {
            fields.add(VARY);
        }
        return fields;
    }

    /** The fields for an answer of the front end's own; empty where the request has no {@code Origin}, or one that is not allowed. */
    static List<Field> fields(@Nullable CorsPolicy policy, Request request) {
        String origin = policy == null ? null : request.header("origin");
        List<Field> fields = new ArrayList<>();
        if (policy != null && origin != null) {
            if (policy.allows(origin)) {
                addOrigin(policy, origin, fields);
                addExposed(policy, fields);
            }
            if (!isOpen(policy)) {
                fields.add(VARY);
            }
        }
        return fields;
    }

    /** The changes to a backend's answer: what it says of CORS itself does not count. None where the request has no {@code Origin}. */
    static HeaderEdits edits(@Nullable CorsPolicy policy, Request request) {
        List<Field> fields = fields(policy, request);
        if (policy == null || request.header("origin") == null) {
            return HeaderEdits.NONE;
        }
        List<String> remove = new ArrayList<>(List.of(ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS));
        List<Field> set = new ArrayList<>(fields);
        set.remove(VARY);
        set.forEach(field -> remove.remove(field.name()));
        return new HeaderEdits(set, isOpen(policy) ? List.of() : List.of(VARY), remove);
    }

    /** Whether every origin gets the same answer. */
    private static boolean isOpen(CorsPolicy policy) {
        return policy.anyOrigin() && !policy.credentials();
    }

    private static void addOrigin(CorsPolicy policy, String origin, List<Field> fields) {
        fields.add(new Field(ALLOW_ORIGIN, isOpen(policy) ? "*" : origin));
        if (policy.credentials()) {
            fields.add(new Field(ALLOW_CREDENTIALS, "true"));
        }
    }

    /** A list as configured; for {@code *}, which means nothing beside credentials, what the request asks for. */
    private static void addList(
            CorsPolicy policy, String name, List<String> allowed, String asked, Request request, List<Field> fields) {
        String wanted = request.header(asked);
        if (wanted == null || allowed.isEmpty()) {
            return;
        }
        boolean any = allowed.contains("*");
        fields.add(new Field(name, any ? policy.credentials() ? wanted : "*" : String.join(", ", allowed)));
    }

    private static void addExposed(CorsPolicy policy, List<Field> fields) {
        boolean any = policy.exposed().contains("*");
        if (!policy.exposed().isEmpty() && !(any && policy.credentials())) {
            fields.add(new Field(EXPOSE_HEADERS, any ? "*" : String.join(", ", policy.exposed())));
        }
    }
}
