package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.resource.BackendObjectReference;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.IngressBackend;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Service.ServicePort;
import dev.gatehouse.routing.resource.TcpRoute;
import dev.gatehouse.routing.resource.TlsRoute;
import dev.gatehouse.routing.resource.UdpRoute;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Resolves references to Services: {@code backendRefs} of routes and backends of Ingresses. */
final class ServicePorts {
    private static final Failure INGRESS = new Failure(503, "its requests get 503");

    private final Resources resources;
    private final ReferenceGrants grants;
    private final BackendTlsPolicies policies;
    private final Predicate<ObjectRef> objects;
    private final List<Problem> problems;
    private final Map<ObjectRef, Set<ObjectRef>> referred = new HashMap<>();

    /** @param objects for which objects beside Services an Ingress has a backend */
    ServicePorts(
            Resources resources,
            ReferenceGrants grants,
            BackendTlsPolicies policies,
            Predicate<ObjectRef> objects,
            List<Problem> problems) {
        this.resources = resources;
        this.grants = grants;
        this.policies = policies;
        this.objects = objects;
        this.problems = problems;
    }

    /** The Services to which a route refers and may refer, whether they are there or not, once its references are resolved. */
    Set<ObjectRef> referredBy(ObjectRef route) {
        return referred.getOrDefault(route, Set.of());
    }

    private static Set<ObjectRef> both(Set<ObjectRef> some, Set<ObjectRef> more) {
        if (some.containsAll(more)) {
            return some;
        }
        // One is what most routes have, and it stays the set of one that takes the least memory.
        Set<ObjectRef> all = some.size() == 1 ? new LinkedHashSet<>(some) : some;
        all.addAll(more);
        return all;
    }

    /** {@code backendRefs[]} of a route: what does not resolve answers 500. */
    Backend resolve(Resource route, BackendObjectReference reference, FieldPath field) {
        boolean connections = route instanceof TcpRoute || route instanceof TlsRoute || route instanceof UdpRoute;
        return resolve(
                route,
                reference,
                field,
                connections ? "its share of the connections is refused" : "its share of the requests gets 500");
    }

    /**
     * Another reference of a route.
     *
     * @param otherwise what happens where it does not resolve
     */
    Backend resolve(Resource route, BackendObjectReference reference, FieldPath field, String otherwise) {
        if (!reference.group().isEmpty() || !reference.kind().equals("Service")) {
            return unusable(
                    route,
                    field,
                    "backend-kind-unknown",
                    new Failure(500, otherwise),
                    "InvalidKind",
                    "found kind " + kind(reference.group(), reference.kind()) + " (expected: Service)");
        }
        String own = route.metadata().namespace();
        String namespace = reference.namespace() == null ? own : reference.namespace();
        ObjectRef target = new ObjectRef("", "Service", namespace, reference.name());
        if (!grants.permit(route.ref(), target)) {
            return unusable(
                    route,
                    field,
                    "reference-grant-missing",
                    new Failure(500, otherwise),
                    "RefNotPermitted",
                    "found a reference to " + target + " (expected: a ReferenceGrant in namespace " + namespace
                            + " from " + route.ref().kind() + " in namespace " + own + " to Service)");
        }
        referred.merge(route.ref(), Set.of(target), ServicePorts::both);
        Integer port = reference.port();
        String protocol = route instanceof UdpRoute ? "UDP" : "TCP";
        return resolve(route, target, port == null ? -1 : port, "", protocol, new Failure(500, otherwise), field);
    }

    /** A backend of an Ingress: what does not resolve answers 503. */
    Backend resolve(Resource ingress, IngressBackend backend, FieldPath field) {
        String namespace = ingress.metadata().namespace();
        if (backend instanceof IngressBackend.ServiceNumber service) {
            return resolve(
                    ingress,
                    new ObjectRef("", "Service", namespace, service.name()),
                    service.port(),
                    "",
                    "TCP",
                    INGRESS,
                    field);
        } else if (backend instanceof IngressBackend.ServiceName service) {
            return resolve(
                    ingress,
                    new ObjectRef("", "Service", namespace, service.name()),
                    -1,
                    service.port(),
                    "TCP",
                    INGRESS,
                    field);
        }
        IngressBackend.ObjectBackend object = (IngressBackend.ObjectBackend) backend;
        ObjectRef ref = new ObjectRef(object.apiGroup(), object.kind(), namespace, object.name());
        if (objects.test(ref)) {
            return ServiceBackend.of(ref);
        }
        return unusable(
                ingress,
                field.field("resource"),
                "backend-kind-unknown",
                INGRESS,
                "InvalidKind",
                "found kind " + kind(object.apiGroup(), object.kind())
                        + " (expected: a service, or an object that the program has registered)");
    }

    private Backend resolve(
            Resource owner,
            ObjectRef target,
            int number,
            String name,
            String protocol,
            Failure failure,
            FieldPath field) {
        Service service = resources.find(Service.class, target.namespace(), target.name());
        if (service == null) {
            return unusable(
                    owner,
                    field,
                    "backend-not-found",
                    failure,
                    "BackendNotFound",
                    "found no " + target + elsewhere(target));
        }
        if (service.type().equals("ExternalName")) {
            return unusable(
                    owner,
                    field,
                    "external-name-backend",
                    failure,
                    "BackendNotFound",
                    target + " is of type ExternalName, which may lead anywhere (expected: a Service with endpoints)");
        }
        ServicePort port = name.isEmpty() ? service.port(number, protocol) : service.port(name);
        if (port == null) {
            boolean byName = !name.isEmpty();
            return unusable(
                    owner,
                    field,
                    byName ? "ingress-port-name-unknown" : "backend-port-not-in-service",
                    failure,
                    "BackendNotFound",
                    "found port " + (byName ? name : number) + " (expected one of the ports of " + target + ": "
                            + ports(service) + ")" + slip(service, number));
        }
        ServiceBackend backend = new ServiceBackend(target.namespace(), target.name(), port.port(), port.appProtocol());
        return owner instanceof TcpRoute || owner instanceof TlsRoute || owner instanceof UdpRoute
                ? backend
                : policies.secure(backend, port, failure.status());
    }

    /** A backend of a TLSRoute on a listener where TLS ends: what the client has encrypted is encrypted again for it. */
    Backend encryptedAgain(Backend backend) {
        if (backend instanceof ServiceBackend plain) {
            Service service = resources.find(Service.class, plain.namespace(), plain.name());
            ServicePort port = service == null ? null : service.port(plain.port(), "TCP");
            return port == null ? plain : policies.secure(plain, port, 500);
        }
        return backend;
    }

    private Unusable unusable(
            Resource owner, FieldPath field, String name, Failure failure, String reason, String message) {
        problems.add(Problems.error(name, owner, field, message + "; " + failure.otherwise()));
        return new Unusable(failure.status(), reason, message);
    }

    private String elsewhere(ObjectRef target) {
        String namespaces = resources.all(Service.class).stream()
                .filter(service -> service.metadata().name().equals(target.name()))
                .map(service -> service.metadata().namespace())
                .sorted()
                .collect(Collectors.joining(", "));
        return namespaces.isEmpty() ? "" : " (there is one in namespace " + namespaces + ")";
    }

    private static String ports(Service service) {
        return service.ports().stream()
                .map(port ->
                        port.name().isEmpty() ? String.valueOf(port.port()) : port.port() + " (" + port.name() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The classic slip: the port of the pod where that of the Service is asked for. */
    private static String slip(Service service, int number) {
        String text = String.valueOf(number);
        return service.ports().stream().anyMatch(port -> text.equals(port.targetPort()))
                ? "; " + text + " is a targetPort, which clients of the Service do not see"
                : "";
    }

    /** Such as {@code Backend.example.com}. */
    static String kind(String group, String kind) {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** What comes of a reference that does not resolve: the answer, and how a reader is told. */
    private record Failure(int status, String otherwise) {}
}
