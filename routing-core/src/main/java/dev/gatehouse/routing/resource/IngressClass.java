package dev.gatehouse.routing.resource;

/**
 * {@code IngressClass}.
 *
 * @param controller {@code spec.controller}
 */
public record IngressClass(Metadata metadata, String controller) implements Resource {
    /** Whether Ingresses without a class belong to this one: the annotation's value must be the string {@code true}. */
    public boolean isDefault() {
        return "true".equals(metadata.annotations().get("ingressclass.kubernetes.io/is-default-class"));
    }

    @Override
    public ObjectRef ref() {
        return new ObjectRef("networking.k8s.io", "IngressClass", metadata.namespace(), metadata.name());
    }
}
