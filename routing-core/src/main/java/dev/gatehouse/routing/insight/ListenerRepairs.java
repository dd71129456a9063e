package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Route;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The edits of listeners that let a route attach, or a handshake succeed. */
final class ListenerRepairs {
    private ListenerRepairs() {}

    /** The listeners of a Gateway or ListenerSet; empty for anything else. */
    static List<Listener> of(@Nullable Resource parent) {
        if (parent instanceof Gateway gateway) {
            return gateway.listeners();
        }
        return parent instanceof ListenerSet set ? set.listeners() : List.of();
    }

    static List<Change> allowNamespace(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        Reference reference = scene.reference(object, problem.field());
        ParentReference parent = parent(problem, resource);
        if (reference == null || parent == null) {
            return List.of();
        }
        List<Listener> listeners = of(scene.find(reference.to()));
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            if (parent.sectionName() == null || parent.sectionName().equals(listener.name())) {
                return List.of(new Change.Put(
                        reference.to(),
                        SPEC.field("listeners").index(i).field("allowedRoutes").field("namespaces"),
                        Manifest.of("from", "Selector", "selector", named(object.namespace()))));
            }
        }
        return List.of();
    }

    /** One more listener like the first that the route named, for the first of the route's hosts. */
    static List<Change> addListener(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        if (!(resource instanceof Route route) || route.hostnames().isEmpty()) {
            return List.of();
        }
        for (int i = 0; i < route.parentRefs().size(); i++) {
            ParentReference parent = route.parentRefs().get(i);
            Reference reference =
                    scene.reference(object, SPEC.field("parentRefs").index(i));
            List<Listener> listeners = reference == null ? List.of() : of(scene.find(reference.to()));
            for (Listener listener : listeners) {
                if (reference != null
                        && listener.protocol().equals("HTTP")
                        && parent.sectionName() == null
                        && !reference.crosses()) {
                    String host = route.hostnames().get(0).text();
                    return List.of(new Change.Put(
                            reference.to(),
                            SPEC.field("listeners").index(listeners.size()),
                            Manifest.of(
                                    "name",
                                    host.replace("*.", "any.").replace('.', '-'),
                                    "port",
                                    listener.port(),
                                    "protocol",
                                    "HTTP",
                                    "hostname",
                                    host)));
                }
            }
        }
        return List.of();
    }

    static List<Change> certificate(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        return List.of(new Change.Put(
                object,
                problem.field(),
                Manifest.of("certificateRefs", List.of(Manifest.of("name", object.name() + "-tls")))));
    }

    static List<Change> selector(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        return List.of(new Change.Put(object, problem.field(), named(object.namespace())));
    }

    private static Map<String, Object> named(String namespace) {
        return Manifest.of("matchLabels", Manifest.of("kubernetes.io/metadata.name", namespace));
    }

    private static @Nullable ParentReference parent(Problem problem, @Nullable Resource resource) {
        int index = problem.field().index();
        return resource instanceof Route route
                        && index >= 0
                        && index < route.parentRefs().size()
                ? route.parentRefs().get(index)
                : null;
    }
}
