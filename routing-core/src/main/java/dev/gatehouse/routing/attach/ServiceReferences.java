package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.BackendObjectReference;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpBackendRef;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressBackend;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The Services that HTTPRoutes, GRPCRoutes and Ingresses name, whether they are there and may be named or not. */
public final class ServiceReferences {
    private final String namespace;
    private final Set<ObjectRef> found = new HashSet<>();

    private ServiceReferences(String namespace) {
        this.namespace = namespace;
    }

    /** Those of one object; none for one of another kind. Costs time in proportion to it. */
    public static Set<ObjectRef> of(Resource resource) {
        ServiceReferences references = new ServiceReferences(resource.metadata().namespace());
        if (resource instanceof HttpRoute route) {
            route.rules().forEach(rule -> references.rule(rule.filters(), rule.backendRefs()));
        } else if (resource instanceof GrpcRoute route) {
            route.rules().forEach(rule -> references.rule(rule.filters(), rule.backendRefs()));
        } else if (resource instanceof Ingress ingress) {
            references.ingress(ingress);
        }
        return references.found;
    }

    private void rule(List<HttpRouteFilter> filters, List<HttpBackendRef> backends) {
        filters.forEach(this::filter);
        for (HttpBackendRef backend : backends) {
            add(backend.backend());
            backend.filters().forEach(this::filter);
        }
    }

    private void filter(HttpRouteFilter filter) {
        if (filter instanceof HttpRouteFilter.RequestMirror mirror) {
            add(mirror.backendRef());
        } else if (filter instanceof HttpRouteFilter.ExternalAuth auth) {
            add(auth.backendRef());
        }
    }

    private void ingress(Ingress ingress) {
        if (ingress.defaultBackend() != null) {
            add(ingress.defaultBackend());
        }
        ingress.rules().forEach(rule -> rule.paths().forEach(path -> add(path.backend())));
    }

    private void add(IngressBackend backend) {
        if (backend instanceof IngressBackend.ServiceNumber service) {
            add(namespace, service.name());
        } else if (backend instanceof IngressBackend.ServiceName service) {
            add(namespace, service.name());
        }
    }

    private void add(BackendObjectReference reference) {
        if (reference.group().isEmpty() && reference.kind().equals("Service")) {
            String other = reference.namespace();
            add(other == null ? namespace : other, reference.name());
        }
    }

    private void add(String of, String name) {
        found.add(new ObjectRef("", "Service", of, name));
    }
}
