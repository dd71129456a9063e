package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.yaml.WatchedManifests.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What manifests lack to be tried on this machine: certificates for which there is no Secret, and demo backends behind Services without endpoints.
 * After a change it is looked for where something has changed alone. For one thread at a time.
 */
final class Filling implements AutoCloseable {
    private final DemoBackends backends = new DemoBackends();
    private final StandInCertificates certificates = new StandInCertificates();
    private final boolean demo;

    /** @param demo whether demo backends stand behind Services without endpoints */
    Filling(boolean demo) {
        this.demo = demo;
    }

    /** The demo backends. */
    DemoBackends backends() {
        return backends;
    }

    /** As {@link StandInCertificates#files}. */
    Map<String, Path> files() throws IOException {
        return certificates.files();
    }

    /** As {@link StandInCertificates#write}. */
    void write() throws IOException {
        certificates.write();
    }

    /** These resources with all that they lack. To be called once, before any change. */
    Resources filled(Resources read) {
        Set<ObjectRef> all = new LinkedHashSet<>();
        // These first, in their order: what is told of certificates is told of the first that refers to one.
        MissingCertificates.referrers(read).forEach(resource -> all.add(resource.ref()));
        List.<Class<? extends Resource>>of(Secret.class, Service.class, EndpointSlice.class, Endpoints.class)
                .forEach(kind -> read.all(kind).forEach(resource -> all.add(resource.ref())));
        return read.with(endpoints(all, read).put())
                .with(certificates.changed(all, read).put(), List.copyOf(certificates.hints()));
    }

    /**
     * A change with what it lacks. Costs time in proportion to it.
     *
     * @param read as they are after it
     */
    Change with(Change change, Resources read) {
        Set<ObjectRef> names = new LinkedHashSet<>(change.delete());
        change.put().forEach(resource -> names.add(resource.ref()));
        StandIns.Delta endpoints = endpoints(names, read);
        StandIns.Delta secrets = certificates.changed(names, read);
        return new Change(
                joined(change.put(), endpoints.put(), secrets.put()),
                joined(change.delete(), endpoints.delete(), secrets.delete()),
                problems(change));
    }

    private StandIns.Delta endpoints(Collection<ObjectRef> names, Resources read) {
        return demo ? backends.changed(names, read) : StandIns.Delta.NOTHING;
    }

    /** Whether certificates that stand in for those of Gateways may be for other hosts than before. */
    boolean mayBeOutdated(Change change) {
        return certificates.areOfRoutes()
                && Stream.concat(change.put().stream().map(Resource::ref), change.delete().stream())
                        .anyMatch(name -> name.kind().equals("HTTPRoute"));
    }

    /** What such a change makes of them: nothing, most often. It is looked for in all routes, so it comes after the change itself. */
    Change outdated(Change change, Resources read) {
        StandIns.Delta secrets = certificates.routesChanged(read);
        return new Change(List.copyOf(secrets.put()), secrets.delete(), problems(change));
    }

    private List<Problem> problems(Change change) {
        Collection<Problem> hints = certificates.hints();
        return hints.isEmpty() ? change.problems() : joined(change.problems(), hints, List.of());
    }

    private static <T> List<T> joined(
            Collection<? extends T> one, Collection<? extends T> other, Collection<? extends T> third) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        all.addAll(third);
        return all;
    }

    @Override
    public void close() {
        backends.close();
        certificates.close();
    }
}
