package dev.gatehouse.tls.context;

import dev.gatehouse.tls.certificate.ServerCertificate;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Aliases that stand for the certificate they were given out for, as long as anybody holds them.
 *
 * <p>An alias is the fingerprint of the chain, so it can never come to mean another certificate. The string that is handed out is
 * held weakly: a handshake that has it keeps its certificate, though all selectors may have dropped it since; when no handshake
 * has it, the certificate and its key can go. There is one string for each certificate, not one for each handshake.
 */
final class Aliases {
    private final ConcurrentMap<String, Alias> byText = new ConcurrentHashMap<>();
    private final ReferenceQueue<String> dropped = new ReferenceQueue<>();

    private static final class Alias extends WeakReference<String> {
        final ServerCertificate certificate;

        Alias(String handedOut, ServerCertificate certificate, ReferenceQueue<String> dropped) {
            super(handedOut, dropped);
            this.certificate = certificate;
        }
    }

    String alias(ServerCertificate certificate) {
        forgetDropped();
        String fingerprint = certificate.fingerprint();
        Alias known = byText.get(fingerprint);
        String handedOut = known == null ? null : known.get();
        while (handedOut == null) {
            // A string of its own: that of the certificate lives as long as the certificate, which the map holds.
            Alias fresh = new Alias(new String(fingerprint.toCharArray()), certificate, dropped);
            // Null where it was dropped at once, with nobody having seen it.
            handedOut = byText.merge(fingerprint, fresh, (old, added) -> old.get() == null ? added : old)
                    .get();
        }
        return handedOut;
    }

    @Nullable
    ServerCertificate certificate(String alias) {
        try {
            Alias known = byText.get(alias);
            return known == null ? null : known.certificate;
        } finally {
            Reference.reachabilityFence(alias);
        }
    }

    /** How many certificates are held; for tests. */
    int size() {
        forgetDropped();
        return byText.size();
    }

    private void forgetDropped() {
        for (Reference<? extends String> alias = dropped.poll(); alias != null; alias = dropped.poll()) {
            byText.remove(((Alias) alias).certificate.fingerprint(), alias);
        }
    }
}
