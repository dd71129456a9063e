package dev.gatehouse.routing.status;

import java.util.List;

/** The DNS names of certificates, by which clients decide what they may ask for over one connection (RFC 9113, 9.1.1). */
final class OverlappingNames {
    private OverlappingNames() {}

    /** Whether there is a host for which each list has a name. A wildcard stands for one label (RFC 6125, 6.4.3). */
    static boolean any(List<String> one, List<String> other) {
        return one.stream().anyMatch(name -> other.stream().anyMatch(their -> overlap(name, their)));
    }

    private static boolean overlap(String one, String other) {
        return one.equals(other) || covers(one, other) || covers(other, one);
    }

    private static boolean covers(String wildcard, String name) {
        int dot = name.indexOf('.');
        return wildcard.startsWith("*.") && dot > 0 && wildcard.substring(1).equals(name.substring(dot));
    }
}
