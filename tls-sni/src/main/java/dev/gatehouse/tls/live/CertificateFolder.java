package dev.gatehouse.tls.live;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.TlsSecret;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The certificates in a folder where Secrets are mounted, as Kubernetes does it, or where cert-manager, certbot or a person puts them:
 * {@code tls.crt} and {@code tls.key}, or {@code keystore.p12}, in the folder itself and in each folder within. For servers that have
 * certificates and no routes.
 *
 * <pre>{@code
 * CertificateFolder folder = CertificateFolder.builder(Path.of("/etc/tls")).open();
 * SSLContext context = ServerTls.context(folder::selector);
 * }</pre>
 *
 * <p>Every certificate answers its own names; a client that sends another name or none is shown the first, by the names of the folders.
 *
 * <p>The files are read again every two seconds, whatever the file system says of changes: a mounted Secret changes by a swap of
 * symbolic links, again and again, which watchers lose sight of. A Secret that cannot be read, or is gone, leaves what it held before
 * in its place. One that is broken is given one more reading, since it may have been read while it was written.
 *
 * <p>Safe for use by several threads; to select takes no lock.
 */
public final class CertificateFolder implements AutoCloseable {
    private final Path folder;
    private final InstantSource clock;
    private final LastGood lastGood;
    private final Map<ObjectRef, Secret> unsettled = new HashMap<>();
    private final Map<ObjectRef, TlsSecret> served = new LinkedHashMap<>();
    private @Nullable Rounds rounds;
    private volatile CertificateSelector selector = CertificateSelector.NONE;

    private CertificateFolder(Builder builder) {
        this.folder = builder.folder;
        this.clock = builder.clock;
        this.lastGood = new LastGood(builder.passwords, builder.observer);
    }

    /** Read again every two seconds, with an observer that logs, without passwords. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    /** The certificates, as they are now. */
    public CertificateSelector selector() {
        return selector;
    }

    /** Everything that is wrong with the certificates now, of those too that were refused. Reads all of them. */
    public synchronized List<Problem> problems() {
        return lastGood.problems(clock.instant());
    }

    /** When each certificate ends, in no order. */
    public synchronized List<CertificateExpiry> expiries() {
        return lastGood.expiries();
    }

    /**
     * Reads the files now, without waiting.
     *
     * @throws IOException if the folder cannot be listed; what was served is served on
     */
    public synchronized void reload() throws IOException {
        boolean changed = false;
        for (Secret secret : SecretFiles.in(folder)) {
            if (settled(secret)) {
                TlsSecret good = lastGood.of(secret.ref(), secret);
                changed |= served.put(secret.ref(), good) != good;
            }
        }
        if (changed) {
            List<CertificateEntry> entries = served.keySet().stream()
                    .sorted((one, other) -> one.name().compareTo(other.name()))
                    .map(served::get)
                    .map(CertificateEntry::of)
                    .toList();
            selector = CertificateSelector.of(List.of(new ListenerCertificates(null, entries)), null, clock);
        }
    }

    /** Whether it counts: it is new, or as it was, or can be read, or has been seen broken in the same way before. */
    private boolean settled(Secret secret) {
        TlsSecret known = served.get(secret.ref());
        Secret seen = unsettled.remove(secret.ref());
        if (known == null || known.isOf(secret) || lastGood.isReadable(secret)) {
            return true;
        }
        if (seen != null && TlsSecret.of(seen).isOf(secret)) {
            return true;
        }
        unsettled.put(secret.ref(), secret);
        return false;
    }

    private synchronized void round() {
        try {
            reload();
            lastGood.tellExpiries(clock.instant());
        } catch (IOException | RuntimeException e) {
            System.getLogger("dev.gatehouse.tls").log(Level.WARNING, "{0} cannot be read: {1}", folder, e);
        }
    }

    /** Reads no more; what is served stays. */
    @Override
    public void close() {
        Rounds reading = this.rounds;
        if (reading != null) {
            reading.close();
        }
    }

    /** How to read. Not safe for use by several threads. */
    public static final class Builder {
        private final Path folder;
        private Duration period = Duration.ofSeconds(2);
        private Function<ObjectRef, char @Nullable []> passwords = secret -> null;
        private CertificateObserver observer = CertificateObserver.LOGGING;
        private InstantSource clock = Clock.systemUTC();

        private Builder(Path folder) {
            this.folder = folder;
        }

        /** How long to wait between two readings; more than zero. */
        public Builder period(Duration period) {
            if (period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("period: " + period + " (expected: more than zero)");
            }
            this.period = period;
            return this;
        }

        /** Gives the password of an encrypted key, by a reference whose name is that of the folder; null for none. */
        public Builder passwords(Function<ObjectRef, char @Nullable []> passwords) {
            this.passwords = passwords;
            return this;
        }

        /** Told of rotations, refusals and ends, by the thread that reads. */
        public Builder observer(CertificateObserver observer) {
            this.observer = observer;
            return this;
        }

        /** By which validity is judged. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Reads the folder, and goes on reading until it is closed.
         *
         * @throws IOException if the folder cannot be listed
         */
        public CertificateFolder open() throws IOException {
            CertificateFolder opened = new CertificateFolder(this);
            opened.reload();
            opened.lastGood.tellExpiries(clock.instant());
            opened.rounds = Rounds.of(opened::round, period);
            return opened;
        }
    }
}
