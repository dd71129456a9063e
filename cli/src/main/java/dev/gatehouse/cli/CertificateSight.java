package dev.gatehouse.cli;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.CertificateUse;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.tls.certificate.ServerCertificate;
import dev.gatehouse.tls.live.LiveCertificates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a handshake is answered with.
 *
 * @param secret such as {@code Secret default/app-tls}
 * @param madeUp whether the manifests do not hold the Secret, so that another stands in for it
 * @param why by what it was chosen, in a phrase
 * @param trusted whether its names cover the server name, without which clients refuse it
 */
record CertificateSight(
        String secret, boolean madeUp, String keyType, List<String> names, Instant until, String why, boolean trusted) {
    private static final List<String> KEY_TYPES = List.of("EC", "EdDSA", "RSA", "RSASSA-PSS");

    CertificateSight {
        names = List.copyOf(names);
    }

    /**
     * Those that a front end finds equally good, for clients that differ in the keys they can use; empty where it refuses the handshake.
     *
     * @param serverName as sent; null for none
     * @param madeUp the Secrets that stand in for others, as {@code namespace/name}
     */
    static List<CertificateSight> of(Routes routes, Bind bind, @Nullable String serverName, Set<String> madeUp) {
        String name = serverName == null ? null : serverName.toLowerCase(Locale.ROOT);
        LiveCertificates certificates = LiveCertificates.builder().build();
        certificates.update(
                routes.listeners(bind).stream().filter(AttachedListener::tls).toList());
        List<CertificateSight> sights = new ArrayList<>();
        for (ServerCertificate certificate : certificates.selector(bind).candidates(serverName, KEY_TYPES)) {
            boolean covered = name != null && certificate.covers(name);
            sights.add(new CertificateSight(
                    certificate.secret().toString(),
                    madeUp.contains(certificate.secret().namespacedName()),
                    certificate.keyType(),
                    certificate.names(),
                    certificate.notAfter(),
                    why(routes, bind, name, certificate, covered),
                    covered || name == null));
        }
        return sights;
    }

    private static String why(
            Routes routes, Bind bind, @Nullable String serverName, ServerCertificate certificate, boolean covered) {
        if (serverName == null) {
            return "there is no server name, and it is the first that is for any";
        }
        boolean meant = routes.listeners(bind).stream()
                .flatMap(listener -> listener.certificates().stream())
                .filter(use -> use.secret().ref().equals(certificate.secret()))
                .anyMatch(use -> isFor(use, serverName));
        if (meant) {
            return "tls[].hosts has the server name" + (covered ? "" : ", which the certificate itself has not");
        }
        return covered
                ? "its own names cover the server name"
                : "no certificate of the listener has the server name, and it is the first";
    }

    private static boolean isFor(CertificateUse use, String serverName) {
        String wildcard = "*" + serverName.substring(Math.max(0, serverName.indexOf('.')));
        return use.hosts().stream()
                .anyMatch(host -> host.text().equals(serverName) || host.text().equals(wildcard));
    }
}
