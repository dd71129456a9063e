package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.routing.resource.Positions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The objects that there are at one moment of a case, as documents. For one thread. */
final class Cluster {
    private final Map<ObjectName, Document> objects = new LinkedHashMap<>();
    private final Map<ObjectName, Long> generations = new HashMap<>();
    private final Map<ObjectName, Instant> created = new HashMap<>();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** Those that are there at first are of one age, unless they say theirs. */
    Cluster(Collection<Document> documents) {
        documents.forEach(this::keep);
    }

    /** Creates or replaces an object. One that is created is younger than all before. */
    void put(Document document) {
        now = now.plusSeconds(1);
        keep(document);
    }

    private void keep(Document document) {
        ObjectName name = ObjectName.of(document.content());
        Document before = objects.put(name, document);
        if (before == null) {
            generations.put(name, given(document));
            created.put(name, now);
        } else if (!Objects.equals(
                before.content().get("spec"), document.content().get("spec"))) {
            generations.merge(name, 1L, Long::sum);
        }
    }

    /** {@code metadata.generation}: 1 at first, one more with each change of {@code spec}; 0 for an object that is not there. */
    long generation(ObjectName name) {
        return generations.getOrDefault(name, 0L);
    }

    /** Whether the object was there, and is patched. */
    boolean patch(ObjectName name, Map<?, ?> merge) {
        Document before = objects.get(name);
        if (before == null) {
            return false;
        }
        Map<String, @Nullable Object> merged = merged(before.content(), merge);
        put(new Document(merged, before.source(), Positions.UNKNOWN));
        return true;
    }

    /** Whether the object was there, and is gone. */
    boolean delete(ObjectName name) {
        generations.remove(name);
        created.remove(name);
        return objects.remove(name) != null;
    }

    /** The objects, each with its generation and the time when it was created. */
    List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        objects.forEach((name, document) -> documents.add(new Document(
                merged(document.content(), Map.of("metadata", given(name, document))),
                document.source(),
                document.positions())));
        return documents;
    }

    private Map<String, Object> given(ObjectName name, Document document) {
        Map<String, Object> given = new HashMap<>(Map.of("generation", generation(name)));
        boolean dated = document.content().get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("creationTimestamp") != null;
        Instant since = created.get(name);
        if (!dated && since != null) {
            given.put("creationTimestamp", since.toString());
        }
        return given;
    }

    /** An object as it was parsed, with its nulls. */
    static Map<String, @Nullable Object> object(@Nullable Object value, String place) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new MalformedCase(place + ": found " + value + " (expected: an object)");
        }
        return merged(map, Map.of());
    }

    @Nullable
    Document find(ObjectName name) {
        return objects.get(name);
    }

    private static long given(Document document) {
        Number given =
                Body.of(document.content(), "an object").required("metadata").numberOrNull("generation");
        return given == null ? 1 : given.longValue();
    }

    /** The names of the objects of a kind. */
    List<ObjectName> names(String kind) {
        return objects.keySet().stream()
                .filter(name -> name.kind().equals(kind))
                .toList();
    }

    /** The objects of a kind. */
    List<Body> all(String kind) {
        List<Body> found = new ArrayList<>();
        objects.forEach((name, document) -> {
            if (name.kind().equals(kind)) {
                found.add(Body.of(document.content(), name.toString()));
            }
        });
        return found;
    }

    /** {@code MergePatch} of RFC 7386, section 2. */
    private static Map<String, @Nullable Object> merged(Map<?, ?> target, Map<?, ?> patch) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        target.forEach((key, value) -> merged.put(String.valueOf(key), value));
        patch.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value == null) {
                merged.remove(name);
            } else if (value instanceof Map<?, ?> deeper) {
                Map<?, ?> below = merged.get(name) instanceof Map<?, ?> map ? map : Map.of();
                merged.put(name, merged(below, deeper));
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
