package dev.gatehouse.tls.live;

import dev.gatehouse.routing.resource.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a certificate ends: what a gauge shows.
 *
 * @param secret the Secret that it was read from
 * @param names the hosts that it is for
 * @param notAfter the last moment at which clients accept it
 * @param expiringFrom from when on that is worth a warning: 14 days before, or a fifth of the lifetime where that is shorter
 */
public record CertificateExpiry(ObjectRef secret, List<String> names, Instant notAfter, Instant expiringFrom) {
    private static final double SECONDS_OF_A_DAY = 86_400;

    public CertificateExpiry {
        names = List.copyOf(names);
    }

    /** How many days are left, with their fractions; below zero once it has expired. */
    public double daysLeft(Instant now) {
        return Duration.between(now, notAfter).toSeconds() / SECONDS_OF_A_DAY;
    }

    /** Whether it is time to worry. */
    public boolean isExpiring(Instant now) {
        return now.isAfter(expiringFrom);
    }
}
