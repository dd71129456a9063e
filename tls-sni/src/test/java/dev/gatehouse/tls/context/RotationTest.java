package dev.gatehouse.tls.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Metadata;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.tls.certificate.MintedCertificate;
import dev.gatehouse.tls.live.CertificateObserver;
import dev.gatehouse.tls.live.LiveCertificates;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand certificates, one of which changes every 10 ms, while clients shake hands two hundred times a second: six hundred times;
 * for a minute with {@code -Dgatehouse.full=true}. Every handshake is for one of the few names that change, and every one that succeeds
 * has proven that chain and key belong together.
 */
class RotationTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CERTIFICATES = 10_000;
    private static final int CHANGING = 20;
    private static final int GENERATIONS = 10;
    private static final int HANDSHAKES = Boolean.getBoolean("gatehouse.full") ? 12_000 : 600;
    private static final Bind BIND = new Bind(Bind.INGRESS, 443);
    private static final MintedCertificate AUTHORITY =
            MintedCertificate.builder().authority("Authority").mint();
    private static final MintedCertificate MIDDLE =
            MintedCertificate.builder().authority("Middle").signedBy(AUTHORITY).mint();

    private final LiveCertificates certificates =
            LiveCertificates.builder().observer(new CertificateObserver() {}).build();
    private final SSLContext context = ServerTls.context(() -> certificates.selector(BIND));
    private final List<CertificateUse> uses = new ArrayList<>(CERTIFICATES);

    /** Every certificate that there has ever been, by its name. */
    private final Map<String, Set<X509Certificate>> served = new ConcurrentHashMap<>();

    private final List<List<CertificateUse>> generations = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Random random = new Random(1);
    private final AtomicInteger rotations = new AtomicInteger();
    private long rotating;
    private final CountDownLatch left = new CountDownLatch(HANDSHAKES);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @Test
    void noHandshakeFailsThoughCertificatesChange() throws Exception {
        for (int i = 0; i < CHANGING; i++) {
            List<CertificateUse> minted = new ArrayList<>();
            for (int generation = 0; generation < GENERATIONS; generation++) {
                minted.add(minted(i));
            }
            generations.add(minted);
            uses.add(minted.get(0));
            clients.add(new Client());
        }
        // The others are never asked for, so that one key does for all of them.
        Secret idle = MintedCertificate.selfSigned("idle.example").toSecret("default", "idle");
        for (int i = CHANGING; i < CERTIFICATES; i++) {
            Secret secret = new Secret(Metadata.of("default", host(i)), Secret.TLS, idle.data());
            uses.add(new CertificateUse(List.of(new Hostname(host(i))), secret));
        }
        update();
        long begin = System.nanoTime();
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        try {
            Future<?> rotating = threads.scheduleAtFixedRate(noting(this::rotate), 0, 10, TimeUnit.MILLISECONDS);
            Future<?> shaking = threads.scheduleAtFixedRate(noting(this::shakeHands), 0, 5, TimeUnit.MILLISECONDS);
            assertTrue(left.await(10, TimeUnit.MINUTES));
            assertFalse(rotating.isDone() || shaking.isDone(), "they go on until they are stopped");
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "rotation: among %d certificates %d handshakes (%.0f/s), %d rotations (%.0f/s, %.0f us of a processor each), %d failed%n",
                CERTIFICATES,
                HANDSHAKES,
                HANDSHAKES / seconds,
                rotations.get(),
                rotations.get() / seconds,
                rotating / 1e3 / rotations.get(),
                failures.size());
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(rotations.get() > HANDSHAKES / 20, () -> rotations + " rotations");
    }

    private interface Step {
        void run() throws Exception;
    }

    private Runnable noting(Step step) {
        return () -> {
            try {
                step.run();
            } catch (Exception | AssertionError e) {
                failures.add(e);
            }
        };
    }

    private void rotate() {
        int count = rotations.incrementAndGet();
        int changed = count % CHANGING;
        uses.set(changed, generations.get(changed).get(count / CHANGING % GENERATIONS));
        long begin = THREADS.getCurrentThreadCpuTime();
        update();
        rotating += THREADS.getCurrentThreadCpuTime() - begin;
    }

    private void update() {
        certificates.update(List.of(new AttachedListener(BIND, "https", null, true, Style.INGRESS, uses, List.of())));
    }

    private void shakeHands() throws Exception {
        left.countDown();
        int changing = random.nextInt(CHANGING);
        String host = host(changing);
        SSLEngine client = clients.get(changing).fresh(host);
        Handshake.between(client, context.createSSLEngine());
        List<Certificate> shown = List.of(client.getSession().getPeerCertificates());
        assertTrue(served.get(host).contains(shown.get(0)), "a certificate of " + host);
        assertEquals(MIDDLE.certificate(), shown.get(1));
    }

    private CertificateUse minted(int i) {
        MintedCertificate minted =
                MintedCertificate.builder(host(i)).signedBy(MIDDLE).mint();
        served.computeIfAbsent(host(i), host -> ConcurrentHashMap.newKeySet()).add(minted.certificate());
        return new CertificateUse(List.of(new Hostname(host(i))), minted.toSecret("default", host(i)));
    }

    private static String host(int i) {
        return "host-" + i + ".example";
    }
}
