package dev.gatehouse.tls.live;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.routing.persistent.ListChange;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
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
    private volatile State state = new State(List.of(), List.of(), Map.of(), Map.of());

    /**
     * What came of one update.
     *
     * @param entries for each listener those of its certificates, in the same order
     */
    private record State(
            List<AttachedListener> listeners,
            List<List<CertificateEntry>> entries,
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
     * Takes over what the routes' listeners refer to. Of listeners and certificates that are the same objects as before, a look at each is
     * all that it costs, some nanoseconds; the others are added to what is there, and Secrets that changed are read. Costs nothing where
     * only routes changed.
     */
    public void update(Routes routes) {
        update(routes.listeners());
    }

    /** As {@link #update(Routes)}, for listeners that another program has attached. */
    public synchronized void update(List<AttachedListener> listeners) {
        if (state.listeners == listeners) {
            return; // a list that cannot change, so nothing did
        }
        state = new Update(state, List.copyOf(listeners)).state();
    }

    /** The way from one state to the next. */
    @SuppressWarnings("ReferenceEquality") // what is the same object needs no look at what is in it
    private final class Update {
        private final State before;
        private final List<AttachedListener> listeners;
        private final List<List<CertificateEntry>> entries;
        private final ListChange<AttachedListener> change;

        /** Those whose certificates are not what they were, by the text of their hostnames; empty for none. */
        private final Map<Bind, Map<String, @Nullable Hostname>> touched = new HashMap<>();

        Update(State before, List<AttachedListener> listeners) {
            this.before = before;
            this.listeners = listeners;
            this.change = ListChange.between(before.listeners, listeners, (one, other) -> one == other);
            this.entries = new ArrayList<>(listeners.size());
        }

        State state() {
            takeCertificates();
            Map<Bind, CertificateSelector> selectors = new HashMap<>(before.selectors);
            Map<Bind, ClientTrust> clients = new HashMap<>(before.clients);
            change.removed().forEach(this::touch);
            change.added().forEach(this::touch);
            clients.keySet().removeAll(touched.keySet());
            Map<Bind, Map<String, List<CertificateEntry>>> after = new HashMap<>();
            for (int i = 0; i < listeners.size(); i++) {
                AttachedListener listener = listeners.get(i);
                Map<String, @Nullable Hostname> hostnames = listener.tls() ? touched.get(listener.bind()) : null;
                if (hostnames != null) {
                    Map<String, List<CertificateEntry>> ofBind =
                            after.computeIfAbsent(listener.bind(), bind -> new HashMap<>());
                    if (hostnames.containsKey(text(listener.hostname()))) {
                        ofBind.merge(text(listener.hostname()), entries.get(i), LiveCertificates::both);
                    }
                    ClientValidation validation = listener.clientValidation();
                    if (validation != null) {
                        clients.computeIfAbsent(listener.bind(), bind -> trust(bind, validation));
                    }
                }
            }
            touched.forEach((bind, hostnames) -> {
                Map<String, List<CertificateEntry>> ofBind = after.get(bind);
                if (ofBind == null) {
                    selectors.remove(bind);
                } else {
                    CertificateSelector selector = selectors.getOrDefault(bind, empty(bind));
                    for (Map.Entry<String, @Nullable Hostname> hostname : hostnames.entrySet()) {
                        selector = selector.with(hostname.getValue(), ofBind.get(hostname.getKey()));
                    }
                    selectors.put(bind, selector);
                }
            });
            return new State(listeners, entries, selectors, clients);
        }

        private void touch(AttachedListener listener) {
            if (listener.tls()) {
                touched.computeIfAbsent(listener.bind(), bind -> new HashMap<>())
                        .put(text(listener.hostname()), listener.hostname());
            }
        }

        private void takeCertificates() {
            List<CertificateEntry> released = new ArrayList<>();
            Map<String, Integer> positions = new HashMap<>();
            for (int i = 0; i < change.removed().size(); i++) {
                Integer other = positions.put(name(change.removed().get(i)), change.from() + i);
                if (other != null) {
                    released.addAll(before.entries.get(other));
                }
            }
            entries.addAll(before.entries.subList(0, change.from()));
            for (AttachedListener listener : change.added()) {
                Integer position = positions.remove(name(listener));
                entries.add(
                        position == null
                                ? entries(uses(listener), List.of(), List.of(), released)
                                : entries(
                                        uses(listener),
                                        uses(before.listeners.get(position)),
                                        before.entries.get(position),
                                        released));
            }
            entries.addAll(
                    before.entries.subList(change.from() + change.removed().size(), before.entries.size()));
            positions.values().forEach(position -> released.addAll(before.entries.get(position)));
            released.forEach(entry -> secrets.release(entry.secret().ref()));
        }

        /** @param released takes those of the uses before that there are no more */
        private List<CertificateEntry> entries(
                List<CertificateUse> uses,
                List<CertificateUse> usesBefore,
                List<CertificateEntry> entriesBefore,
                List<CertificateEntry> released) {
            ListChange<CertificateUse> changed = ListChange.between(usesBefore, uses, (one, other) -> one == other);
            int to = changed.from() + changed.removed().size();
            List<CertificateEntry> entries = new ArrayList<>(uses.size());
            entries.addAll(entriesBefore.subList(0, changed.from()));
            for (CertificateUse use : changed.added()) {
                entries.add(new CertificateEntry(use.hosts(), secrets.take(use.secret())));
            }
            entries.addAll(entriesBefore.subList(to, entriesBefore.size()));
            released.addAll(entriesBefore.subList(changed.from(), to));
            return List.copyOf(entries);
        }
    }

    private static List<CertificateUse> uses(AttachedListener listener) {
        return listener.tls() ? listener.certificates() : List.of();
    }

    private static String text(@Nullable Hostname hostname) {
        return hostname == null ? "" : hostname.text();
    }

    /** What stays the same when a listener changes. */
    private static String name(AttachedListener listener) {
        return listener.bind() + " " + listener.source() + " " + listener.name();
    }

    private static List<CertificateEntry> both(List<CertificateEntry> one, List<CertificateEntry> other) {
        List<CertificateEntry> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private CertificateSelector empty(Bind bind) {
        return CertificateSelector.of(List.of(), bind.owner().equals(Bind.INGRESS) ? fallback : null, clock);
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
        List<Problem> problems = secrets.problems(clock.instant());
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
