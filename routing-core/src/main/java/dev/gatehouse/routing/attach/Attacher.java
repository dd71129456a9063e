package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.List;

/** Attaches routes to listeners: {@code spec.parentRefs} of Gateway API routes, {@code spec.ingressClassName} of Ingresses. */
public final class Attacher {
    private Attacher() {}

    /**
     * Which rule serves which listener. A pure function of its arguments; it costs time in proportion to them.
     *
     * @param controllers which classes are ours; objects of other classes are left alone
     * @param capabilities what the front end can carry out
     * @param extensions asked for each filter of the type {@code ExtensionRef}
     */
    public static Attachment attach(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress) {
        return open(resources, controllers, capabilities, extensions, ingress).attachment();
    }

    /**
     * What {@link #attach} gives, and the Gateways that stay open for routes that come and go one by one.
     *
     * @param openGateways for as long as nothing but routes, Services and endpoints changes
     */
    public record Outcome(Attachment attachment, OpenGateways openGateways) {}

    /** As {@link #attach}. */
    public static Outcome open(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress) {
        List<Problem> problems = new ArrayList<>();
        List<RouteParent> parents = new ArrayList<>();
        ReferenceGrants grants = ReferenceGrants.of(resources);
        CaCertificateRefs authorities = new CaCertificateRefs(resources, grants, problems);
        BackendTlsPolicies policies = new BackendTlsPolicies(resources, authorities, problems);
        ServicePorts services = new ServicePorts(resources, grants, policies, ingress.objects(), problems);
        RuleActions actions = new RuleActions(services, extensions, capabilities, problems);
        List<AttachedListener> listeners = new ArrayList<>();
        GatewayAttacher gateways = new GatewayAttacher(
                resources, controllers, capabilities, grants, authorities, services, actions, parents, problems);
        gateways.open();
        listeners.addAll(gateways.attach());
        listeners.addAll(new IngressAttacher(resources, controllers, services, ingress, parents, problems).attach());
        Attachment attachment = new Attachment(
                capabilities,
                listeners,
                gateways.classes(),
                gateways.gateways(),
                gateways.listenerSets(),
                parents,
                policies.attached(gateways.reached(parents, services)),
                problems);
        return new Outcome(
                attachment,
                new OpenGateways(
                        gateways.openParents(), grants, policies, controllers, capabilities, extensions, ingress));
    }

    /** The Gateways alone, as {@link #open} gives them, without attaching any route: in time in proportion to everything else. */
    public static OpenGateways gateways(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress) {
        // What is wrong is told when routes are attached too.
        List<Problem> problems = new ArrayList<>();
        ReferenceGrants grants = ReferenceGrants.of(resources);
        CaCertificateRefs authorities = new CaCertificateRefs(resources, grants, problems);
        BackendTlsPolicies policies = new BackendTlsPolicies(resources, authorities, problems);
        ServicePorts services = new ServicePorts(resources, grants, policies, ingress.objects(), problems);
        GatewayAttacher gateways = new GatewayAttacher(
                resources,
                controllers,
                capabilities,
                grants,
                authorities,
                services,
                new RuleActions(services, extensions, capabilities, problems),
                new ArrayList<>(),
                problems);
        gateways.open();
        return new OpenGateways(
                gateways.openParents(), grants, policies, controllers, capabilities, extensions, ingress);
    }
}
