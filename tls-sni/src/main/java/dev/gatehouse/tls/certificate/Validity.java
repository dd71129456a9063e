package dev.gatehouse.tls.certificate;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Secret;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a certificate's dates are worth a word for. */
final class Validity {
    private static final Duration EXPIRING = Duration.ofDays(14);

    private Validity() {}

    /** Less than 14 days before the end, or than a fifth of the lifetime where that is shorter. */
    static Instant expiringFrom(Instant notBefore, Instant notAfter) {
        Duration fifth = Duration.between(notBefore, notAfter).dividedBy(5);
        return notAfter.minus(fifth.compareTo(EXPIRING) < 0 ? fifth : EXPIRING);
    }

    static @Nullable Problem problem(LeafFields leaf, Secret secret, Instant now) {
        Instant from = leaf.notBefore();
        Instant until = leaf.notAfter();
        if (now.isAfter(until)) {
            return problem(Severity.ERROR, "certificate-expired", leaf, secret, "expired at " + until, now);
        }
        if (now.isBefore(from)) {
            return problem(
                    Severity.ERROR, "certificate-not-yet-valid", leaf, secret, "is not valid before " + from, now);
        }
        return now.isAfter(expiringFrom(from, until))
                ? problem(Severity.WARNING, "certificate-expiring", leaf, secret, "expires at " + until, now)
                : null;
    }

    private static Problem problem(
            Severity severity, String name, LeafFields leaf, Secret secret, String phrase, Instant now) {
        FieldPath field = FieldPath.ROOT.field("data").field(SecretReading.chainKey(secret));
        return new Problem(
                severity,
                name,
                secret.metadata().source().at(field),
                secret.ref(),
                field,
                "the certificate for " + (leaf.names().isEmpty() ? "nobody" : String.join(", ", leaf.names())) + " "
                        + phrase + " (now: " + now + ")");
    }
}
