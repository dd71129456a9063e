package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.HttpOutcome.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a case, each with an address of its own, and the EndpointSlices that lead to them.
 *
 * <p>A Service leads to the pods of the Deployments that its selector fits. Where there is no such Deployment it has pods of its own: one,
 * or as many as the case says. A Service with EndpointSlices or Endpoints of its own leads where they say.
 */
final class Pods implements Backends {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final Map<String, Pod> byAddress = new HashMap<>();
    private final Map<String, List<Pod>> byWorkload = new LinkedHashMap<>();
    private final List<Document> slices = new ArrayList<>();

    Pods(Cluster cluster, Map<ObjectName, Integer> replicas) {
        for (Body service : cluster.all("Service")) {
            Body metadata = service.required("metadata");
            ObjectName name = ObjectName.of(service.fields());
            Body spec = service.objectOrEmpty("spec");
            if ("ExternalName".equals(spec.textOrNull("type")) || hasOwnEndpoints(cluster, name)) {
                continue;
            }
            Map<String, Object> selector = spec.objectOrEmpty("selector").fields();
            @Nullable Integer wanted = replicas.get(name);
            List<Pod> pods = new ArrayList<>();
            boolean deployed = false;
            for (Body deployment : selector.isEmpty() ? List.<Body>of() : cluster.all("Deployment")) {
                ObjectName workload = ObjectName.of(deployment.fields());
                if (workload.namespace().equals(name.namespace())
                        && podLabels(deployment).entrySet().containsAll(selector.entrySet())) {
                    deployed = true;
                    int count = deployment.objectOrEmpty("spec").number("replicas", 1);
                    pods.addAll(pods(workload, wanted != null ? wanted : count));
                }
            }
            if (!deployed) {
                pods.addAll(pods(name, wanted != null ? wanted : 1));
            }
            slices.add(slice(metadata, spec, pods));
        }
    }

    private record Pod(String namespace, String name, String address) {}

    private static boolean hasOwnEndpoints(Cluster cluster, ObjectName service) {
        return cluster.find(new ObjectName("Endpoints", service.namespace(), service.name())) != null
                || cluster.all("EndpointSlice").stream().anyMatch(slice -> {
                    Body metadata = slice.required("metadata");
                    return service.namespace().equals(metadata.textOrNull("namespace"))
                            && service.name()
                                    .equals(metadata.objectOrEmpty("labels")
                                            .fields()
                                            .get(SERVICE_NAME));
                });
    }

    private static Map<String, Object> podLabels(Body deployment) {
        return deployment
                .objectOrEmpty("spec")
                .objectOrEmpty("template")
                .objectOrEmpty("metadata")
                .objectOrEmpty("labels")
                .fields();
    }

    private List<Pod> pods(ObjectName workload, int count) {
        return byWorkload.computeIfAbsent(workload.toString(), key -> {
            List<Pod> pods = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = byAddress.size() + 1;
                Pod pod = new Pod(
                        workload.namespace(),
                        workload.name() + "-5c7d9-" + i,
                        "10.1." + (number >> 8) + "." + (number & 0xff));
                byAddress.put(pod.address, pod);
                pods.add(pod);
            }
            return pods;
        });
    }

    private static Document slice(Body service, Body spec, List<Pod> pods) {
        List<Map<String, Object>> ports = new ArrayList<>();
        for (Body port : spec.objects("ports")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(
                    "port", port.fields().get("targetPort") instanceof Number target ? target : port.number("port", 0));
            for (String name : List.of("name", "protocol", "appProtocol")) {
                String value = port.textOrNull(name);
                if (value != null) {
                    fields.put(name, value);
                }
            }
            ports.add(fields);
        }
        String namespace = service.textOrNull("namespace");
        return Document.of(Map.of(
                "apiVersion",
                "discovery.k8s.io/v1",
                "kind",
                "EndpointSlice",
                "metadata",
                Map.of(
                        "namespace",
                        namespace == null ? "default" : namespace,
                        "name",
                        service.text("name") + "-pods",
                        "labels",
                        Map.of(SERVICE_NAME, service.text("name"))),
                "addressType",
                "IPv4",
                "endpoints",
                pods.stream().map(Pods::endpoint).toList(),
                "ports",
                ports));
    }

    private static Map<String, Object> endpoint(Pod pod) {
        return Map.of(
                "addresses",
                List.of(pod.address),
                "conditions",
                Map.of("ready", true, "serving", true, "terminating", false),
                "targetRef",
                Map.of("kind", "Pod", "namespace", pod.namespace, "name", pod.name));
    }

    /** The slices of every Service that has none of its own. */
    List<Document> slices() {
        return slices;
    }

    /** An endpoint, as an EndpointSlice holds it, for each pod of a Deployment. */
    List<Map<String, Object>> endpoints(String namespace, String deployment) {
        return byWorkload
                .getOrDefault(new ObjectName("Deployment", namespace, deployment).toString(), List.of())
                .stream()
                .map(Pods::endpoint)
                .collect(Collectors.toList());
    }

    @Override
    public @Nullable Reply receive(
            String address, String method, String host, String target, List<HeaderLine> headers) {
        Pod pod = byAddress.get(address);
        return pod == null ? null : Echo.reply(new Received(pod.namespace, pod.name, method, host, target, headers));
    }
}
