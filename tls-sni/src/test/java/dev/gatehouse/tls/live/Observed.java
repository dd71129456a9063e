package dev.gatehouse.tls.live;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.certificate.TlsSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears. */
final class Observed implements CertificateObserver {
    private final List<String> heard = new ArrayList<>();

    @Override
    public synchronized void added(TlsSecret secret) {
        heard.add("added " + secret.ref().namespacedName());
    }

    @Override
    public synchronized void removed(ObjectRef secret) {
        heard.add("removed " + secret.namespacedName());
    }

    @Override
    public synchronized void rotated(ServerCertificate certificate) {
        heard.add("rotated " + certificate.secret().namespacedName() + " " + certificate.names());
    }

    @Override
    public synchronized void refused(ObjectRef secret, List<Problem> problems) {
        heard.add("refused " + secret.namespacedName() + " " + problems.get(0).name());
    }

    @Override
    public synchronized void expiring(CertificateExpiry expiry, Instant now) {
        heard.add("expiring " + expiry.secret().namespacedName() + " " + Math.round(expiry.daysLeft(now)));
    }

    /** What was heard since it was last asked. */
    synchronized List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }
}
