package dev.gatehouse.routing.resource;

import dev.gatehouse.routing.persistent.PersistentMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The objects of one kind: by name, and in the order in which they were read. Immutable; a change shares nearly all with what was before. */
final class ResourcesOfKind {
    static final ResourcesOfKind NONE = new ResourcesOfKind(PersistentMap.empty(), 0);

    private final PersistentMap<Placed> byName;
    private final long next;

    /** Sorted when it is first asked for. Two threads may do so at once, and come to the same. */
    private volatile @Nullable List<Resource> inOrder;

    private ResourcesOfKind(PersistentMap<Placed> byName, long next) {
        this.byName = byName;
        this.next = next;
    }

    /** As {@link #with(Resource)}, one after the other. */
    ResourcesOfKind with(List<Resource> resources) {
        if (next == 0 && resources.size() > 1) {
            ResourcesOfKind all = of(resources);
            if (all.size() == resources.size()) {
                return all;
            }
        }
        ResourcesOfKind all = this;
        for (Resource resource : resources) {
            all = all.with(resource);
        }
        return all;
    }

    private static ResourcesOfKind of(List<Resource> resources) {
        List<Placed> placed = new ArrayList<>(resources.size());
        resources.forEach(resource -> placed.add(new Placed(placed.size(), resource)));
        PersistentMap<Placed> byName =
                PersistentMap.of(placed, each -> each.resource.ref().namespacedName());
        return new ResourcesOfKind(byName, placed.size());
    }

    private record Placed(long place, Resource resource) {}

    /** One that is there already keeps its place. */
    ResourcesOfKind with(Resource resource) {
        String name = resource.ref().namespacedName();
        Placed before = byName.get(name);
        return new ResourcesOfKind(
                byName.with(name, new Placed(before == null ? next : before.place, resource)), next + 1);
    }

    ResourcesOfKind without(String name) {
        return new ResourcesOfKind(byName.without(name), next);
    }

    @Nullable
    Resource find(String name) {
        Placed found = byName.get(name);
        return found == null ? null : found.resource;
    }

    int size() {
        return byName.size();
    }

    void forEach(Consumer<Resource> each) {
        byName.forEach(placed -> each.accept(placed.resource));
    }

    List<Resource> inOrder() {
        List<Resource> sorted = inOrder;
        if (sorted == null) {
            List<Placed> all = new ArrayList<>(byName.size());
            byName.forEach(all::add);
            all.sort(Comparator.comparingLong(Placed::place));
            sorted = all.stream().map(Placed::resource).toList();
            inOrder = sorted;
        }
        return sorted;
    }
}
