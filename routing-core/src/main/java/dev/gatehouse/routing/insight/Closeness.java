package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.attach.HostPattern;

/** How much two names have in common: what a slip of the pen leaves as it is. */
final class Closeness {
    private Closeness() {}

    static boolean covers(HostPattern pattern, String host) {
        return switch (pattern.kind()) {
            case EXACT -> pattern.text().equals(host);
            case WILDCARD -> host.endsWith("." + pattern.text());
            case ONE_LABEL_WILDCARD ->
                host.endsWith("." + pattern.text())
                        && host.indexOf('.') == host.length() - pattern.text().length() - 1;
            case ANY -> true;
        };
    }

    static int ofHosts(HostPattern pattern, String host) {
        return covers(pattern, host) ? Integer.MAX_VALUE : ofHosts(pattern.text(), host);
    }

    static int ofHosts(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int end = 0;
        while (end < shorter && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        int start = 0;
        while (start < shorter - end && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        return start + end;
    }

    /** The first characters, whatever their case. */
    static int ofPaths(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && Character.toLowerCase(one.charAt(length)) == Character.toLowerCase(other.charAt(length))) {
            length++;
        }
        return length;
    }
}
