package dev.gatehouse.tls.live;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import dev.gatehouse.tls.trust.ClientTrust;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a front end's ports, following its routes.
 *
 * <pre>{@code
 * LiveCertificates certificates = LiveCertificates.builder().build();
 * certificates.follow(routes);
 * SSLContext context = ServerTls.context(() -> certificates.selector(bind), () -> certificates.clients(bind));
 * }</pre>
 *
 * <p>A Secret that is met for the first time is read when a client first asks for it. One that changed is read when the change comes: if
 * it can be served, it is from the next handshake on, and open connections go on; if it cannot, what it held before stays. A Secret
 * that is gone is no longer served.
 *
 * <p>Safe for use by several threads. Updates exclude each other; to select takes no lock, and sees one update as a whole.
 */
public final class LiveCertificates {
    private static final Duration PERIOD = Duration.ofHours(1);

    private final @Nullable ServerCertificate fallback;
    private final InstantSource clock;
    private final LastGood secrets;
    private volatile State state = new State(List.of(), Map.of(), Map.of());

    /** What came of one update. */
    private record State(
            List<AttachedListener> listeners,
            Map<Bind, CertificateSelector> selectors,
            Map<Bind, ClientTrust> clients) {}

    private LiveCertificates(Builder builder) {
        this.fallback = builder.fallback;
        this.clock = builder.clock;
        this.secrets = new LastGood(builder.passwords, builder.observer);
    }

    /** Without a default certificate and without passwords, with an observer that logs. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes over what is served now, and each change of it, before the change returns to whoever made it; and once an hour tells the
     * observer of certificates near their end, on a thread that keeps no program alive.
     *
     * @return ends that when run; what is served then stays
     */
    public Runnable follow(LiveRoutes routes) {
        Following following = new Following();
        Runnable end = routes.onChange(following::take);
        following.take(routes.current());
        tellExpiries();
        Rounds rounds = Rounds.of(this::tellExpiries, PERIOD);
        return () -> {
            end.run();
            rounds.close();
        };
    }

    /** Of two states that come at the same time, the newer one. */
    private final class Following {
        private long generation;

        synchronized void take(Routes routes) {
            if (routes.generation() > generation) {
                generation = routes.generation();
                update(routes);
            }
        }
    }

    /**
     * Takes over what the routes' listeners refer to. Costs time in proportion to the number of names, some tens of milliseconds for a
     * hundred thousand, and the reading of the Secrets that changed; nothing where only routes changed.
     */
    public void update(Routes routes) {
        update(routes.listeners());
    }

    /** As {@link #update(Routes)}, for listeners that another program has attached. */
    public synchronized void update(List<AttachedListener> listeners) {
        if (state.listeners == listeners) {
            return; // a list that cannot change, so nothing did
        }
        Map<Bind, List<ListenerCertificates>> ports = new HashMap<>();
        Map<Bind, ClientTrust> clients = new HashMap<>();
        Map<ObjectRef, TlsSecret> used = new HashMap<>();
        for (AttachedListener listener : listeners) {
            if (listener.tls()) {
                ports.computeIfAbsent(listener.bind(), bind -> new ArrayList<>())
                        .add(new ListenerCertificates(listener.hostname(), entries(listener, used)));
                ClientValidation validation = listener.clientValidation();
                if (validation != null) {
                    clients.computeIfAbsent(listener.bind(), bind -> trust(bind, validation));
                }
            }
        }
        secrets.retain(used.keySet());
        Map<Bind, CertificateSelector> selectors = new HashMap<>();
        ports.forEach((bind, of) -> selectors.put(
                bind, CertificateSelector.of(of, bind.owner().equals(Bind.INGRESS) ? fallback : null, clock)));
        state = new State(List.copyOf(listeners), selectors, clients);
    }

    private List<CertificateEntry> entries(AttachedListener listener, Map<ObjectRef, TlsSecret> used) {
        List<CertificateEntry> entries = new ArrayList<>(listener.certificates().size());
        for (CertificateUse use : listener.certificates()) {
            ObjectRef ref = use.secret().ref();
            TlsSecret secret = used.get(ref);
            if (secret == null) {
                secret = secrets.of(ref, use.secret());
                used.put(ref, secret);
            }
            entries.add(new CertificateEntry(use.hosts(), secret));
        }
        return entries;
    }

    /** The same one as before where nothing changed, with its authorities as they were read. */
    private ClientTrust trust(Bind bind, ClientValidation validation) {
        ClientTrust before = state.clients.get(bind);
        return before != null && before.isOf(validation) ? before : ClientTrust.of(validation, clock);
    }

    /** The certificates of a port, as they are now; one that refuses every name where the port has none. */
    public CertificateSelector selector(Bind bind) {
        CertificateSelector selector = state.selectors.get(bind);
        return selector != null ? selector : CertificateSelector.NONE;
    }

    /** The client certificates that a port asks for now; null where it asks for none. */
    public @Nullable ClientTrust clients(Bind bind) {
        return state.clients.get(bind);
    }

    /**
     * Everything that is wrong with the certificates now: what {@link ServerCertificate#parse} reports of each Secret, of those too that
     * were refused, and what {@link CertificateProblems} finds between them and the listeners. Reads every Secret that has not been
     * read: a third of a millisecond each, once.
     */
    public synchronized List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (TlsSecret secret : secrets.all()) {
            problems.addAll(secret.problems(clock.instant()));
        }
        problems.addAll(CertificateProblems.between(state.listeners, secret -> secrets.of(secret.ref(), secret)));
        return problems;
    }

    /** When each certificate that is served ends, in no order. Looks at the leaf of each, once. */
    public synchronized List<CertificateExpiry> expiries() {
        return secrets.expiries();
    }

    /** Tells the observer of certificates near their end; to be called once an hour or so, as {@link #follow} does. */
    public synchronized void tellExpiries() {
        secrets.tellExpiries(clock.instant());
    }

    /** What to know beside the routes. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable ServerCertificate fallback;
        private Function<ObjectRef, char @Nullable []> passwords = secret -> null;
        private CertificateObserver observer = CertificateObserver.LOGGING;
        private InstantSource clock = Clock.systemUTC();

        private Builder() {}

        /** For names on the ports of Ingresses that no certificate is for. Without one they are refused. */
        public Builder defaultCertificate(ServerCertificate certificate) {
            this.fallback = certificate;
            return this;
        }

        /** Gives the password of a Secret whose key is encrypted; null for none. */
        public Builder passwords(Function<ObjectRef, char @Nullable []> passwords) {
            this.passwords = passwords;
            return this;
        }

        /** Told of rotations, refusals and ends. */
        public Builder observer(CertificateObserver observer) {
            this.observer = observer;
            return this;
        }

        /** By which validity is judged. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        public LiveCertificates build() {
            return new LiveCertificates(this);
        }
    }
}
