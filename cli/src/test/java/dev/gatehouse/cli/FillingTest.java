package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.cli.MissingCertificates.Missing;
import dev.gatehouse.routing.insight.AbsentSecrets;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Secret;
import dev.gatehouse.yaml.WatchedManifests.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is filled in after each of many changes is what would be filled in if all were read at once. */
class FillingTest {
    private static final List<String> OBJECTS = List.of(
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}",
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{name: one, port: 81}, {name: two, port: 82}]}}",
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: ExternalName, externalName: x.example, ports: [{port: 80}]}}",
            "{apiVersion: v1, kind: Service, metadata: {name: b}, spec: {ports: [{port: 80}]}}",
            "{apiVersion: v1, kind: Endpoints, metadata: {name: b}, subsets: []}",
            slice("one", "{kubernetes.io/service-name: a}"),
            slice("one", "{kubernetes.io/service-name: b}"),
            slice("one", "{}"),
            slice("two", "{kubernetes.io/service-name: a}"),
            ingress("one", "{hosts: [a.example], secretName: s}"),
            ingress("one", "{secretName: s}, {hosts: [c.example], secretName: t}"),
            ingress("one", ""),
            ingress("two", "{hosts: [b.example], secretName: s}"),
            gateway("hostname: one.example, ", "s"),
            gateway("hostname: '*.example', ", "s"),
            gateway("", "t"),
            "{apiVersion: gateway.networking.k8s.io/v1, kind: ListenerSet, metadata: {name: set}, spec: {parentRef: {name: edge}, listeners: ["
                    + "{name: more, port: 443, hostname: set.example, protocol: HTTPS, tls: {certificateRefs: [{name: t}]}}]}}",
            route("one", "a.example"),
            route("one", "b.example, c.test"),
            route("two", "d.example"),
            secret("s", ""),
            secret("s", ", creationTimestamp: '2024-01-01T00:00:00Z'"),
            secret("u", ""),
            secret("u", ", creationTimestamp: '2024-01-01T00:00:00Z'"));

    private static final List<Resource> RESOURCES =
            OBJECTS.stream().map(text -> Yaml.resources(text).all().get(0)).toList();

    @Property(tries = 150)
    void manyChangesAreFilledAsOne(
            @ForAll @Size(max = 12) List<@IntRange(max = 23) Integer> first,
            @ForAll @Size(max = 30) List<@Size(min = 1, max = 3) List<@IntRange(max = 47) Integer>> steps)
            throws IOException {
        Map<String, byte[]> certificates = new HashMap<>();
        try (Filling filling = new Filling(true)) {
            Resources read = Resources.EMPTY;
            for (int each : first) {
                read = read.with(List.of(RESOURCES.get(each)));
            }
            Resources served = filling.filled(read);
            check(read, served, served.problems(), filling, certificates);
            for (List<Integer> step : steps) {
                Set<ObjectRef> delete = new LinkedHashSet<>();
                Map<ObjectRef, Resource> put = new HashMap<>();
                for (int each : step) {
                    Resource resource = RESOURCES.get(each / 2);
                    if (each % 2 == 0) {
                        put.put(resource.ref(), resource);
                    } else {
                        delete.add(resource.ref());
                    }
                }
                delete.removeAll(put.keySet());
                read = read.without(delete).with(put.values());
                Change change = new Change(List.copyOf(put.values()), List.copyOf(delete), List.of());
                Change filled = filling.with(change, read);
                served = served.without(filled.delete()).with(filled.put());
                List<Problem> problems = filled.problems();
                if (filling.mayBeOutdated(change)) {
                    Change outdated = filling.outdated(change, read);
                    served = served.without(outdated.delete()).with(outdated.put());
                    problems = outdated.problems();
                }
                check(read, served, problems, filling, certificates);
            }
        }
    }

    @Test
    void aChangeOfARouteFillsNothing() {
        try (Filling filling = new Filling(true)) {
            Resources read = Resources.of(RESOURCES.get(0), RESOURCES.get(9), RESOURCES.get(13), RESOURCES.get(17));
            filling.filled(read);
            Resource changed = RESOURCES.get(18);
            Change filled =
                    filling.with(new Change(List.of(changed), List.of(), List.of()), read.with(List.of(changed)));
            assertEquals(List.of(changed), filled.put());
            assertEquals(List.of(), filled.delete());
        }
    }

    private static void check(
            Resources read,
            Resources served,
            Collection<Problem> problems,
            Filling filling,
            Map<String, byte[]> certificates)
            throws IOException {
        Set<Resource> slices = new HashSet<>(read.all(EndpointSlice.class));
        slices.addAll(DemoEndpoints.slices(DemoEndpoints.missing(read), filling.backends()::port));
        assertEquals(slices, Set.copyOf(served.all(EndpointSlice.class)));

        List<Missing> missing = MissingCertificates.of(read);
        Set<ObjectRef> names = read.all(Secret.class).stream().map(Secret::ref).collect(Collectors.toSet());
        filling.write();
        Map<String, Path> files = filling.files();
        for (Missing each : missing) {
            names.add(new ObjectRef("", "Secret", each.namespace(), each.name()));
            byte[] certificate =
                    served.find(Secret.class, each.namespace(), each.name()).value("tls.crt");
            Set<String> hosts =
                    each.hosts().stream().map(Hostname::text).collect(Collectors.toCollection(TreeSet::new));
            byte[] before = certificates.putIfAbsent(each + " for " + hosts, certificate);
            assertEquals(text(before == null ? certificate : before), text(certificate), "as long as its hosts are");
            assertEquals(
                    text(certificate),
                    Files.readString(files.get(each.namespace() + "/" + each.name()), StandardCharsets.US_ASCII));
        }
        assertEquals(
                certificates.size(),
                certificates.values().stream().map(FillingTest::text).distinct().count());
        assertEquals(names, served.all(Secret.class).stream().map(Secret::ref).collect(Collectors.toSet()));
        assertEquals(
                missing.stream()
                        .map(each -> AbsentSecrets.judge(PlaceholderCertificates.problem(each), read))
                        .map(FillingTest::text)
                        .sorted()
                        .toList(),
                problems.stream().map(FillingTest::text).sorted().toList());
    }

    private static String text(Problem problem) {
        return problem.severity() + " " + problem.name() + " " + problem.message();
    }

    private static String text(byte[] certificate) {
        return new String(certificate, StandardCharsets.US_ASCII);
    }

    private static String slice(String name, String labels) {
        return "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: " + name + ", labels: " + labels
                + "}, addressType: IPv4, endpoints: [], ports: [{port: 8080}]}";
    }

    private static String ingress(String name, String tls) {
        return "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: " + name + "}, spec: {tls: [" + tls
                + "], rules: [{host: " + name + ".example}]}}";
    }

    private static String gateway(String hostname, String secret) {
        return "{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: edge}, spec: {gatewayClassName: ours, listeners: ["
                + "{name: https, port: 443, " + hostname + "protocol: HTTPS, tls: {certificateRefs: [{name: " + secret
                + "}]}}]}}";
    }

    private static String route(String name, String hosts) {
        return "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: " + name
                + "}, spec: {parentRefs: [{name: edge}], hostnames: [" + hosts + "]}}";
    }

    private static String secret(String name, String more) {
        return "{apiVersion: v1, kind: Secret, metadata: {name: " + name + more
                + "}, type: kubernetes.io/tls, stringData: {tls.crt: a, tls.key: b}}";
    }
}
