package dev.gatehouse.tck;

import dev.gatehouse.routing.resource.Document;
import dev.gatehouse.tck.echo.Echo;
import dev.gatehouse.tck.echo.GrpcCode;
import dev.gatehouse.tck.echo.GrpcReply;
import dev.gatehouse.tck.echo.Pod;
import dev.gatehouse.tck.echo.PodProtocol;
import dev.gatehouse.tck.exchange.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a case, each with an address that it keeps, and the EndpointSlices that lead to them.
 *
 * <p>A Service leads to the pods of the Deployments that its selector fits. Where there is no such Deployment it has pods of its own: one,
 * or as many as the case says. A Service with EndpointSlices or Endpoints of its own leads where they say.
 *
 * <p>{@link #follow} is for one thread.
 */
final class Pods implements Backends {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final Echo echo = new Echo();
    private final Map<ObjectName, BackendScript> scripts = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private Map<ObjectName, List<Pod>> byWorkload = Map.of();
    private List<Document> slices = List.of();

    Pods(List<BackendScript> scripts) {
        scripts.forEach(script -> this.scripts.put(script.service(), script));
    }

    /** Has the pods that these objects ask for from now on. */
    void follow(Cluster cluster) {
        Map<ObjectName, List<Pod>> workloads = new LinkedHashMap<>();
        List<Document> led = new ArrayList<>();
        for (Body service : cluster.all("Service")) {
            ObjectName name = ObjectName.of(service);
            Body spec = service.objectOrEmpty("spec");
            if (!"ExternalName".equals(spec.textOrNull("type")) && !hasOwnEndpoints(cluster, name)) {
                List<Pod> behind = behind(cluster, name, spec, workloads);
                led.add(slice(name, spec, behind));
            }
        }
        Map<String, Pod> byAddress = new HashMap<>();
        for (List<Pod> pods : workloads.values()) {
            for (Pod pod : pods) {
                byAddress.put(pod.address(), pod);
                byAddress.put(ip6(pod), pod);
            }
        }
        byWorkload = workloads;
        slices = led;
        echo.place(byAddress);
    }

    private static boolean hasOwnEndpoints(Cluster cluster, ObjectName service) {
        return cluster.find(new ObjectName("Endpoints", service.namespace(), service.name())) != null
                || cluster.all("EndpointSlice").stream().anyMatch(slice -> {
                    Body metadata = slice.required("metadata");
                    return service.namespace().equals(metadata.text("namespace", ""))
                            && service.name()
                                    .equals(metadata.objectOrEmpty("labels").value(SERVICE_NAME));
                });
    }

    private List<Pod> behind(Cluster cluster, ObjectName service, Body spec, Map<ObjectName, List<Pod>> workloads) {
        @Nullable BackendScript script = scripts.get(service);
        Map<String, Object> selector = spec.map("selector");
        List<Pod> pods = new ArrayList<>();
        boolean deployed = false;
        for (Body deployment : selector.isEmpty() ? List.<Body>of() : cluster.all("Deployment")) {
            ObjectName workload = ObjectName.of(deployment);
            Workload described = new Workload(deployment, cluster);
            if (workload.namespace().equals(service.namespace()) && described.isSelectedBy(selector)) {
                deployed = true;
                int count = script == null || script.replicas() == null ? described.replicas() : script.replicas();
                pods.addAll(workloads.computeIfAbsent(
                        workload,
                        key -> pods(
                                count,
                                number -> described.pod(name(key, number), number, address(key, number), script))));
            }
        }
        if (!deployed) {
            int count = script == null || script.replicas() == null ? 1 : script.replicas();
            pods.addAll(workloads.computeIfAbsent(
                    service,
                    key -> pods(
                            count,
                            number -> Workload.podOfService(
                                    service,
                                    name(key, number),
                                    number,
                                    address(key, number),
                                    ports(spec),
                                    script,
                                    cluster))));
        }
        return pods;
    }

    private static List<Pod> pods(int count, IntFunction<Pod> pod) {
        List<Pod> pods = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            pods.add(pod.apply(number));
        }
        return pods;
    }

    private static String name(ObjectName workload, int number) {
        return workload.name() + "-5c7d9-" + number;
    }

    private String address(ObjectName workload, int number) {
        return addresses.computeIfAbsent(workload + " " + number, key -> {
            int next = addresses.size() + 1;
            return "10.1." + (next >> 8) + "." + (next & 0xff);
        });
    }

    /** The other address of a pod, made of the first, in a network for private use (RFC 4193). */
    private static String ip6(Pod pod) {
        return "fd00::" + pod.address().replace('.', ':');
    }

    /** What a Service that has no Deployment leads to, where its ports tell. */
    private static Map<Integer, PodProtocol> ports(Body spec) {
        Map<Integer, PodProtocol> ports = new HashMap<>();
        for (Body port : spec.objects("ports")) {
            if ("UDP".equals(port.textOrNull("protocol"))) {
                ports.put(number(port), PodProtocol.UDP);
            } else if ("kubernetes.io/h2c".equals(port.textOrNull("appProtocol"))) {
                ports.put(number(port), PodProtocol.H2C);
            }
        }
        return ports;
    }

    /** Where a port of a Service leads; a name stands for the number of the port itself. */
    private static int number(Body port) {
        return port.value("targetPort") instanceof Number target ? target.intValue() : port.number("port", 0);
    }

    private static Document slice(ObjectName service, Body spec, List<Pod> pods) {
        List<Map<String, Object>> ports = new ArrayList<>();
        for (Body port : spec.objects("ports")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("port", number(port));
            for (String name : List.of("name", "protocol", "appProtocol")) {
                String value = port.textOrNull(name);
                if (value != null) {
                    fields.put(name, value);
                }
            }
            ports.add(fields);
        }
        Map<String, Object> slice = new LinkedHashMap<>();
        slice.put("apiVersion", "discovery.k8s.io/v1");
        slice.put("kind", "EndpointSlice");
        slice.put(
                "metadata",
                Map.of(
                        "namespace",
                        service.namespace().isEmpty() ? "default" : service.namespace(),
                        "name",
                        service.name() + "-pods",
                        "labels",
                        Map.of(SERVICE_NAME, service.name())));
        slice.put("addressType", "IPv4");
        slice.put(
                "endpoints",
                pods.stream().map(pod -> endpoint(pod, pod.address())).toList());
        slice.put("ports", ports);
        return Document.of(slice);
    }

    private static Map<String, Object> endpoint(Pod pod, String address) {
        return Map.of(
                "addresses",
                List.of(address),
                "conditions",
                Map.of("ready", true, "serving", true, "terminating", false),
                "nodeName",
                "node",
                "targetRef",
                Map.of("kind", "Pod", "namespace", pod.namespace(), "name", pod.name()));
    }

    /** The slices of every Service that has none of its own. */
    List<Document> slices() {
        return slices;
    }

    /**
     * An endpoint, as an EndpointSlice holds it, for each pod of a Deployment.
     *
     * @param family {@code ip4} or {@code ip6}: each pod has an address of either
     */
    List<Map<String, Object>> endpoints(String namespace, String deployment, String family) {
        return byWorkload.getOrDefault(new ObjectName("Deployment", namespace, deployment), List.of()).stream()
                .map(pod -> endpoint(pod, family.equals("ip6") ? ip6(pod) : pod.address()))
                .toList();
    }

    /** What they all run. */
    Echo echo() {
        return echo;
    }

    @Override
    public Reply receive(String address, int port, Arrival request) {
        Pod pod = echo.at(address);
        if (pod == null) {
            return new Reply.Unreachable();
        }
        if (pod.protocol(port) != PodProtocol.HTTP && pod.protocol(port) != PodProtocol.H2C) {
            return unspoken(pod, port);
        }
        boolean http2 = "HTTP/2.0".equals(request.protocol());
        if (http2 != (pod.protocol(port) == PodProtocol.H2C)) {
            // A server of HTTP/2 answers HTTP/1.1 with 400; one of HTTP/1.1 makes nothing of HTTP/2.
            return http2 ? new Reply.Unreachable() : new Reply.Answer(null, 400, List.of(), "", Duration.ZERO);
        }
        dev.gatehouse.tck.echo.Reply reply = echo.answer(pod, port, request);
        if (reply.reset()) {
            return new Reply.Reset(reply.received(), reply.delay());
        }
        String body = reply.body();
        boolean tells = reply.isRecord() || !pod.answers().isEmpty();
        return new Reply.Answer(
                tells ? reply.received() : null,
                reply.status(),
                reply.headers(),
                body == null ? "" : body,
                reply.delay());
    }

    @Override
    public Reply receiveGrpc(String address, int port, Arrival call) {
        Pod pod = echo.at(address);
        if (pod == null) {
            return new Reply.Unreachable();
        }
        if (pod.protocol(port) != PodProtocol.H2C) {
            return unspoken(pod, port);
        }
        GrpcReply reply = echo.answerGrpc(pod, call);
        boolean ok = reply.code() == GrpcCode.OK;
        return new Reply.GrpcAnswer(ok ? reply.received() : null, reply.code().name(), reply.message(), reply.delay());
    }

    private static Reply unspoken(Pod pod, int port) {
        return new Reply.Unspoken(pod.protocol(port) + " to the backend");
    }
}
