package dev.gatehouse.tls.live;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.observe.Measure;
import dev.gatehouse.routing.observe.Meters;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows in a monitoring system how many days each certificate has left, as of the moment when somebody looks.
 *
 * <pre>{@code
 * new ExpiryGauges(meters).follow(routes);
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class ExpiryGauges {
    private final Meters meters;
    private final InstantSource clock;
    private final LiveCertificates certificates;
    private Set<List<String>> shown = Set.of();

    public ExpiryGauges(Meters meters) {
        this(meters, InstantSource.system());
    }

    /** @param clock tells when somebody looks */
    ExpiryGauges(Meters meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        this.certificates = LiveCertificates.builder()
                .observer(new CertificateObserver() {})
                .clock(clock)
                .build();
    }

    /**
     * Shows the certificates of what is served now, and of each change of it. Reads the leaf of each when it is new, on the thread that made
     * the change: a third of a millisecond.
     *
     * @return ends that when run; what is shown then stays
     */
    public Runnable follow(LiveRoutes routes) {
        Runnable end = routes.onChange(changed -> show(changed.listeners()));
        show(routes.current().listeners());
        return end;
    }

    synchronized void show(List<AttachedListener> listeners) {
        certificates.update(listeners);
        Set<List<String>> now = new HashSet<>();
        for (CertificateExpiry expiry : certificates.expiries()) {
            List<String> labels = List.of(expiry.secret().toString());
            now.add(labels);
            meters.gauge(Measure.CERTIFICATE_EXPIRY, labels, () -> expiry.daysLeft(clock.instant()));
        }
        for (List<String> labels : shown) {
            if (!now.contains(labels)) {
                meters.remove(Measure.CERTIFICATE_EXPIRY, labels);
            }
        }
        shown = now;
    }
}
