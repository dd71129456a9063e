package dev.gatehouse.routing.resource;

import java.util.List;

/** {@code HTTPCORSFilter}. */
final class CorsDecoder {
    private static final int DEFAULT_MAX_AGE = 5;
    private static final TextRule ORIGIN = new TextRule(
            "* or scheme://host[:port] with http or https, without a path",
            CorsDecoder::isOrigin,
            text -> "cors-origin-format");
    private static final TextRule METHOD = new TextRule(
            "* or a method in upper case",
            text -> text.equals("*") || HttpRouteMatchDecoder.METHODS.find(text) != null,
            text -> HttpRouteMatchDecoder.METHODS.differsInCase(text) ? "enum-case" : "invalid-value");

    private CorsDecoder() {}

    static HttpRouteFilter.Cors decode(FieldReader cors) {
        List<String> origins = set(cors, "allowOrigins", ApiLimits.CORS_NAMES, ORIGIN);
        List<String> methods = set(cors, "allowMethods", ApiLimits.CORS_METHODS, METHOD);
        List<String> headers = set(cors, "allowHeaders", ApiLimits.CORS_NAMES, Names.HEADER_NAME);
        return new HttpRouteFilter.Cors(
                origins,
                Boolean.TRUE.equals(cors.bool("allowCredentials")),
                methods,
                headers,
                cors.distinctTexts("exposeHeaders", ApiLimits.CORS_NAMES, Names.HEADER_NAME),
                cors.integer("maxAge", 1, Integer.MAX_VALUE, DEFAULT_MAX_AGE));
    }

    /** A list without repetition, in which {@code *} may only stand alone. */
    private static List<String> set(FieldReader cors, String field, int max, TextRule rule) {
        List<String> texts = cors.distinctTexts(field, max, rule);
        int star = texts.size() > 1 ? texts.indexOf("*") : -1;
        if (star >= 0) {
            cors.invalid("*", cors.path(field).index(star), "expected: * alone, or no *");
        }
        return texts;
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
        return isHost(text.substring(start, end)) && (colon < 0 || isPort(text.substring(colon + 1)));
    }

    private static boolean isHost(String host) {
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
