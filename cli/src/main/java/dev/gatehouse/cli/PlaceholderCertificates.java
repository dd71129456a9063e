package dev.gatehouse.cli;

import dev.gatehouse.cli.MissingCertificates.Missing;
import dev.gatehouse.routing.insight.AbsentSecrets;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Self-signed certificates in place of the TLS Secrets that the manifests name and do not hold. One that was made is kept for as long
 * as its hosts stay the same, so that a change of the manifests does not change what clients trust. For one thread at a time.
 */
final class PlaceholderCertificates implements AutoCloseable {
    private final Map<Purpose, MintedCertificate> made = new HashMap<>();
    private final Map<Path, MintedCertificate> files = new HashMap<>();
    private @Nullable Path folder;

    /** What a certificate is made for. */
    private record Purpose(String namespace, String name, Set<Hostname> hosts) {
        static Purpose of(Missing missing) {
            return new Purpose(missing.namespace(), missing.name(), missing.hosts());
        }
    }

    /** Secrets that stand in for absent ones, and what is told of it. */
    record Filled(List<Secret> secrets, List<Problem> hints) {
        Resources with(Resources resources) {
            return resources.with(secrets, hints);
        }
    }

    /**
     * A Secret for each that is absent, and for each of these a problem, as bad as {@link AbsentSecrets} has it; but for those that lie in another namespace: that is a
     * mistake, and not for want of keys.
     */
    Filled filledWhereUnknown(Resources resources) {
        Set<String> names = new HashSet<>();
        resources
                .all(Secret.class)
                .forEach(secret -> names.add(secret.metadata().name()));
        List<Secret> secrets = new ArrayList<>();
        List<Problem> hints = new ArrayList<>();
        for (Missing missing : MissingCertificates.of(resources)) {
            if (!names.contains(missing.name())) {
                secrets.add(secret(missing));
                hints.add(AbsentSecrets.judge(problem(missing), resources));
            }
        }
        return new Filled(secrets, hints);
    }

    /** What stands in for one that is absent. */
    Secret secret(Missing missing) {
        return made.computeIfAbsent(Purpose.of(missing), PlaceholderCertificates::mint)
                .toSecret(missing.namespace(), missing.name());
    }

    /** What is told of it, before {@link AbsentSecrets} has judged. */
    static Problem problem(Missing missing) {
        return new Problem(
                Severity.HINT,
                "tls-secret-not-in-manifests",
                missing.referrer().metadata().source().at(missing.field()),
                missing.referrer().ref(),
                missing.field(),
                missing + " is not in the manifests; a self-signed certificate stands in for it");
    }

    /** Files with certificates, without their keys, that were made for these, by the Secret's namespace and name. Those that are there already stay. */
    Map<String, Path> files(Collection<Missing> missed) throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("gatehouse-");
        }
        Map<String, Path> current = new HashMap<>();
        for (Missing missing : missed) {
            MintedCertificate certificate = made.get(Purpose.of(missing));
            if (certificate != null) {
                Path file = folder.resolve(missing.namespace() + "." + missing.name() + ".pem");
                if (!certificate.equals(files.put(file, certificate))) {
                    Files.writeString(file, certificate.certificatePem());
                }
                current.put(missing.namespace() + "/" + missing.name(), file);
            }
        }
        return current;
    }

    /** Deletes the files. */
    @Override
    public void close() {
        try {
            for (Path file : files.keySet()) {
                Files.deleteIfExists(file);
            }
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MintedCertificate mint(Purpose purpose) {
        return purpose.hosts().isEmpty()
                ? MintedCertificate.selfSigned("localhost", "127.0.0.1", "::1")
                : MintedCertificate.selfSigned(
                        purpose.hosts().stream().map(Object::toString).toArray(String[]::new));
    }
}
