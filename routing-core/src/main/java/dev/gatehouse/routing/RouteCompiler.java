package dev.gatehouse.routing;

import dev.gatehouse.routing.Routes.Compiled;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Attacher;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Capabilities;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.attach.Extensions;
import dev.gatehouse.routing.attach.IngressOptions;
import dev.gatehouse.routing.attach.OpenGateways;
import dev.gatehouse.routing.plan.ConnectionPlanner;
import dev.gatehouse.routing.plan.EndpointSource;
import dev.gatehouse.routing.plan.LoadBalancer;
import dev.gatehouse.routing.plan.ManifestEndpoints;
import dev.gatehouse.routing.plan.Planner;
import dev.gatehouse.routing.plan.RetryBudgets;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.table.RouteTable;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Routes} of resources: of all of them, or of the state before and what changed.
 *
 * @param endpoints puts code in this process before those of the manifests
 */
record RouteCompiler(
        Controllers controllers,
        Capabilities capabilities,
        Extensions extensions,
        IngressOptions ingress,
        UnaryOperator<EndpointSource> endpoints,
        LoadBalancer loadBalancer,
        RetryBudgets budgets) {
    Routes compile(long generation, Resources resources) {
        Attacher.Outcome attached = Attacher.open(resources, controllers, capabilities, extensions, ingress);
        Attachment attachment = attached.attachment();
        Compiled compiled = compiled(
                attached.openGateways(),
                attachment.listeners(),
                RouteTable.compile(attachment),
                ManifestEndpoints.of(resources),
                null);
        return new Routes(this, generation, resources, compiled, Told.of(attachment));
    }

    /** What {@link #compile} gives for the resources with these instead of others and without those, at the cost of what they touch. */
    Routes change(
            Routes before, Collection<? extends Resource> put, Collection<ObjectRef> delete, List<Problem> problems) {
        Change change = new Change(this, before.resources(), before.compiled());
        delete.forEach(change::delete);
        put.forEach(change::put);
        long generation = before.generation() + 1;
        Resources resources = change.resources().withProblems(problems);
        return new Routes(this, generation, resources, change.compiled(), change.told(before));
    }

    Attachment attach(Resources resources) {
        return Attacher.attach(resources, controllers, capabilities, extensions, ingress);
    }

    /** See {@link Attacher#withoutRequests}. */
    Attachment withoutRequests(Resources resources, List<Ingress> ingresses) {
        return Attacher.withoutRequests(resources, controllers, capabilities, extensions, ingress, ingresses);
    }

    /** The same with these endpoints. */
    Compiled with(Compiled compiled, ManifestEndpoints changed) {
        return compiled(compiled.openGateways(), compiled.listeners(), compiled.table(), changed, compiled.referrers());
    }

    OpenGateways gateways(Resources resources) {
        return Attacher.gateways(resources, controllers, capabilities, extensions, ingress);
    }

    private Compiled compiled(
            OpenGateways openGateways,
            List<AttachedListener> listeners,
            RouteTable table,
            ManifestEndpoints manifests,
            @Nullable Referrers referrers) {
        EndpointSource source = endpoints.apply(manifests);
        return new Compiled(
                openGateways,
                listeners,
                Compiled.binds(listeners),
                table,
                manifests,
                new Planner(source, loadBalancer, budgets, RouteCompiler::draw, InstantSource.system()),
                new ConnectionPlanner(source, loadBalancer, RouteCompiler::draw),
                referrers);
    }

    private static int draw(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
