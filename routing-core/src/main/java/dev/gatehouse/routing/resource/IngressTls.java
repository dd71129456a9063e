package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Ingress.spec.tls[]}.
 *
 * @param hosts empty: the certificate is the default of the port
 * @param secretName null where absent or empty: the host is only marked as TLS
 */
public record IngressTls(List<Hostname> hosts, @Nullable String secretName) {
    public IngressTls {
        hosts = List.copyOf(hosts);
    }
}
