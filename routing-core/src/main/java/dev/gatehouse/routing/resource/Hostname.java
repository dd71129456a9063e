package dev.gatehouse.routing.resource;

import org.jspecify.annotations.Nullable;

/**
 * A host name as Ingress and Gateway API write it: a DNS-1123 subdomain in lower case, or {@code *.} before one. Equality is
 * by text.
 */
public record Hostname(String text) {
    private static final int MAX_LENGTH = 253;

    /** Fails where {@code text} is not a host name; see {@link #tryParse}. */
    public Hostname {
        String problem = problem(text);
        if (problem != null) {
            throw new IllegalArgumentException("\"" + text + "\" " + problem);
        }
    }

    /** The host name, or null where {@link #problem} finds one. */
    public static @Nullable Hostname tryParse(String text) {
        return problem(text) == null ? new Hostname(text) : null;
    }

    /** What keeps {@code text} from being a host name, as a phrase that follows it; null where nothing does. */
    public static @Nullable String problem(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return "must have 1 to " + MAX_LENGTH + " characters";
        }
        int start = text.startsWith("*.") ? 2 : 0;
        int label = start;
        boolean digitsAndDots = true;
        for (int i = start; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (i == label) {
                    return "has an empty label";
                }
                if (text.charAt(label) == '-' || text.charAt(i - 1) == '-') {
                    return "has a label that starts or ends with '-'";
                }
                label = i + 1;
            } else if (c >= 'A' && c <= 'Z') {
                return "must be in lower case";
            } else if (c == ':') {
                return "must not have a port";
            } else if (c == '*') {
                return "may have '*' only as its whole first label, followed by at least one more";
            } else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return "has a character that host names do not have: '" + c + "'";
            }
            digitsAndDots &= c == '.' || (c >= '0' && c <= '9');
        }
        return digitsAndDots ? "must not be an IP address" : null;
    }

    /** Whether the first label is {@code *}. */
    public boolean isWildcard() {
        return text.startsWith("*.");
    }

    /** The part right of {@code *.}; the whole name where there is no wildcard. */
    public String suffix() {
        return isWildcard() ? text.substring(2) : text;
    }

    /**
     * Whether every host that {@code that} stands for is one of those that this one stands for, a wildcard taking one or more
     * labels as in the Gateway API.
     */
    public boolean covers(Hostname that) {
        if (!isWildcard()) {
            return equals(that);
        }
        String tail = text.substring(1);
        return that.isWildcard() ? that.text.substring(1).endsWith(tail) : that.text.endsWith(tail);
    }

    /**
     * The hosts that both stand for ({@code HTTPRoute.spec.hostnames}): the narrower of the two, or null where they have none in
     * common.
     */
    public @Nullable Hostname intersect(Hostname that) {
        return covers(that) ? that : that.covers(this) ? this : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
