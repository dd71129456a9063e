package dev.gatehouse.tls.certificate;

import dev.gatehouse.routing.resource.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a Secret: a certificate to serve, or none. Immutable. */
public sealed interface ParsedCertificate {
    /** The certificate; null where the Secret holds none that could be served. */
    @Nullable
    ServerCertificate certificate();

    /** Everything that is to be said of the Secret; never empty where there is no certificate. */
    List<Problem> problems();

    /**
     * The Secret can be served.
     *
     * @param problems what its users may complain of, such as {@code certificate-expired}: with severity
     *     {@link Problem.Severity#ERROR} where they will be refused, and yet the certificate is served, for a handshake that
     *     shows an expired certificate tells more than one that shows none
     */
    record Usable(ServerCertificate certificate, List<Problem> problems) implements ParsedCertificate {
        public Usable {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The Secret cannot be served.
     *
     * @param problems at least one of severity {@link Problem.Severity#ERROR}
     */
    record Refused(List<Problem> problems) implements ParsedCertificate {
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public @Nullable ServerCertificate certificate() {
            return null;
        }
    }
}
