package dev.gatehouse.tls.certificate;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Secret with a certificate, read no sooner and no further than is needed, so that a hundred thousand of them cost little more
 * than their text. To know its names or its dates takes a look at the leaf; to serve it, all of it is read once, and what was
 * read may be dropped and read again where memory is short.
 *
 * <p>Safe for use by several threads, without locks; threads that are first at the same time may each read it.
 */
public final class TlsSecret {
    private final ObjectRef ref;
    private final @Nullable Secret secret;
    private final char @Nullable [] password;
    private volatile @Nullable LeafFields leaf;
    private volatile @Nullable Reading reading;

    /** What became of it. The problems are those that it has at any time. */
    private record Reading(
            List<Problem> problems, Supplier<@Nullable ServerCertificate> certificate, boolean refused) {}

    private TlsSecret(ObjectRef ref, @Nullable Secret secret, char @Nullable [] password) {
        this.ref = ref;
        this.secret = secret;
        this.password = password;
    }

    /** Nothing is read yet. */
    public static TlsSecret of(Secret secret) {
        return of(secret, null);
    }

    /**
     * Nothing is read yet.
     *
     * @param password what its key or its PKCS#12 file is encrypted with; kept, and copied, as the key would be. Null for none
     */
    public static TlsSecret of(Secret secret, char @Nullable [] password) {
        return new TlsSecret(secret.ref(), secret, password == null ? null : password.clone());
    }

    /** One that has been read. */
    public static TlsSecret of(ServerCertificate certificate) {
        TlsSecret read = new TlsSecret(certificate.secret(), null, null);
        read.leaf = LeafFields.of(certificate);
        read.reading = new Reading(List.of(), () -> certificate, false);
        return read;
    }

    /** The Secret. */
    public ObjectRef ref() {
        return ref;
    }

    /** The certificate; null where the Secret holds none that can be served. Reads it where that has not been done. */
    public @Nullable ServerCertificate certificate() {
        Reading known = reading;
        if (known != null) {
            ServerCertificate certificate = known.certificate.get();
            if (certificate != null || known.refused) {
                return certificate;
            }
        }
        return read();
    }

    /**
     * What is wrong with it, as {@link ServerCertificate#parse(Secret, Instant, char[])} reports it at this time. Reads it where that
     * has not been done, and keeps of it no more than this. Empty for one that was made from a certificate.
     */
    public List<Problem> problems(Instant now) {
        if (secret == null) {
            return List.of();
        }
        Reading known = reading;
        if (known == null) {
            ParsedCertificate parsed = new SecretReading(secret, password).read();
            known = new Reading(parsed.problems(), () -> null, parsed.certificate() == null);
            reading = known;
        }
        Problem validity = known.refused ? null : Validity.problem(leaf(), secret, now);
        if (validity == null) {
            return known.problems;
        }
        List<Problem> all = new ArrayList<>(known.problems);
        all.add(validity);
        return List.copyOf(all);
    }

    /** As {@link ServerCertificate#names}; empty where they cannot be read. Looks at the leaf only. */
    public List<String> names() {
        return leaf().names();
    }

    /** As {@link ServerCertificate#notAfter}; null where it cannot be read. Looks at the leaf only. */
    public @Nullable Instant notAfter() {
        LeafFields fields = leaf();
        return fields.equals(LeafFields.UNKNOWN) ? null : fields.notAfter();
    }

    /** From when on its end is near: 14 days before it, or a fifth of the lifetime where that is shorter; null as {@link #notAfter}. */
    public @Nullable Instant expiringFrom() {
        LeafFields fields = leaf();
        return fields.equals(LeafFields.UNKNOWN) ? null : Validity.expiringFrom(fields.notBefore(), fields.notAfter());
    }

    /** Whether it was made from a Secret with the certificate and the key of this one; compares bytes, reads nothing. */
    @SuppressWarnings("ReferenceEquality") // the same object needs no look at its bytes
    public boolean isOf(Secret that) {
        Secret own = secret;
        if (own == that) {
            return true;
        }
        if (own == null || !own.type().equals(that.type())) {
            return false;
        }
        for (String key : SecretReading.KEYS) {
            if (!Arrays.equals(own.value(key), that.value(key))) {
                return false;
            }
        }
        return true;
    }

    private LeafFields leaf() {
        LeafFields known = leaf;
        if (known == null) {
            known = secret == null ? null : LeafFields.of(secret.value("tls.crt"));
            if (known == null) {
                // Not PEM, or not sound: read in full, to know for sure.
                ServerCertificate certificate = certificate();
                known = certificate == null ? LeafFields.UNKNOWN : LeafFields.of(certificate);
            }
            leaf = known;
        }
        return known;
    }

    private @Nullable ServerCertificate read() {
        if (secret == null) {
            throw new IllegalStateException("made from a certificate, which is held");
        }
        ParsedCertificate parsed = new SecretReading(secret, password).read();
        ServerCertificate certificate = parsed.certificate();
        SoftReference<ServerCertificate> held = new SoftReference<>(certificate);
        reading = new Reading(parsed.problems(), held::get, certificate == null);
        return certificate;
    }

    /** Such as {@code Secret default/shop}. */
    @Override
    public String toString() {
        return ref.toString();
    }
}
