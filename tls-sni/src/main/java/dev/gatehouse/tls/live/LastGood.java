package dev.gatehouse.tls.live;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was last good of each Secret. A Secret that is new is taken as it is, and read when it is needed; one that changed is read at
 * once, so that a broken one never takes the place of a good one. For one thread at a time.
 */
final class LastGood {
    private final Function<ObjectRef, char @Nullable []> passwords;
    private final CertificateObserver observer;
    private final Map<ObjectRef, TlsSecret> served = new HashMap<>();
    private final Map<ObjectRef, TlsSecret> refused = new HashMap<>();
    private final Map<ObjectRef, Integer> places = new HashMap<>();
    private final Map<ObjectRef, Long> toldDays = new HashMap<>();

    LastGood(Function<ObjectRef, char @Nullable []> passwords, CertificateObserver observer) {
        this.passwords = passwords;
        this.observer = observer;
    }

    /** What to serve for the Secret as it is now. */
    TlsSecret of(ObjectRef ref, Secret secret) {
        TlsSecret before = served.get(ref);
        if (before == null) {
            TlsSecret added = keep(TlsSecret.of(secret, passwords.apply(ref)));
            observer.added(added);
            return added;
        }
        if (before.isOf(secret)) {
            if (!refused.isEmpty()) {
                refused.remove(ref);
            }
            return before;
        }
        TlsSecret rejected = refused.get(ref);
        if (rejected != null && rejected.isOf(secret)) {
            return before;
        }
        TlsSecret after = TlsSecret.of(secret, passwords.apply(ref));
        ServerCertificate certificate = after.certificate();
        if (certificate != null) {
            keep(after);
            observer.rotated(certificate);
            return after;
        }
        if (before.certificate() == null) {
            return keep(after);
        }
        refused.put(ref, after);
        observer.refused(ref, after.problems(Instant.EPOCH));
        return before;
    }

    /** Whether it could be served. */
    boolean isReadable(Secret secret) {
        return TlsSecret.of(secret, passwords.apply(secret.ref())).certificate() != null;
    }

    private TlsSecret keep(TlsSecret secret) {
        served.put(secret.ref(), secret);
        refused.remove(secret.ref());
        toldDays.remove(secret.ref());
        return secret;
    }

    /** What to serve for the Secret as it is now, in one more place. */
    TlsSecret take(Secret secret) {
        places.merge(secret.ref(), 1, Integer::sum);
        return of(secret.ref(), secret);
    }

    /** It is served in one place less than before; of none it is forgotten. */
    void release(ObjectRef ref) {
        if (places.merge(ref, -1, LastGood::sum) == null) {
            served.remove(ref);
            refused.remove(ref);
            toldDays.remove(ref);
            observer.removed(ref);
        }
    }

    private static @Nullable Integer sum(Integer one, Integer other) {
        int sum = one + other;
        return sum == 0 ? null : sum;
    }

    /** What is wrong with what is served, and with what is not although it is newer. Reads all of it. */
    List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        served.values().forEach(secret -> problems.addAll(secret.problems(now)));
        refused.values().forEach(secret -> problems.addAll(secret.problems(now)));
        return problems;
    }

    /** Of everything that is served and has an end. */
    List<CertificateExpiry> expiries() {
        List<CertificateExpiry> expiries = new ArrayList<>();
        for (TlsSecret secret : served.values()) {
            Instant notAfter = secret.notAfter();
            Instant expiringFrom = secret.expiringFrom();
            if (notAfter != null && expiringFrom != null) {
                expiries.add(new CertificateExpiry(secret.ref(), secret.names(), notAfter, expiringFrom));
            }
        }
        return expiries;
    }

    /** Tells the observer of what has not been told for as many whole days left. */
    void tellExpiries(Instant now) {
        for (CertificateExpiry expiry : expiries()) {
            long days = (long) Math.floor(expiry.daysLeft(now));
            Long told = toldDays.get(expiry.secret());
            if (expiry.isExpiring(now) && (told == null || told != days)) {
                toldDays.put(expiry.secret(), days);
                observer.expiring(expiry, now);
            }
        }
    }
}
