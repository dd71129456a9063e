package dev.gatehouse.netty;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.ParsedCertificate;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.select.CertificateEntry;
import dev.gatehouse.tls.select.CertificateSelector;
import dev.gatehouse.tls.select.ListenerCertificates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link LiveRoutes}, with the certificates of each state read once. A Secret that stays as it was is not read again. */
final class LiveServedRoutes {
    private final LiveRoutes routes;
    private final @Nullable ServerCertificate fallback;
    private volatile @Nullable Certificates certificates;

    LiveServedRoutes(LiveRoutes routes, @Nullable ServerCertificate fallback) {
        this.routes = routes;
        this.fallback = fallback;
    }

    LiveRoutes live() {
        return routes;
    }

    /** The ports to open. */
    List<Bind> binds() {
        return routes.current().binds();
    }

    /** Whether it terminates TLS. */
    boolean isTls(Bind bind) {
        return routes.current().listeners(bind).stream().anyMatch(AttachedListener::tls);
    }

    /** The certificates of a port, as they are now; asked within each handshake. */
    CertificateSelector certificates(Bind bind) {
        CertificateSelector selector = certificates().selectors.get(bind);
        return selector != null ? selector : CertificateSelector.of(List.of(), null);
    }

    /** What is wrong with certificates. */
    List<Problem> problems() {
        return certificates().problems;
    }

    /** Runs {@code task} after each change; the result ends that. */
    Runnable onChange(Runnable task) {
        return routes.onChange(changed -> task.run());
    }

    private Certificates certificates() {
        Routes current = routes.current();
        Certificates known = certificates;
        return known != null && known.generation == current.generation() ? known : read(current);
    }

    private synchronized Certificates read(Routes current) {
        Certificates known = certificates;
        if (known != null && known.generation >= current.generation()) {
            return known;
        }
        Certificates read = Certificates.of(current, fallback, known == null ? Map.of() : known.secrets);
        certificates = read;
        return read;
    }

    /** A Secret and what became of it. */
    private record SecretRead(Secret secret, ParsedCertificate parsed) {
        static SecretRead of(Secret secret, @Nullable SecretRead before) {
            return before != null && same(before.secret, secret)
                    ? before
                    : new SecretRead(secret, ServerCertificate.parse(secret));
        }

        private static boolean same(Secret one, Secret other) {
            return one.type().equals(other.type())
                    && Arrays.equals(one.value("tls.crt"), other.value("tls.crt"))
                    && Arrays.equals(one.value("tls.key"), other.value("tls.key"));
        }
    }

    private record Certificates(
            long generation,
            Map<Bind, CertificateSelector> selectors,
            Map<ObjectRef, SecretRead> secrets,
            List<Problem> problems) {
        static Certificates of(Routes routes, @Nullable ServerCertificate fallback, Map<ObjectRef, SecretRead> before) {
            Map<Bind, CertificateSelector> selectors = new HashMap<>();
            Map<ObjectRef, SecretRead> secrets = new HashMap<>();
            for (Bind bind : routes.binds()) {
                List<ListenerCertificates> listeners = new ArrayList<>();
                for (AttachedListener listener : routes.listeners(bind)) {
                    if (listener.tls()) {
                        listeners.add(
                                new ListenerCertificates(listener.hostname(), entries(listener, secrets, before)));
                    }
                }
                if (!listeners.isEmpty()) {
                    boolean ingress = bind.owner().equals(Bind.INGRESS);
                    selectors.put(bind, CertificateSelector.of(listeners, ingress ? fallback : null));
                }
            }
            List<Problem> problems = secrets.values().stream()
                    .flatMap(read -> read.parsed().problems().stream())
                    .toList();
            return new Certificates(routes.generation(), selectors, secrets, problems);
        }

        private static List<CertificateEntry> entries(
                AttachedListener listener, Map<ObjectRef, SecretRead> secrets, Map<ObjectRef, SecretRead> before) {
            List<CertificateEntry> entries = new ArrayList<>();
            for (CertificateUse use : listener.certificates()) {
                ObjectRef ref = use.secret().ref();
                SecretRead read = secrets.computeIfAbsent(ref, key -> SecretRead.of(use.secret(), before.get(ref)));
                ServerCertificate certificate = read.parsed().certificate();
                if (certificate != null) {
                    entries.add(new CertificateEntry(use.hosts(), certificate));
                }
            }
            return entries;
        }
    }
}
