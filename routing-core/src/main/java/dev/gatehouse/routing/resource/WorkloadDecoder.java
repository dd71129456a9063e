package dev.gatehouse.routing.resource;

import dev.gatehouse.routing.resource.Workload.PodTemplate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Workloads, as far as a Service asks for them. What else is in them is for those who run them to judge. */
final class WorkloadDecoder {
    private WorkloadDecoder() {}

    static Workload pod(FieldReader object, Metadata metadata) {
        return new Workload.Pod(metadata, new PodTemplate(metadata.labels(), portNames(object.map("spec"))));
    }

    static Workload deployment(FieldReader object, Metadata metadata) {
        return new Workload.Deployment(metadata, template(object));
    }

    static Workload statefulSet(FieldReader object, Metadata metadata) {
        return new Workload.StatefulSet(metadata, template(object));
    }

    static Workload daemonSet(FieldReader object, Metadata metadata) {
        return new Workload.DaemonSet(metadata, template(object));
    }

    private static PodTemplate template(FieldReader object) {
        Map<?, ?> template = map(object.map("spec").get("template"));
        Map<String, String> labels = new HashMap<>();
        map(map(template.get("metadata")).get("labels")).forEach((key, value) -> {
            if (key instanceof String name && value instanceof String text) {
                labels.put(name, text);
            }
        });
        return new PodTemplate(labels, portNames(map(template.get("spec"))));
    }

    private static Set<String> portNames(Map<?, ?> pod) {
        Set<String> names = new HashSet<>();
        for (String containers : List.of("containers", "initContainers")) {
            for (Object container : list(pod.get(containers))) {
                for (Object port : list(map(container).get("ports"))) {
                    if (map(port).get("name") instanceof String name) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
