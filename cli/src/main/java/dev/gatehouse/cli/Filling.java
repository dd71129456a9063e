package dev.gatehouse.cli;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.yaml.WatchedManifests.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What manifests lack to be tried on this machine: certificates for which there is no Secret, and demo backends behind Services without endpoints.
 * Looked for again only where the kinds that tell have changed. For one thread at a time.
 */
final class Filling implements AutoCloseable {
    private static final Set<String> OF_ENDPOINTS = Set.of("Service", "EndpointSlice", "Endpoints");
    private static final Set<String> OF_CERTIFICATES = Set.of("Gateway", "Ingress", "Secret");

    private final DemoBackends backends = new DemoBackends();
    private final PlaceholderCertificates certificates = new PlaceholderCertificates();
    private final boolean demo;
    private List<EndpointSlice> slices = List.of();
    private List<Secret> secrets = List.of();
    private List<Problem> hints = List.of();

    /** @param demo whether demo backends stand behind Services without endpoints */
    Filling(boolean demo) {
        this.demo = demo;
    }

    /** The demo backends. */
    DemoBackends backends() {
        return backends;
    }

    /** As {@link PlaceholderCertificates#files}. */
    Map<String, Path> files(Resources read) throws IOException {
        return certificates.files(read);
    }

    /** These resources with all that they lack. */
    Resources filled(Resources read) {
        fillEndpoints(read);
        fillCertificates(read);
        return read.with(slices).with(secrets, hints);
    }

    /**
     * A change with what it lacks.
     *
     * @param read as they are after it
     */
    Change with(Change change, Resources read) throws IOException {
        List<EndpointSlice> oldSlices = slices;
        List<Secret> oldSecrets = secrets;
        if (concerns(change, OF_ENDPOINTS)) {
            fillEndpoints(read);
        }
        if (concerns(change, OF_CERTIFICATES)) {
            fillCertificates(read);
            certificates.files(read);
        }
        return new Change(
                joined(change.put(), joined(slices, secrets)),
                joined(change.delete(), joined(gone(oldSlices, slices, read), gone(oldSecrets, secrets, read))),
                joined(change.problems(), hints));
    }

    /** Whether certificates that stand in for those of Gateways may be for other hosts than before. */
    boolean mayBeOutdated(Change change) {
        return !secrets.isEmpty() && concerns(change, Set.of("HTTPRoute"));
    }

    /** What such a change makes of them: nothing, most often. It is looked for in all routes, so it comes after the change itself. */
    Change outdated(Change change, Resources read) throws IOException {
        List<Secret> old = secrets;
        fillCertificates(read);
        List<Secret> made =
                secrets.stream().filter(secret -> !old.contains(secret)).toList();
        if (!made.isEmpty()) {
            certificates.files(read);
        }
        return new Change(List.copyOf(made), gone(old, secrets, read), joined(change.problems(), hints));
    }

    private void fillEndpoints(Resources read) {
        slices = demo ? backends.slices(read) : List.of();
    }

    private void fillCertificates(Resources read) {
        PlaceholderCertificates.Filled filled = certificates.filled(read);
        secrets = filled.secrets();
        hints = filled.hints();
    }

    private static boolean concerns(Change change, Set<String> kinds) {
        return Stream.concat(change.put().stream().map(Resource::ref), change.delete().stream())
                .anyMatch(name -> kinds.contains(name.kind()));
    }

    /** Those that are no longer filled in, and that the manifests do not hold themselves now. */
    private static List<ObjectRef> gone(
            List<? extends Resource> before, List<? extends Resource> after, Resources read) {
        Map<ObjectRef, Resource> gone = new LinkedHashMap<>();
        before.forEach(resource -> gone.put(resource.ref(), resource));
        after.forEach(resource -> gone.remove(resource.ref()));
        gone.keySet().removeIf(name -> read.find(name) != null);
        return List.copyOf(gone.keySet());
    }

    private static <T> List<T> joined(List<? extends T> one, List<? extends T> other) {
        List<T> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    @Override
    public void close() {
        backends.close();
        certificates.close();
    }
}
