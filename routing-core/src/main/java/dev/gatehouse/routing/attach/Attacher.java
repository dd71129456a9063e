package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Attaches routes to listeners: {@code spec.parentRefs} of Gateway API routes, {@code spec.ingressClassName} of Ingresses. */
public final class Attacher {
    private final Resources resources;
    private final Controllers controllers;
    private final Capabilities capabilities;
    private final Extensions extensions;
    private final IngressOptions ingress;
    private final List<Problem> problems = new ArrayList<>();
    private final List<RouteParent> parents = new ArrayList<>();
    private final ReferenceGrants grants;
    private final BackendTlsPolicies policies;
    private final ServicePorts services;

    /** Open, with nothing attached. */
    private final GatewayAttacher gateways;

    private Attacher(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress) {
        this.resources = resources;
        this.controllers = controllers;
        this.capabilities = capabilities;
        this.extensions = extensions;
        this.ingress = ingress;
        grants = ReferenceGrants.of(resources);
        CaCertificateRefs authorities = new CaCertificateRefs(resources, grants, problems);
        policies = new BackendTlsPolicies(resources, authorities, problems);
        services = new ServicePorts(resources, grants, policies, ingress.objects(), problems);
        RuleActions actions = new RuleActions(services, extensions, capabilities, problems);
        gateways = new GatewayAttacher(
                resources, controllers, capabilities, grants, authorities, services, actions, parents, problems);
        gateways.open();
    }

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
        return new Attacher(resources, controllers, capabilities, extensions, ingress).everything();
    }

    private Outcome everything() {
        List<AttachedListener> listeners = new ArrayList<>(gateways.attach());
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
        return new Outcome(attachment, openGateways());
    }

    private OpenGateways openGateways() {
        return new OpenGateways(
                gateways.openParents(), grants, policies, controllers, capabilities, extensions, ingress);
    }

    /** The Gateways alone, as {@link #open} gives them, without attaching any route: in time in proportion to everything else. */
    public static OpenGateways gateways(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress) {
        // What is wrong is told when routes are attached too.
        return new Attacher(resources, controllers, capabilities, extensions, ingress).openGateways();
    }

    /**
     * All Gateways and ListenerSets as {@link #attach} tells them, what became of the parents of all routes for connections, and whether these Ingresses are
     * served: enough for their statuses, too little for a table. Costs time in proportion to them.
     */
    public static Attachment withoutRequests(
            Resources resources,
            Controllers controllers,
            Capabilities capabilities,
            Extensions extensions,
            IngressOptions ingress,
            Collection<Ingress> ingresses) {
        return new Attacher(resources, controllers, capabilities, extensions, ingress).connections(ingresses);
    }

    private Attachment connections(Collection<Ingress> ingresses) {
        gateways.attachConnections();
        IngressClasses classes = new IngressClasses(resources, controllers, parents, problems);
        ingresses.forEach(classes::ours);
        return new Attachment(
                capabilities,
                List.of(),
                List.of(),
                gateways.gateways(),
                gateways.listenerSets(),
                parents,
                List.of(),
                problems);
    }
}
