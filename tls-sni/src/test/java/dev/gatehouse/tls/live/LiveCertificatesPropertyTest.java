package dev.gatehouse.tls.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.ClientValidation;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Many small changes, one after the other, against everything made anew from what there is in the end. */
class LiveCertificatesPropertyTest {
    private static final List<String> KEY_TYPES = List.of("EC");
    private static final List<Bind> BINDS = List.of(
            new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "d", "g"), 443),
            new Bind(new ObjectRef("gateway.networking.k8s.io", "Gateway", "d", "g"), 8443),
            new Bind(Bind.INGRESS, 443));
    private static final List<String> HOSTS = List.of("a.x", "b.x", "*.x", "c.y");
    private static final List<String> NAMES = List.of("a.x", "b.x", "q.x", "c.y", "z");
    private static final int SECRETS = 4;
    private static final int GENERATIONS = 3;

    private static final IdentityHashMap<Secret, ServerCertificate> READ = new IdentityHashMap<>();

    /** By Secret and generation. */
    private static final Secret[][] MINTED = new Secret[SECRETS][GENERATIONS];

    static {
        for (int secret = 0; secret < SECRETS; secret++) {
            for (int generation = 0; generation < GENERATIONS; generation++) {
                MINTED[secret][generation] =
                        MintedCertificate.selfSigned(HOSTS.get(secret), "z").toSecret("d", "secret-" + secret);
            }
        }
    }

    private final int[] generations = new int[SECRETS];
    private final List<AttachedListener> listeners = new ArrayList<>();

    @Property(tries = 200)
    void changesComeToTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        Set<ObjectRef> present = new HashSet<>();
        LiveCertificates live = LiveCertificates.builder()
                .observer(new CertificateObserver() {
                    @Override
                    public void added(TlsSecret secret) {
                        assertTrue(present.add(secret.ref()));
                    }

                    @Override
                    public void removed(ObjectRef secret) {
                        assertTrue(present.remove(secret));
                    }
                })
                .build();
        listeners.clear();
        for (int step = 0; step < 30; step++) {
            change(random);
            live.update(List.copyOf(listeners));
            assertSame(live);
            assertEquals(used(), present);
            assertEquals(used().size(), live.expiries().size());
        }
    }

    private void change(Random random) {
        int which = random.nextInt(10);
        if (listeners.isEmpty() || which < 2) {
            listeners.add(random.nextInt(listeners.size() + 1), listener(random));
        } else if (which == 2) {
            listeners.remove(random.nextInt(listeners.size()));
        } else if (which == 3) {
            listeners.set(random.nextInt(listeners.size()), listener(random));
        } else if (which < 7) {
            int secret = random.nextInt(SECRETS);
            generations[secret] = (generations[secret] + 1) % GENERATIONS;
            Secret changed = MINTED[secret][generations[secret]];
            listeners.replaceAll(listener -> listener.withCertificates(listener.certificates().stream()
                    .map(use ->
                            use.secret().ref().equals(changed.ref()) ? new CertificateUse(use.hosts(), changed) : use)
                    .toList()));
        } else {
            int at = random.nextInt(listeners.size());
            List<CertificateUse> uses = new ArrayList<>(listeners.get(at).certificates());
            if (uses.isEmpty() || random.nextBoolean()) {
                uses.add(random.nextInt(uses.size() + 1), use(random));
            } else {
                uses.remove(random.nextInt(uses.size()));
            }
            listeners.set(at, listeners.get(at).withCertificates(uses));
        }
    }

    private CertificateUse use(Random random) {
        int secret = random.nextInt(SECRETS);
        List<Hostname> hosts =
                random.nextBoolean() ? List.of() : List.of(new Hostname(HOSTS.get(random.nextInt(HOSTS.size()))));
        return new CertificateUse(hosts, MINTED[secret][generations[secret]]);
    }

    private AttachedListener listener(Random random) {
        Bind bind = BINDS.get(random.nextInt(BINDS.size()));
        int host = random.nextInt(HOSTS.size() + 1);
        List<CertificateUse> uses = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            uses.add(use(random));
        }
        return new AttachedListener(
                bind,
                bind.owner(),
                "listener-" + random.nextInt(3),
                random.nextInt(5) == 0 ? Protocol.HTTP : Protocol.HTTPS,
                host == HOSTS.size() ? null : new Hostname(HOSTS.get(host)),
                Style.GATEWAY,
                uses,
                random.nextInt(4) == 0 ? new ClientValidation(List.of(), random.nextBoolean()) : null,
                List.of(),
                List.of());
    }

    private Set<ObjectRef> used() {
        Set<ObjectRef> used = new HashSet<>();
        listeners.stream()
                .filter(AttachedListener::tls)
                .forEach(listener -> listener.certificates()
                        .forEach(use -> used.add(use.secret().ref())));
        return used;
    }

    private void assertSame(LiveCertificates live) {
        for (Bind bind : BINDS) {
            List<ListenerCertificates> of = new ArrayList<>();
            boolean asks = false;
            for (AttachedListener listener : listeners) {
                if (listener.bind().equals(bind) && listener.tls()) {
                    asks |= listener.clientValidation() != null;
                    of.add(new ListenerCertificates(
                            listener.hostname(),
                            listener.certificates().stream()
                                    .map(use -> new CertificateEntry(use.hosts(), read(use.secret())))
                                    .toList()));
                }
            }
            CertificateSelector made = CertificateSelector.of(of, null);
            assertEquals(made.select(null, KEY_TYPES), live.selector(bind).select(null, KEY_TYPES));
            for (String name : NAMES) {
                assertEquals(made.select(name, KEY_TYPES), live.selector(bind).select(name, KEY_TYPES), name);
            }
            assertEquals(asks, live.clients(bind) != null);
        }
    }

    private static ServerCertificate read(Secret secret) {
        return READ.computeIfAbsent(
                secret, of -> Objects.requireNonNull(ServerCertificate.parse(of).certificate()));
    }
}
