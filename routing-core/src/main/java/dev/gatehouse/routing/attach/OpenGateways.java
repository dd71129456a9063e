package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Gateways and ListenerSets to which routes can attach, for HTTPRoutes that come, change and go one by one: what a route gives depends on
 * itself, on its Services and on what is open here, and on no other HTTPRoute. Immutable; safe for any number of threads.
 */
public final class OpenGateways {
    private final Map<ObjectRef, OpenParent> parents;
    private final ReferenceGrants grants;
    private final BackendTlsPolicies policies;
    private final Capabilities capabilities;
    private final Extensions extensions;
    private final IngressOptions ingress;

    OpenGateways(
            Map<ObjectRef, OpenParent> parents,
            ReferenceGrants grants,
            BackendTlsPolicies policies,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress) {
        this.parents = parents;
        this.grants = grants;
        this.policies = policies;
        this.capabilities = capabilities;
        this.extensions = extensions;
        this.ingress = ingress;
    }

    /**
     * What one route gives to one listener.
     *
     * @param host what tells the listener from others of the bind
     */
    public record RulesOnListener(Bind bind, HostPattern host, List<RoutingRule> rules) {}

    /**
     * The rules of a route on each listener that serves it. Costs time in proportion to the route and to the listeners of its parents.
     *
     * @param resources with the same Gateways, ListenerSets, Namespaces, ReferenceGrants, BackendTLSPolicies and Services as those of which these are
     */
    public List<RulesOnListener> attach(HttpRoute route, Resources resources) {
        // What is wrong is told when all of it is attached.
        List<Problem> problems = new ArrayList<>();
        ServicePorts services = new ServicePorts(resources, grants, policies, ingress.objects(), problems);
        List<ParentRefs.Reached> reached =
                new ParentRefs(resources, new AllowedNamespaces(resources), parents, problems).of(route);
        if (reached.isEmpty()) {
            return List.of();
        }
        List<RoutingRule> rules = new HttpRouteRules(
                        new RuleActions(services, extensions, capabilities, problems), problems)
                .of(route)
                .rules();
        Set<OpenListener> listeners = Collections.newSetFromMap(new IdentityHashMap<>());
        reached.forEach(parent -> listeners.addAll(parent.listeners()));
        return listeners.stream()
                .filter(OpenListener::isServed)
                .map(open -> new RulesOnListener(open.bind(), open.host(), open.rules(route, rules)))
                .toList();
    }

    /** Whether no GRPCRoute can contest the route's hosts: where one does, the older of both decides over the other. */
    public static boolean isUncontested(HttpRoute route, Resources resources) {
        return resources.all(GrpcRoute.class).stream()
                .noneMatch(other -> HostnameIntersection.common(null, other.hostnames(), route.hostnames()));
    }

    /** Whether a Secret is shown to backends, and is therefore a part of rules. */
    public boolean showToBackends(Secret secret) {
        return parents.values().stream()
                .flatMap(parent -> parent.listeners().stream())
                .anyMatch(open -> open.shows(secret.ref()));
    }
}
