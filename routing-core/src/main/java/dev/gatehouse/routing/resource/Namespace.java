package dev.gatehouse.routing.resource;

/** {@code Namespace}: routing only asks for its labels. */
public record Namespace(Metadata metadata) implements Resource {
    @Override
    public ObjectRef ref() {
        return new ObjectRef("", "Namespace", metadata.namespace(), metadata.name());
    }
}
