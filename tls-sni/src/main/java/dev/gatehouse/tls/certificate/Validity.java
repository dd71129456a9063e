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

    static @Nullable Problem problem(ServerCertificate certificate, Secret secret, Instant now) {
        Instant from = certificate.notBefore();
        Instant until = certificate.notAfter();
        if (now.isAfter(until)) {
            return problem(Severity.ERROR, "certificate-expired", certificate, secret, "expired at " + until, now);
        }
        if (now.isBefore(from)) {
            return problem(
                    Severity.ERROR,
                    "certificate-not-yet-valid",
                    certificate,
                    secret,
                    "is not valid before " + from,
                    now);
        }
        return now.isAfter(expiringFrom(from, until))
                ? problem(Severity.WARNING, "certificate-expiring", certificate, secret, "expires at " + until, now)
                : null;
    }

    private static Problem problem(
            Severity severity, String name, ServerCertificate certificate, Secret secret, String phrase, Instant now) {
        FieldPath field = FieldPath.ROOT.field("data").field(SecretReading.chainKey(secret));
        return new Problem(
                severity,
                name,
                secret.metadata().source().at(field),
                secret.ref(),
                field,
                "the certificate of " + SecretReading.subject(certificate.leaf()) + " " + phrase + " (now: " + now
                        + ")");
    }
}
