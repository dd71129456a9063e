package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GatewayClass;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.IngressClass;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Service.ServicePort;
import dev.gatehouse.routing.resource.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The edits that mend what decoding and attachment met, where they follow from the resources. */
final class Repairs {
    static final FieldPath CLASS_ANNOTATION =
            FieldPath.ROOT.field("metadata").field("annotations").field("kubernetes.io/ingress.class");

    private static final Map<String, Repair> ALL = Map.ofEntries(
            Map.entry("ingress-class-missing", Repairs::ingressClass),
            Map.entry("ingress-unclassified", Repairs::unclassified),
            Map.entry("ingress-class-legacy-annotation", Repairs::legacyAnnotation),
            Map.entry("ingress-class-conflict", Repairs::classConflict),
            Map.entry("multiple-default-ingress-classes", Repairs::oneDefault),
            Map.entry("gateway-class-missing", Repairs::gatewayClass),
            Map.entry("route-without-parent", Repairs::parent),
            Map.entry("parent-not-found", Repairs::parentElsewhere),
            Map.entry("section-name-not-found", Repairs::remove),
            Map.entry("parent-port-mismatch", Repairs::remove),
            Map.entry("namespace-not-allowed", ListenerRepairs::allowNamespace),
            Map.entry("hostname-no-intersection", ListenerRepairs::addListener),
            Map.entry("https-listener-without-tls", ListenerRepairs::certificate),
            Map.entry("namespace-selector-matches-nothing", ListenerRepairs::selector),
            Map.entry("reference-grant-missing", Repairs::grant),
            Map.entry("tls-secret-other-namespace", Repairs::secretElsewhere),
            Map.entry("backend-not-found", Repairs::service),
            Map.entry("backend-port-not-in-service", Repairs::port),
            Map.entry("ingress-port-name-unknown", Repairs::portName),
            Map.entry("all-weights-zero", Repairs::weight),
            Map.entry("path-type-missing", Repairs::pathType));

    private Repairs() {}

    /** How one mistake is mended. */
    interface Repair {
        /** @param resource where the problem is; null where it was refused */
        List<Change> changes(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene);
    }

    static List<Change> of(Problem problem, Scene scene) {
        ObjectRef object = problem.resource();
        Repair repair = ALL.get(problem.name());
        return repair == null || object == null
                ? List.of()
                : repair.changes(problem, object, scene.find(object), scene);
    }

    private static List<Change> remove(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        return List.of(new Change.Remove(object, problem.field()));
    }

    static List<Change> ingressClass(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        if (!(resource instanceof Ingress ingress)) {
            return List.of();
        }
        String named = ingress.ingressClassName();
        String name = named != null ? named : ingress.metadata().annotations().get("kubernetes.io/ingress.class");
        if (name == null) {
            return List.of();
        }
        String near = Spelling.nearest(name, names(scene, IngressClass.class));
        return List.of(
                near != null
                        ? new Change.Put(object, problem.field(), near)
                        : new Change.Add(Manifest.ingressClass(name)));
    }

    private static List<Change> unclassified(
            Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        Set<String> classes = names(scene, IngressClass.class);
        String name = classes.isEmpty() ? "gatehouse" : classes.iterator().next();
        Change put = new Change.Put(object, problem.field(), name);
        return classes.isEmpty() ? List.of(put, new Change.Add(Manifest.ingressClass(name))) : List.of(put);
    }

    private static List<Change> legacyAnnotation(
            Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        String name =
                resource == null ? null : resource.metadata().annotations().get("kubernetes.io/ingress.class");
        return name == null
                ? List.of()
                : List.of(
                        new Change.Put(object, SPEC.field("ingressClassName"), name),
                        new Change.Remove(object, CLASS_ANNOTATION));
    }

    private static List<Change> classConflict(
            Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        return List.of(new Change.Remove(object, CLASS_ANNOTATION));
    }

    private static List<Change> oneDefault(
            Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        FieldPath mark = FieldPath.ROOT
                .field("metadata")
                .field("annotations")
                .field("ingressclass.kubernetes.io/is-default-class");
        List<Change> changes = new ArrayList<>();
        for (IngressClass declared : scene.resources().all(IngressClass.class)) {
            if (declared.isDefault() && !declared.ref().equals(object)) {
                changes.add(new Change.Remove(declared.ref(), mark));
            }
        }
        return changes;
    }

    static List<Change> gatewayClass(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        if (!(resource instanceof Gateway gateway)) {
            return List.of();
        }
        String name = gateway.gatewayClassName();
        String near = Spelling.nearest(name, names(scene, GatewayClass.class));
        return List.of(
                near != null
                        ? new Change.Put(object, problem.field(), near)
                        : new Change.Add(Manifest.gatewayClass(name)));
    }

    private static List<Change> parent(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        List<Gateway> gateways = scene.resources().all(Gateway.class);
        if (gateways.isEmpty()) {
            return List.of();
        }
        Gateway gateway = gateways.stream()
                .filter(candidate -> candidate.metadata().namespace().equals(object.namespace()))
                .findFirst()
                .orElse(gateways.get(0));
        Map<String, Object> reference = Manifest.of("name", gateway.metadata().name());
        if (!gateway.metadata().namespace().equals(object.namespace())) {
            reference.put("namespace", gateway.metadata().namespace());
        }
        return List.of(new Change.Put(object, SPEC.field("parentRefs"), List.of(reference)));
    }

    private static List<Change> parentElsewhere(
            Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        Reference reference = scene.reference(object, problem.field());
        if (reference == null || !(resource instanceof Route)) {
            return List.of();
        }
        return elsewhere(reference, Gateway.class, scene);
    }

    /** The namespace where there is one of that name, or the nearest name where it was looked for. */
    private static List<Change> elsewhere(Reference reference, Class<? extends Resource> kind, Scene scene) {
        ObjectRef to = reference.to();
        ObjectRef from = reference.from().ref();
        for (Resource candidate : scene.resources().all(kind)) {
            if (candidate.metadata().name().equals(to.name())) {
                return List.of(new Change.Put(
                        from,
                        reference.field().field("namespace"),
                        candidate.metadata().namespace()));
            }
        }
        Set<String> here = scene.resources().all(kind).stream()
                .filter(candidate -> candidate.metadata().namespace().equals(to.namespace()))
                .map(candidate -> candidate.metadata().name())
                .collect(Collectors.toCollection(TreeSet::new));
        String near = Spelling.nearest(to.name(), here);
        return near == null
                ? List.of()
                : List.of(new Change.Put(from, reference.field().field("name"), near));
    }

    private static List<Change> grant(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        Reference reference = scene.reference(object, problem.field());
        return reference == null ? List.of() : List.of(new Change.Add(Manifest.referenceGrant(object, reference.to())));
    }

    private static List<Change> secretElsewhere(
            Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        Reference reference = scene.reference(object, problem.field());
        if (reference == null || !reference.granted()) {
            return List.of();
        }
        for (Secret candidate : scene.resources().all(Secret.class)) {
            if (candidate.metadata().name().equals(reference.to().name())) {
                return List.of(
                        new Change.Put(
                                object,
                                problem.field().field("namespace"),
                                candidate.metadata().namespace()),
                        new Change.Add(Manifest.referenceGrant(object, candidate.ref())));
            }
        }
        return List.of();
    }

    private static List<Change> service(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        Reference reference = scene.reference(object, problem.field());
        if (reference == null) {
            return List.of();
        }
        boolean ingress = resource instanceof Ingress;
        if (!ingress) {
            List<Change> elsewhere = elsewhere(reference, Service.class, scene);
            if (!elsewhere.isEmpty() && elsewhere.get(0) instanceof Change.Put put) {
                if (!put.field().name().equals("namespace")) {
                    return elsewhere;
                }
                ObjectRef to = new ObjectRef(
                        "", "Service", (String) put.value(), reference.to().name());
                return List.of(put, new Change.Add(Manifest.referenceGrant(object, to)));
            }
        }
        Set<String> here = scene.resources().all(Service.class).stream()
                .filter(candidate ->
                        candidate.metadata().namespace().equals(reference.to().namespace()))
                .map(candidate -> candidate.metadata().name())
                .collect(Collectors.toCollection(TreeSet::new));
        String near = Spelling.nearest(reference.to().name(), here);
        if (near != null) {
            FieldPath name = ingress
                    ? problem.field().field("service").field("name")
                    : problem.field().field("name");
            return List.of(new Change.Put(object, name, near));
        }
        Integer port = reference.port();
        return port == null ? List.of() : List.of(new Change.Add(Manifest.service(reference.to(), port)));
    }

    private static List<Change> port(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        ServicePort port = portMeant(problem, object, scene);
        if (port == null) {
            return List.of();
        }
        FieldPath field = resource instanceof Ingress
                ? problem.field().field("service").field("port").field("number")
                : problem.field().field("port");
        return List.of(new Change.Put(object, field, port.port()));
    }

    private static List<Change> portName(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        ServicePort port = portMeant(problem, object, scene);
        return port == null
                ? List.of()
                : List.of(new Change.Put(
                        object, problem.field().field("service").field("port"), Manifest.of("number", port.port())));
    }

    /** The port whose pods listen on the number that was written, or the only one, or the first. */
    private static @Nullable ServicePort portMeant(Problem problem, ObjectRef object, Scene scene) {
        Reference reference = scene.reference(object, problem.field());
        if (reference == null || !(scene.find(reference.to()) instanceof Service service)) {
            return null;
        }
        String written = String.valueOf(reference.port());
        for (ServicePort port : service.ports()) {
            if (written.equals(port.targetPort())) {
                return port;
            }
        }
        return service.ports().isEmpty() ? null : service.ports().get(0);
    }

    private static List<Change> weight(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        return List.of(new Change.Put(object, problem.field().index(0).field("weight"), 1));
    }

    private static List<Change> pathType(Problem problem, ObjectRef object, @Nullable Resource resource, Scene scene) {
        return List.of(new Change.Put(object, problem.field(), "Prefix"));
    }

    /** The nearest of the declared names, or the class that is missing. */
    static Change classNamed(
            ObjectRef object, FieldPath field, String name, Set<String> declared, Map<String, Object> missing) {
        String near = Spelling.nearest(name, declared);
        return near != null ? new Change.Put(object, field, near) : new Change.Add(missing);
    }

    private static Set<String> names(Scene scene, Class<? extends Resource> kind) {
        return scene.resources().all(kind).stream()
                .map(resource -> resource.metadata().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
