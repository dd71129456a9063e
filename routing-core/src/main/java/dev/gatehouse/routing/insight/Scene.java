package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.attach.RuleMatch;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.RequestHead;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressRule;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Problem.Severity;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the checks look at, and what they ask of it again and again. */
final class Scene {
    static final FieldPath SPEC = FieldPath.ROOT.field("spec");

    private final Routes routes;
    private final Map<ObjectRef, Resource> byRef = new HashMap<>();
    private final Map<ObjectRef, List<AttachedListener>> listeners = new HashMap<>();
    private final Set<ObjectRef> served = new HashSet<>();
    private final Set<ObjectRef> refused = new HashSet<>();
    private final Map<Place, Reference> references = new LinkedHashMap<>();
    private final List<HttpRoute> httpRoutes;
    private final List<Ingress> ingresses;

    private Scene(Routes routes) {
        this.routes = routes;
        routes.resources().all().forEach(resource -> byRef.put(resource.ref(), resource));
        for (AttachedListener listener : routes.attachment().listeners()) {
            Set<ObjectRef> here = new LinkedHashSet<>();
            listener.rules().forEach(rule -> here.add(rule.origin().route()));
            listener.streams().forEach(rule -> here.add(rule.origin().route()));
            here.forEach(route ->
                    listeners.computeIfAbsent(route, key -> new ArrayList<>()).add(listener));
        }
        for (RouteParent parent : routes.attachment().parents()) {
            if (parent.refusal() == null) {
                served.add(parent.route());
            }
        }
        for (Problem problem : routes.resources().problems()) {
            ObjectRef ref = problem.resource();
            if (problem.severity() == Severity.ERROR && ref != null) {
                refused.add(ref);
            }
        }
        for (Reference reference : Reference.all(resources())) {
            references.put(new Place(reference.from().ref(), reference.field()), reference);
        }
        this.httpRoutes = resources().all(HttpRoute.class).stream()
                .filter(route -> served.contains(route.ref()))
                .toList();
        this.ingresses = resources().all(Ingress.class).stream()
                .filter(ingress -> served.contains(ingress.ref()))
                .toList();
    }

    private record Place(ObjectRef object, FieldPath field) {}

    static Scene of(Routes routes) {
        return new Scene(routes);
    }

    Resources resources() {
        return routes.resources();
    }

    Attachment attachment() {
        return routes.attachment();
    }

    /** What decoding and attachment met. */
    List<Problem> problems() {
        return routes.problems();
    }

    Decision decide(Bind bind, RequestHead head) {
        return routes.decide(bind, head);
    }

    RouteTable table() {
        return routes.table();
    }

    /** The HTTPRoutes that are attached somewhere. */
    List<HttpRoute> httpRoutes() {
        return httpRoutes;
    }

    /** The Ingresses of ours. */
    List<Ingress> ingresses() {
        return ingresses;
    }

    @Nullable
    Resource find(ObjectRef ref) {
        return byRef.get(ref);
    }

    /** Every reference of every object to another. */
    Collection<Reference> references() {
        return references.values();
    }

    /** What the field refers to; null where it is no reference. */
    @Nullable
    Reference reference(@Nullable ObjectRef object, FieldPath field) {
        return object == null ? null : references.get(new Place(object, field));
    }

    /** Whether a document speaks of this object and was refused, so that whoever refers to it misses it for that reason. */
    boolean isRefused(ObjectRef ref) {
        return refused.contains(ref) && !byRef.containsKey(ref);
    }

    /** Whether the route is attached to a listener, or the Ingress is of ours. */
    boolean isServed(ObjectRef route) {
        return served.contains(route);
    }

    /** The listeners on which a rule of the route is served. */
    List<AttachedListener> listeners(ObjectRef route) {
        return listeners.getOrDefault(route, List.of());
    }

    /** The listeners of a bind. */
    List<AttachedListener> listeners(Bind bind) {
        return attachment().listeners().stream()
                .filter(listener -> listener.bind().equals(bind))
                .toList();
    }

    /** The field of the match in the object from which it came; that of the rule's path for an Ingress. */
    FieldPath place(Origin origin, RuleMatch match) {
        if (!(find(origin.route()) instanceof Ingress ingress)) {
            return SPEC.field("rules").index(origin.rule()).field("matches").index(match.index());
        }
        if (origin.rule() < 0) {
            return SPEC.field("defaultBackend");
        }
        int left = origin.rule();
        for (int i = 0; i < ingress.rules().size(); i++) {
            IngressRule rule = ingress.rules().get(i);
            if (left < rule.paths().size()) {
                return ingressPath(i, left);
            }
            left -= rule.paths().size();
        }
        return SPEC;
    }

    /** {@code spec.rules[i].http.paths[j]} of an Ingress. */
    static FieldPath ingressPath(int rule, int path) {
        return SPEC.field("rules").index(rule).field("http").field("paths").index(path);
    }
}
