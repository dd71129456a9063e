package dev.gatehouse.tls.select;

import dev.gatehouse.routing.resource.Hostname;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one listener of a port.
 *
 * @param hostname the listener's; a wildcard stands for one or more labels. Null for a listener without one, as that of all
 *     Ingresses of a port is
 * @param entries in order of preference, such as that of {@code certificateRefs}, or the oldest Ingress first. Empty where none
 *     could be read: the listener's names are then refused and reach no other listener
 */
public record ListenerCertificates(@Nullable Hostname hostname, List<CertificateEntry> entries) {
    public ListenerCertificates {
        entries = List.copyOf(entries);
    }
}
