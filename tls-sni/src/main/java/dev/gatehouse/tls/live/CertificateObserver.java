package dev.gatehouse.tls.live;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;

/**
 * Hears what becomes of certificates while nobody looks. Called by whichever thread brought the change, one at a time; should be
 * quick, and not fail.
 */
public interface CertificateObserver {
    /** Writes warnings for what is refused or comes to its end, and a line for each rotation, by {@link System.Logger}. */
    CertificateObserver LOGGING = new CertificateObserver() {
        private static final System.Logger LOGGER = System.getLogger("dev.gatehouse.tls");

        @Override
        public void rotated(ServerCertificate certificate) {
            LOGGER.log(Level.INFO, "now serving {0}", certificate);
        }

        @Override
        public void refused(ObjectRef secret, List<Problem> problems) {
            LOGGER.log(Level.WARNING, "{0} cannot be read, what it held before is served on: {1}", secret, problems);
        }

        @Override
        public void expiring(CertificateExpiry expiry, Instant now) {
            LOGGER.log(
                    Level.WARNING,
                    "the certificate of {0} for {1} {2} at {3}",
                    expiry.secret(),
                    expiry.names(),
                    now.isAfter(expiry.notAfter()) ? "expired" : "expires",
                    expiry.notAfter());
        }
    };

    /**
     * A Secret is served from now on that was not before, at the start or later. It is not read before a client asks for it: to ask for its
     * dates takes a look at the leaf, and what is wrong with it is among the problems.
     */
    default void added(TlsSecret secret) {}

    /** A Secret is gone, and no longer served. */
    default void removed(ObjectRef secret) {}

    /** A Secret changed; this is what it holds now. Served from the next handshake on. */
    default void rotated(ServerCertificate certificate) {}

    /** A Secret changed, and what it holds now cannot be served. What it held before is. Told once for each change. */
    default void refused(ObjectRef secret, List<Problem> problems) {}

    /** A certificate comes to its end. Told once a day, from {@link CertificateExpiry#expiringFrom} on, also after its end. */
    default void expiring(CertificateExpiry expiry, Instant now) {}
}
