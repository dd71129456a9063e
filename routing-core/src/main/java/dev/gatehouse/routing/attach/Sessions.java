package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.SessionPersistence;
import java.util.List;
import java.util.Locale;

/** {@code sessionPersistence} of a rule in neutral form. */
final class Sessions {
    private Sessions() {}

    static SessionPolicy of(SessionPersistence session, Origin origin, List<RuleMatch> matches) {
        String key = origin.route() + " " + (origin.name() != null ? origin.name() : String.valueOf(origin.rule()));
        boolean cookie = session.type() == SessionPersistence.Type.COOKIE;
        String name = session.sessionName() != null ? session.sessionName() : name(cookie, key);
        return new SessionPolicy(key, cookie, name, path(matches), session.absoluteTimeout(), session.permanent());
    }

    /** A browser sends all cookies of a host together: each rule has one of its own. */
    private static String name(boolean cookie, String key) {
        return cookie ? "gatehouse-" + String.format(Locale.ROOT, "%08x", key.hashCode()) : "Gatehouse-Session";
    }

    /** The longest path above everything that the rule takes: by whole elements, and for patterns before the first element that is not plain. */
    private static String path(List<RuleMatch> matches) {
        String common = null;
        for (RuleMatch match : matches) {
            String path = literal(match.path());
            common = common == null ? path : common(common, path);
        }
        return common == null || common.isEmpty() ? "/" : common;
    }

    private static String literal(PathMatch path) {
        String value = path.value();
        return switch (path.kind()) {
            case REGULAR_EXPRESSION -> literal(value);
            case EXACT, PREFIX, IMPLEMENTATION_SPECIFIC ->
                value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
            case DEFAULT -> "";
        };
    }

    private static String literal(String pattern) {
        int end = 0;
        while (end < pattern.length() && isPlain(pattern.charAt(end))) {
            end++;
        }
        if (end == pattern.length()) {
            return pattern.endsWith("/") ? pattern.substring(0, end - 1) : pattern;
        }
        if (pattern.indexOf('|') >= 0) {
            return "";
        }
        int slash = pattern.lastIndexOf('/', end - 1);
        return slash <= 0 ? "" : pattern.substring(0, slash);
    }

    private static boolean isPlain(char c) {
        return c == '/' || c == '-' || c == '_' || c == '~' || Character.isLetterOrDigit(c);
    }

    private static String common(String one, String other) {
        int end = 0;
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i <= length; i++) {
            if (endsElement(one, i) && endsElement(other, i)) {
                end = i;
            }
            if (i == length || one.charAt(i) != other.charAt(i)) {
                break;
            }
        }
        return one.substring(0, end);
    }

    private static boolean endsElement(String path, int at) {
        return at == path.length() || path.charAt(at) == '/';
    }
}
