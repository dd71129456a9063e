package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Endpoints;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Service;
import dev.gatehouse.routing.resource.Service.ServicePort;
import dev.gatehouse.routing.resource.Spelling;
import dev.gatehouse.routing.resource.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether there are pods behind the Services in use, in namespaces of which workloads are known. */
final class WorkloadChecks {
    private final Scene scene;
    private final Report report;
    private final Map<String, List<Workload>> byNamespace = new HashMap<>();

    private WorkloadChecks(Scene scene, Report report) {
        this.scene = scene;
        this.report = report;
        this.byNamespace.putAll(scene.resources().all().stream()
                .filter(Workload.class::isInstance)
                .map(Workload.class::cast)
                .collect(Collectors.groupingBy(workload -> workload.metadata().namespace())));
    }

    static void run(Scene scene, Report report) {
        WorkloadChecks checks = new WorkloadChecks(scene, report);
        for (Reference reference : scene.references()) {
            if (scene.isServed(reference.from().ref())
                    && scene.find(reference.to()) instanceof Service service
                    && !service.selector().isEmpty()
                    && !service.type().equals("ExternalName")) {
                checks.service(service, reference);
            }
        }
    }

    private void service(Service service, Reference reference) {
        List<Workload> known = byNamespace.getOrDefault(service.metadata().namespace(), List.of());
        List<Workload> selected = known.stream()
                .filter(workload -> workload.pods()
                        .labels()
                        .entrySet()
                        .containsAll(service.selector().entrySet()))
                .toList();
        if (selected.isEmpty() && !known.isEmpty() && !hasEndpoints(service)) {
            nobody(service, known);
        }
        for (int i = 0; i < service.ports().size() && !selected.isEmpty(); i++) {
            ServicePort port = service.ports().get(i);
            if (reference.port() == null || reference.port() == port.port()) {
                port(service, port, SPEC.field("ports").index(i).field("targetPort"), selected);
            }
        }
    }

    private void nobody(Service service, List<Workload> known) {
        Map<String, Workload> byName = new TreeMap<>();
        known.forEach(workload -> byName.put(workload.metadata().name(), workload));
        String near = Spelling.nearest(service.metadata().name(), byName.keySet());
        Workload meant = near != null ? byName.get(near) : known.size() == 1 ? known.get(0) : null;
        FieldPath field = SPEC.field("selector");
        if (meant == null) {
            report.add(
                    "service-selector-matches-nothing",
                    service,
                    field,
                    "found " + text(service.selector()) + ", which no workload of the namespace has");
        } else {
            Map<String, String> labels = new TreeMap<>(meant.pods().labels());
            report.add(
                    "service-selector-matches-nothing",
                    service,
                    field,
                    "found " + text(service.selector()) + "; the pods of " + meant.ref() + " have " + text(labels),
                    labels.isEmpty() ? new Change[0] : new Change[] {new Change.Put(service.ref(), field, labels)});
        }
        report.hide("service-no-ready-endpoints", service.ref(), SPEC);
    }

    private void port(Service service, ServicePort port, FieldPath field, List<Workload> selected) {
        String target = port.targetPort();
        if (target == null || target.chars().allMatch(Character::isDigit)) {
            return;
        }
        Set<String> names = new TreeSet<>();
        selected.forEach(workload -> names.addAll(workload.pods().portNames()));
        if (names.contains(target)) {
            return;
        }
        String near = names.size() == 1 ? names.iterator().next() : Spelling.nearest(target, names);
        report.add(
                "target-port-name-unknown",
                service,
                field,
                "found " + target + " (expected a port of the containers of "
                        + selected.get(0).ref() + ": "
                        + (names.isEmpty() ? "none has a name" : String.join(", ", names)) + ")",
                near == null ? new Change[0] : new Change[] {new Change.Put(service.ref(), field, near)});
        report.hide("service-no-ready-endpoints", service.ref(), SPEC);
    }

    /** Somebody else may make the endpoints, or pods that are not known here. */
    private boolean hasEndpoints(Service service) {
        String namespace = service.metadata().namespace();
        String name = service.metadata().name();
        Endpoints older = scene.resources().find(Endpoints.class, namespace, name);
        return (older != null && !older.subsets().isEmpty())
                || scene.resources().all(EndpointSlice.class).stream()
                        .anyMatch(slice -> name.equals(slice.serviceName())
                                && slice.metadata().namespace().equals(namespace)
                                && !slice.endpoints().isEmpty());
    }

    private static String text(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + ": " + label.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
