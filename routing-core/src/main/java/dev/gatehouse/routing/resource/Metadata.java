package dev.gatehouse.routing.resource;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code metadata} of an object, as far as routing asks for it.
 *
 * @param namespace {@code default} where a namespaced document names none; empty for kinds that belong to the cluster
 * @param name never empty
 * @param generation 0 where absent
 * @param creationTimestamp null where absent, as in most files; such an object counts as younger than every dated one
 * @param labels empty where absent
 * @param annotations empty where absent
 * @param source where the document starts
 * @param namespaceDefaulted whether the document leaves the namespace out
 */
public record Metadata(
        String namespace,
        String name,
        long generation,
        @Nullable Instant creationTimestamp,
        Map<String, String> labels,
        Map<String, String> annotations,
        Source source,
        boolean namespaceDefaulted) {
    public Metadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** One that names its namespace. */
    public Metadata(
            String namespace,
            String name,
            long generation,
            @Nullable Instant creationTimestamp,
            Map<String, String> labels,
            Map<String, String> annotations,
            Source source) {
        this(namespace, name, generation, creationTimestamp, labels, annotations, source, false);
    }

    /** For an object that a program makes: no labels, no annotations, no age. */
    public static Metadata of(String namespace, String name) {
        return new Metadata(namespace, name, 0, null, Map.of(), Map.of(), Source.NONE);
    }
}
