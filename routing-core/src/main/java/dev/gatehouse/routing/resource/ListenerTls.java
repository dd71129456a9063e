package dev.gatehouse.routing.resource;

import java.util.List;
import java.util.Map;

/**
 * {@code Gateway.spec.listeners[].tls}.
 *
 * @param mode {@code Terminate} where absent
 * @param certificateRefs in the order written
 * @param options implementation-specific settings, none of which Gatehouse knows yet
 */
public record ListenerTls(Mode mode, List<SecretObjectReference> certificateRefs, Map<String, String> options) {
    public ListenerTls {
        certificateRefs = List.copyOf(certificateRefs);
        options = Map.copyOf(options);
    }

    /** {@code TLSModeType}. */
    public enum Mode {
        TERMINATE,
        PASSTHROUGH
    }
}
