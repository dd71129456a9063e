package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of resources, each by its kind, namespace and name, and the problems met when it was read. Immutable and safe for use by
 * any number of threads.
 */
public final class Resources {
    /** Nothing at all. */
    public static final Resources EMPTY = new Resources(Map.of(), List.of());

    private final Map<Class<? extends Resource>, Map<String, Resource>> kinds;
    private final List<Problem> problems;

    private Resources(Map<Class<? extends Resource>, Map<String, Resource>> kinds, List<Problem> problems) {
        this.kinds = kinds;
        this.problems = List.copyOf(problems);
    }

    /**
     * What the documents say: each object is decoded, defaulted and validated by itself, as an API server would, and the
     * objects of a {@code List} one by one.
     *
     * <p>Every violation is a {@link Problem}, all of them and not the first. An object with a problem of severity
     * {@link Problem.Severity#ERROR} is left out, the others go on. Kinds that Gatehouse does not read are skipped with a hint. Of
     * two objects with the same kind, namespace and name the first stays, and the second is an error. The documents are only read, never
     * changed; what is kept of them is where their fields stand ({@link Document#positions}). The cost grows with their size, some microseconds for a usual route.
     */
    public static Resources decode(Iterable<Document> documents) {
        return decode(documents, List.of());
    }

    /** As {@link #decode(Iterable)}; problems that were met when the documents were read come before those that are found in them. */
    public static Resources decode(Iterable<Document> documents, List<Problem> met) {
        return decode(documents, met, ValidationProfile.API_SERVER);
    }

    /** As {@link #decode(Iterable, List)}, as strictly as the profile says. */
    public static Resources decode(Iterable<Document> documents, List<Problem> met, ValidationProfile profile) {
        return DocumentDecoder.decode(documents, met, profile);
    }

    /** These resources; of two with the same name the later counts. */
    public static Resources of(Resource... resources) {
        return EMPTY.with(List.of(resources));
    }

    /** These resources beside or instead of those of this set; the problems stay. */
    public Resources with(Collection<? extends Resource> resources) {
        return with(resources, List.of());
    }

    /** As {@link #with(Collection)}, with further problems. */
    public Resources with(Collection<? extends Resource> resources, List<Problem> further) {
        Map<Class<? extends Resource>, Map<String, Resource>> next = new HashMap<>();
        kinds.forEach((kind, objects) -> next.put(kind, new LinkedHashMap<>(objects)));
        for (Resource resource : resources) {
            next.computeIfAbsent(resource.getClass(), kind -> new LinkedHashMap<>())
                    .put(resource.ref().namespacedName(), resource);
        }
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(further);
        return new Resources(next, all);
    }

    /** Every object: kind by kind in no particular order of the kinds, within a kind in the order in which they were read. */
    public List<Resource> all() {
        return kinds.values().stream()
                .flatMap(objects -> objects.values().stream())
                .toList();
    }

    /** Every object of a kind, in the order in which they were read. */
    public <T extends Resource> List<T> all(Class<T> kind) {
        return kinds.getOrDefault(kind, Map.of()).values().stream()
                .map(kind::cast)
                .toList();
    }

    /**
     * The object of this kind and name, or null.
     *
     * @param namespace empty for kinds that belong to the cluster
     */
    public <T extends Resource> @Nullable T find(Class<T> kind, String namespace, String name) {
        Resource found = kinds.getOrDefault(kind, Map.of()).get(namespace.isEmpty() ? name : namespace + "/" + name);
        return found == null ? null : kind.cast(found);
    }

    /** What was wrong in the documents, in their order. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many objects there are. */
    public int size() {
        return kinds.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public String toString() {
        return size() + " resources, " + problems.size() + " problems";
    }
}
