package dev.gatehouse.routing.resource;

/** What a path in a rule must be like. */
final class PathRules {
    /** An {@code Exact} or {@code PathPrefix} value of a HTTPRoute, but for its length. */
    static final TextRule ROUTE_PATH = new TextRule(
            "a path from '/', of the characters of a URL path, without '//', '/./', '/../', '%2f', '#',"
                    + " and not ending in '/.' or '/..'",
            text -> isPlainPath(text) && hasPathCharacters(text));

    /** An {@code Exact} or {@code Prefix} path of an Ingress. */
    static final TextRule INGRESS_PATH = new TextRule(
            "a path from '/', without '//', '/./', '/../', '%2f', and not ending in '/.' or '/..'",
            PathRules::isPlainPath);

    /** An {@code ImplementationSpecific} path of an Ingress. */
    static final TextRule ANY_INGRESS_PATH =
            new TextRule("a path from '/', or none", text -> text.isEmpty() || text.charAt(0) == '/');

    /** What an authorization service's path is put behind. */
    static final TextRule AUTH_PATH = new TextRule(
            "1 to 1024 of the characters of a URL path",
            text -> !text.isEmpty() && text.length() <= 1024 && hasPathCharacters(text));

    private PathRules() {}

    private static boolean isPlainPath(String text) {
        return text.startsWith("/")
                && !text.contains("//")
                && !text.contains("/./")
                && !text.contains("/../")
                && !text.contains("%2f")
                && !text.contains("%2F")
                && !text.endsWith("/..")
                && !text.endsWith("/.");
    }

    private static boolean hasPathCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                    return false;
                }
            } else if (!(c >= 'a' && c <= 'z')
                    && !(c >= 'A' && c <= 'Z')
                    && !(c >= '0' && c <= '9')
                    && "-/._~!$&'()*+,;=:@".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
