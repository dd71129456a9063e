package dev.gatehouse.routing.resource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a HTTPRoute may ask for and Gatehouse cannot do yet: checked for its shape, so that it is right on the day it can. */
final class HttpRouteExtras {
    private static final Choice<String> SESSION_TYPES = Choice.of("Cookie", "Header");
    private static final Choice<String> LIFETIMES = Choice.of("Session", "Permanent");
    private static final Choice<String> AUTH_PROTOCOLS = Choice.of("HTTP", "GRPC");
    private static final TextRule SESSION_NAME = TextRule.length(0, 128);
    private static final TextRule CORS_ORIGIN = new TextRule(
            "* or scheme://host[:port] with http or https, without a path",
            HttpRouteExtras::isOrigin,
            text -> "cors-origin-format");
    private static final TextRule CORS_METHOD = new TextRule(
            "* or a method in upper case",
            text -> text.equals("*") || HttpRouteMatchDecoder.METHODS.find(text) != null,
            text -> HttpRouteMatchDecoder.METHODS.differsInCase(text) ? "enum-case" : "invalid-value");
    private static final TextRule AUTH_PATH = TextRule.length(0, 1024);

    private HttpRouteExtras() {}

    /** {@code retry} and {@code sessionPersistence} of a rule. */
    static void checkRule(FieldReader rule) {
        rule.experimental("retry", "a failed request is not tried again");
        FieldReader retry = rule.object("retry");
        if (retry != null) {
            checkRetry(retry);
        }
        rule.experimental("sessionPersistence", "requests of one session may reach different endpoints");
        FieldReader session = rule.object("sessionPersistence");
        if (session != null) {
            checkSessionPersistence(session);
        }
    }

    /** {@code HTTPRequestMirrorFilter}. */
    static void checkMirror(FieldReader mirror) {
        FieldReader backend = mirror.requiredObject("backendRef");
        if (backend != null) {
            References.backend(backend);
        }
        mirror.integer("percent", 0, 100);
        FieldReader fraction = mirror.object("fraction");
        if (fraction != null) {
            int numerator = fraction.requiredInteger("numerator", 0, Integer.MAX_VALUE);
            int denominator = fraction.integer("denominator", 1, Integer.MAX_VALUE, 100);
            if (denominator > 0 && numerator > denominator) {
                fraction.invalid(
                        numerator, fraction.path("numerator"), "expected: at most the denominator, " + denominator);
            }
        }
        if (mirror.has("percent") && mirror.has("fraction")) {
            mirror.problems()
                    .error(
                            "mirror-percent-and-fraction",
                            mirror.path(),
                            "found percent and fraction (expected: one of the two)");
        }
    }

    /** {@code HTTPCORSFilter}. */
    static void checkCors(FieldReader cors) {
        checkSet(cors, "allowOrigins", cors.texts("allowOrigins", ApiLimits.CORS_NAMES, CORS_ORIGIN), true);
        checkSet(cors, "allowMethods", cors.texts("allowMethods", ApiLimits.CORS_METHODS, CORS_METHOD), true);
        checkSet(cors, "allowHeaders", cors.texts("allowHeaders", ApiLimits.CORS_NAMES, Names.HEADER_NAME), true);
        checkSet(cors, "exposeHeaders", cors.texts("exposeHeaders", ApiLimits.CORS_NAMES, Names.HEADER_NAME), false);
        cors.bool("allowCredentials");
        cors.integer("maxAge", 1, Integer.MAX_VALUE);
    }

    /** {@code HTTPExternalAuthFilter}. */
    static void checkExternalAuth(FieldReader auth) {
        String protocol = auth.requiredChoice("protocol", AUTH_PROTOCOLS);
        FieldReader backend = auth.requiredObject("backendRef");
        if (backend != null) {
            References.backend(backend);
        }
        FieldReader http = auth.object("http");
        if (http != null) {
            http.text("path", AUTH_PATH);
            http.texts("allowedHeaders", ApiLimits.CORS_NAMES, TextRule.ANY);
            http.texts("allowedResponseHeaders", ApiLimits.CORS_NAMES, TextRule.ANY);
        }
        FieldReader grpc = auth.object("grpc");
        if (grpc != null) {
            grpc.texts("allowedHeaders", ApiLimits.CORS_NAMES, TextRule.ANY);
        }
        FieldReader body = auth.object("forwardBody");
        if (body != null) {
            body.integer("maxSize", 0, Integer.MAX_VALUE);
        }
        if (protocol != null) {
            String needed = protocol.equals("HTTP") ? "http" : "grpc";
            String other = protocol.equals("HTTP") ? "grpc" : "http";
            if (!auth.has(needed)) {
                auth.missing(needed, "expected: an object, as the protocol is " + protocol);
            }
            if (auth.has(other)) {
                auth.notAllowed(other, "the protocol is " + protocol);
            }
        }
    }

    private static void checkRetry(FieldReader retry) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> codes = retry.integers("codes", ApiLimits.UNBOUNDED, 400, 599);
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) != 0 && !seen.add(codes.get(i))) {
                retry.duplicate(codes.get(i), retry.path("codes").index(i));
            }
        }
        retry.integer("attempts", 1, Integer.MAX_VALUE);
        retry.text("backoff", GatewayDuration.RULE);
    }

    private static void checkSessionPersistence(FieldReader session) {
        session.text("sessionName", SESSION_NAME);
        session.text("absoluteTimeout", GatewayDuration.RULE);
        session.text("idleTimeout", GatewayDuration.RULE);
        String type = session.choice("type", SESSION_TYPES, SESSION_TYPES.first());
        FieldReader cookie = session.object("cookieConfig");
        if (cookie == null) {
            return;
        }
        if (!type.equals("Cookie")) {
            session.notAllowed("cookieConfig", "the type is " + type);
        }
        String lifetime = cookie.choice("lifetimeType", LIFETIMES, LIFETIMES.first());
        if (lifetime.equals("Permanent") && !session.has("absoluteTimeout")) {
            session.missing("absoluteTimeout", "expected: a duration, as cookieConfig.lifetimeType is Permanent");
        }
    }

    private static void checkSet(FieldReader fields, String field, List<String> texts, boolean wildcardAlone) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (!text.isEmpty() && !seen.add(text)) {
                fields.duplicate(text, fields.path(field).index(i));
            } else if (wildcardAlone && text.equals("*") && texts.size() > 1) {
                fields.invalid(text, fields.path(field).index(i), "expected: * alone, or no *");
            }
        }
    }

    /** {@code *}, or http or https, {@code ://}, a host that may have a wildcard first, and perhaps a port. */
    private static boolean isOrigin(String text) {
        if (text.equals("*")) {
            return true;
        }
        int start = text.startsWith("https://") ? 8 : text.startsWith("http://") ? 7 : -1;
        if (start < 0 || text.length() > 253) {
            return false;
        }
        int colon = text.indexOf(':', start);
        int end = colon < 0 ? text.length() : colon;
        return isOriginHost(text.substring(start, end)) && (colon < 0 || isPort(text.substring(colon + 1)));
    }

    private static boolean isOriginHost(String host) {
        String rest = host.startsWith("*.") ? host.substring(2) : host;
        if (host.equals("*")) {
            return true;
        }
        char before = '.';
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
            if (!letter && (c != '.' || before == '.')) {
                return false;
            }
            before = c;
        }
        return before != '.';
    }

    private static boolean isPort(String text) {
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || text.length() > 5) {
                return false;
            }
            port = 10 * port + c - '0';
        }
        return port >= 1 && port <= ApiLimits.MAX_PORT;
    }
}
