package dev.gatehouse.routing.attach;

import java.util.List;

/**
 * Which client certificates a port asks for ({@code Gateway.spec.tls.frontend}, GEP-91). The same for every HTTPS listener of a port, since
 * one connection may carry requests for several of them.
 *
 * @param authorities PEM text of the certificates that are trusted, one for each reference that could be used; empty where none could:
 *     then no handshake may succeed
 * @param required whether a client without a valid certificate is refused ({@code AllowValidOnly}); false: it is asked and served anyway
 *     ({@code AllowInsecureFallback})
 */
public record ClientValidation(List<String> authorities, boolean required) {
    public ClientValidation {
        authorities = List.copyOf(authorities);
    }
}
