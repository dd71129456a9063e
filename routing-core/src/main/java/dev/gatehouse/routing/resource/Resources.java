package dev.gatehouse.routing.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of resources, each by its kind, namespace and name, and the problems met when it was read. Immutable and safe for use by
 * any number of threads.
 */
public final class Resources {
    /** Nothing at all. */
    public static final Resources EMPTY = new Resources(Map.of(), List.of());

    private final Map<Class<? extends Resource>, ResourcesOfKind> kinds;
    private final List<Problem> problems;

    private Resources(Map<Class<? extends Resource>, ResourcesOfKind> kinds, List<Problem> problems) {
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

    /** These resources beside or instead of those of this set; the problems stay. Costs time in proportion to these. */
    public Resources with(Collection<? extends Resource> resources) {
        return with(resources, List.of());
    }

    /** As {@link #with(Collection)}, with further problems. */
    public Resources with(Collection<? extends Resource> resources, List<Problem> further) {
        Map<Class<? extends Resource>, ResourcesOfKind> next = new HashMap<>(kinds);
        Map<Class<? extends Resource>, List<Resource>> added = new HashMap<>();
        for (Resource resource : resources) {
            added.computeIfAbsent(resource.getClass(), kind -> new ArrayList<>())
                    .add(resource);
        }
        added.forEach((kind, some) -> next.put(kind, of(kind).with(some)));
        List<Problem> all = problems;
        if (!further.isEmpty()) {
            all = new ArrayList<>(problems);
            all.addAll(further);
        }
        return new Resources(next, all);
    }

    /** Without the objects of these names, where they are there; the problems stay. Costs time in proportion to the names. */
    public Resources without(Collection<ObjectRef> names) {
        Map<Class<? extends Resource>, ResourcesOfKind> next = new HashMap<>(kinds);
        for (ObjectRef name : names) {
            Resource found = find(name);
            if (found != null) {
                next.computeIfPresent(found.getClass(), (kind, before) -> before.without(name.namespacedName()));
            }
        }
        return new Resources(next, problems);
    }

    /** The same resources with these problems instead of those met before. */
    public Resources withProblems(List<Problem> instead) {
        return new Resources(kinds, instead);
    }

    /** Every object: kind by kind in no particular order of the kinds, within a kind in the order in which they were read. */
    public List<Resource> all() {
        return kinds.values().stream()
                .flatMap(objects -> objects.inOrder().stream())
                .toList();
    }

    /**
     * Every object of a kind, in the order in which they were read. The first call costs time in proportion to them, and later ones nothing.
     */
    @SuppressWarnings("unchecked") // objects lie under their class
    public <T extends Resource> List<T> all(Class<T> kind) {
        return (List<T>) of(kind).inOrder();
    }

    /** Calls {@code each} with every object of a kind, in no particular order: that needs no sorting, even after a change. */
    public <T extends Resource> void forEach(Class<T> kind, Consumer<? super T> each) {
        of(kind).forEach(resource -> each.accept(kind.cast(resource)));
    }

    /** Whether there is none of this kind. */
    public boolean isEmpty(Class<? extends Resource> kind) {
        return of(kind).size() == 0;
    }

    /**
     * The object of this kind and name, or null.
     *
     * @param namespace empty for kinds that belong to the cluster
     */
    public <T extends Resource> @Nullable T find(Class<T> kind, String namespace, String name) {
        Resource found = of(kind).find(namespace.isEmpty() ? name : namespace + "/" + name);
        return found == null ? null : kind.cast(found);
    }

    /** The object of this name, or null. */
    public @Nullable Resource find(ObjectRef name) {
        String text = name.namespacedName();
        for (ResourcesOfKind objects : kinds.values()) {
            Resource found = objects.find(text);
            if (found != null && found.ref().equals(name)) {
                return found;
            }
        }
        return null;
    }

    private ResourcesOfKind of(Class<? extends Resource> kind) {
        return kinds.getOrDefault(kind, ResourcesOfKind.NONE);
    }

    /** What was wrong in the documents, in their order. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many objects there are. */
    public int size() {
        return kinds.values().stream().mapToInt(ResourcesOfKind::size).sum();
    }

    @Override
    public String toString() {
        return size() + " resources, " + problems.size() + " problems";
    }
}
