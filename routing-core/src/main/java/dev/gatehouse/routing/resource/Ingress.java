package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Ingress} of {@code networking.k8s.io/v1}.
 *
 * @param ingressClassName {@code spec.ingressClassName}, null where absent
 * @param defaultBackend {@code spec.defaultBackend}, null where absent
 */
public record Ingress(
        Metadata metadata,
        @Nullable String ingressClassName,
        @Nullable IngressBackend defaultBackend,
        List<IngressRule> rules,
        List<IngressTls> tls)
        implements Resource {
    public Ingress {
        rules = List.copyOf(rules);
        tls = List.copyOf(tls);
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("networking.k8s.io", "Ingress", metadata.namespace(), metadata.name());
    }
}
