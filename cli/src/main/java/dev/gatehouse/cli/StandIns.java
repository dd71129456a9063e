package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in for objects that the manifests lack, by what it is made for. For one thread at a time.
 *
 * @param <T> what is made
 */
final class StandIns<T extends Resource> {
    private final Map<String, List<T>> standing = new LinkedHashMap<>();

    /**
     * From now on these stand in for what they are made for, and no others. Costs time in proportion to them.
     *
     * @param changed what has changed in the manifests: what stands in for one of these is put again, even if it is as it was
     * @param read what the manifests hold: what they hold themselves is not deleted
     */
    Delta replace(Map<String, List<T>> made, Collection<ObjectRef> changed, Resources read) {
        Map<ObjectRef, T> put = new LinkedHashMap<>();
        Map<ObjectRef, T> gone = new LinkedHashMap<>();
        made.forEach((purpose, now) -> {
            List<T> before = now.isEmpty() ? standing.remove(purpose) : standing.put(purpose, now);
            if (before != null) {
                before.forEach(each -> gone.put(each.ref(), each));
            }
            now.forEach(each -> put.put(each.ref(), each));
        });
        put.values().removeIf(each -> each.equals(gone.remove(each.ref())) && !changed.contains(each.ref()));
        gone.keySet().removeIf(name -> read.find(name) != null);
        return new Delta(List.copyOf(put.values()), List.copyOf(gone.keySet()));
    }

    /**
     * What a change makes of them.
     *
     * @param put those that are new
     * @param delete those that stand in no more
     */
    record Delta(List<? extends Resource> put, List<ObjectRef> delete) {
        static final Delta NOTHING = new Delta(List.of(), List.of());

        Delta {
            put = List.copyOf(put);
        }
    }
}
