package dev.gatehouse.tls.select;

import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.MintedCertificate.KeyType;
import dev.gatehouse.tls.certificate.ServerCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Certificates to select from. */
final class Certificates {
    private Certificates() {}

    static ServerCertificate of(KeyType keyType, String... hosts) {
        return read(MintedCertificate.builder(hosts).keyType(keyType));
    }

    static ServerCertificate expired(KeyType keyType, String... hosts) {
        return read(MintedCertificate.builder(hosts)
                .keyType(keyType)
                .notBefore(Instant.now().minus(Duration.ofDays(3)))
                .validity(Duration.ofDays(1)));
    }

    private static ServerCertificate read(MintedCertificate.Builder builder) {
        return Objects.requireNonNull(ServerCertificate.parse(builder.mint().toSecret("default", "minted"))
                .certificate());
    }
}
