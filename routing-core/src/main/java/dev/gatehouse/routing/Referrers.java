package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.ServiceReferences;
import dev.gatehouse.routing.persistent.PersistentMap;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who names which Service, of HTTPRoutes, GRPCRoutes and Ingresses. Immutable; a change shares nearly all with what was before. Made when a Service
 * changes for the first time, and kept from then on.
 */
final class Referrers {
    /** By the name of a Service of any namespace, and by {@code namespace/} those of other namespaces that name any Service there; then by their own names. */
    private final PersistentMap<PersistentMap<Resource>> byService;

    private Referrers(PersistentMap<PersistentMap<Resource>> byService) {
        this.byService = byService;
    }

    /** Costs time and memory in proportion to all of them. */
    static Referrers of(Resources resources) {
        List<Resource> all = new ArrayList<>();
        resources.forEach(HttpRoute.class, all::add);
        resources.forEach(GrpcRoute.class, all::add);
        resources.forEach(Ingress.class, all::add);
        Referrers referrers = new Referrers(PersistentMap.empty());
        for (Resource each : all) {
            referrers = referrers.with(null, each);
        }
        return referrers;
    }

    /** After one of them came, changed or went. */
    Referrers with(@Nullable Resource before, @Nullable Resource after) {
        Set<String> old = before == null ? Set.of() : keys(before);
        Set<String> now = after == null ? Set.of() : keys(after);
        PersistentMap<PersistentMap<Resource>> next = byService;
        if (before != null) {
            for (String key : old) {
                PersistentMap<Resource> of = next.get(key);
                if (of != null && !now.contains(key)) {
                    PersistentMap<Resource> rest = of.without(before.ref().toString());
                    next = rest.size() == 0 ? next.without(key) : next.with(key, rest);
                }
            }
        }
        if (after != null) {
            for (String key : now) {
                PersistentMap<Resource> of = next.get(key);
                next = next.with(
                        key,
                        (of == null ? PersistentMap.<Resource>empty() : of)
                                .with(after.ref().toString(), after));
            }
        }
        return new Referrers(next);
    }

    private static Set<String> keys(Resource resource) {
        Set<String> keys = new HashSet<>();
        for (ObjectRef service : ServiceReferences.of(resource)) {
            keys.add(service.name());
            if (!service.namespace().equals(resource.metadata().namespace())) {
                keys.add(service.namespace() + "/");
            }
        }
        return keys;
    }

    /** Who names a Service of this name, of any namespace. */
    List<Resource> named(String name) {
        return under(name);
    }

    /** Who names this Service. */
    List<Resource> of(ObjectRef service) {
        return under(service.name()).stream()
                .filter(resource -> ServiceReferences.of(resource).contains(service))
                .toList();
    }

    /** Who names any Service of this namespace from another. */
    List<Resource> fromElsewhere(String namespace) {
        return under(namespace + "/");
    }

    private List<Resource> under(String key) {
        List<Resource> found = new ArrayList<>();
        PersistentMap<Resource> of = byService.get(key);
        if (of != null) {
            of.forEach(found::add);
        }
        return found;
    }
}
