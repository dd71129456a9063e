package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.EndpointSlice;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.ChangedStatuses;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.Statuses;
import dev.gatehouse.routing.table.ListenerTable;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What changes of single resources lead to, against one compilation of all that is there in the end. A small world, in which each repetition
 * lets other objects come, change and go, and which is asked everything after each step.
 */
class ChangesTest {
    private static final FrontEnd FRONT_END = FrontEnd.at(Address.ip("192.0.2.1"));
    private static final List<String> HOSTS = List.of("a.example", "b.example", "c.b.example", "other");
    private static final List<String> PATHS = List.of("/", "/one", "/one/two", "/s.A/Go");

    private static final String FIRST = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Gateway, metadata: {name: edge}, spec: {gatewayClassName: ours, listeners: [
              {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}},
              {name: b, port: 80, protocol: HTTP, hostname: "*.example"},
              {name: https, port: 443, protocol: HTTPS, hostname: "*.example", tls: {certificateRefs: [{name: s0}, {name: s1}]}},
              {name: tls, port: 8443, protocol: TLS, tls: {mode: Passthrough}, allowedRoutes: {namespaces: {from: All}}},
              {name: tcp, port: 9000, protocol: TCP}]}}

            {kind: IngressClass, metadata: {name: ours}, spec: {controller: gatehouse.dev/gateway-controller}}

            {kind: Service, metadata: {name: v0}, spec: {ports: [{port: 80}]}}

            {kind: Service, metadata: {name: v1}, spec: {ports: [{port: 80}]}}
            """;

    private final LiveRoutes.Builder builder =
            LiveRoutes.builder().loadBalancer((backend, endpoints) -> endpoints.get(endpoints.size() - 1));
    private final Map<ObjectRef, Resource> model = new LinkedHashMap<>();
    private final LiveRoutes live = builder.build(TestManifests.resources(FIRST));

    private final Map<ObjectRef, String> statuses = statuses(live.current().status(FRONT_END));

    /** The state that {@link #upstreams} are of. */
    private Routes asked = live.current();

    private final Map<ServiceBackend, List<Endpoint>> upstreams =
            new HashMap<>(live.current().upstreams());

    ChangesTest() {
        live.current().resources().all().forEach(resource -> model.put(resource.ref(), resource));
    }

    @RepeatedTest(60)
    void manyChangesLeadToWhatOneCompilationGives(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 25; i++) {
            List<Resource> put = new ArrayList<>();
            List<ObjectRef> delete = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                Resource resource = one(random);
                if (random.nextInt(4) == 0) {
                    delete.add(resource.ref());
                } else {
                    put.add(resource);
                }
            }
            delete.forEach(model::remove);
            put.forEach(resource -> model.put(resource.ref(), resource));
            Routes before = live.current();
            assertSame(live.change(put, delete), live.current());
            check(() -> "put " + put + ", deleted " + delete);
            checkChanges(before, () -> "put " + put + ", deleted " + delete);
            checkStatuses(() -> "put " + put + ", deleted " + delete);
            if (random.nextInt(3) == 0) {
                checkUpstreams(() -> "put " + put + ", deleted " + delete);
            }
        }
    }

    @Test
    void aChangeLooksAtNothingButWhatChanges() {
        List<String> asked = new ArrayList<>();
        LiveRoutes routes = LiveRoutes.builder()
                .filters("x.example", "Stamp", ref -> {
                    asked.add(ref.name());
                    return null;
                })
                .build(TestManifests.resources(FIRST, stamped("one"), stamped("two"), stamped("three")));
        asked.clear();

        routes.change(TestManifests.resources(Served.service("default", "v0")).all(EndpointSlice.class), List.of());
        routes.change(
                TestManifests.resources("{kind: Pod, metadata: {name: v0}}").all(), List.of());
        assertEquals(List.of(), asked, "no route is looked at for an endpoint or a pod");

        routes.change(
                TestManifests.resources(stamped("two").replace("/two", "/new")).all(), List.of());
        assertEquals(List.of("two", "two"), asked, "one route as it was and as it is");

        routes.change(List.of(), List.of(new ObjectRef("gateway.networking.k8s.io", "HTTPRoute", "default", "one")));
        assertEquals(List.of("two", "two", "one"), asked);
    }

    /** What is asked for a rule with a filter of one's own tells which routes are looked at. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: Service, metadata: {name: v1}, spec: {ports: [{port: 81}]}} | two two",
                "{kind: Service, metadata: {name: v9}, spec: {ports: [{port: 80}]}} |",
                "{kind: Secret, metadata: {name: s0}, type: kubernetes.io/tls, data: {tls.crt: QUFB, tls.key: QUFB}} |",
                "{kind: ConfigMap, metadata: {name: any}, data: {a: b}} |",
                "{kind: Namespace, metadata: {name: default, labels: {a: b}}} |",
                "{kind: ReferenceGrant, metadata: {name: g, namespace: other}, spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}], to: [{group: \"\", kind: Service}]}} | three three",
                "{kind: BackendTLSPolicy, metadata: {name: p}, spec: {targetRefs: [{group: \"\", kind: Service, name: v0}], validation: {wellKnownCACertificates: System, hostname: v.test}}} | one one",
                "{kind: TCPRoute, metadata: {name: c}, spec: {parentRefs: [{name: edge, sectionName: tcp}], rules: [{backendRefs: [{name: v0, port: 80}]}]}} |",
                "{kind: Ingress, metadata: {name: i}, spec: {ingressClassName: ours, rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: v0, port: {number: 80}}}}]}}]}} |",
                "{kind: Ingress, metadata: {name: old}, spec: {ingressClassName: ours, tls: [{hosts: [b.example], secretName: s1}], rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: v0, port: {number: 80}}}}]}}]}} |",
                "{kind: EndpointSlice, metadata: {name: v0-1, labels: {kubernetes.io/service-name: v1}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}], ports: [{port: 80}]} |",
                "{kind: GRPCRoute, metadata: {name: g}, spec: {parentRefs: [{name: edge}], hostnames: [g.test], rules: [{backendRefs: [{name: v0, port: 80}]}]}} |",
                "{kind: GRPCRoute, metadata: {name: g}, spec: {parentRefs: [{name: edge}], hostnames: [b.example], rules: [{backendRefs: [{name: v0, port: 80}]}]}} | two two",
                "{kind: Ingress, metadata: {name: i}, spec: {ingressClassName: ours, defaultBackend: {service: {name: v0, port: {number: 80}}}}} |",
                "{kind: Ingress, metadata: {name: old}, spec: {ingressClassName: ours, rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: v0, port: {number: 80}}}}]}}]}} |",
                "{kind: IngressClass, metadata: {name: ours, labels: {a: b}}, spec: {controller: gatehouse.dev/gateway-controller}} |",
                "{kind: IngressClass, metadata: {name: more}, spec: {controller: gatehouse.dev/gateway-controller}} |",
                "{kind: Gateway, metadata: {name: inner}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 8080, protocol: HTTP}]}} |",
                "{kind: Gateway, metadata: {name: second}, spec: {gatewayClassName: ours, listeners: [{name: new, port: 8080, protocol: HTTP}]}} | three",
            })
    void aChangeLooksAtTheRoutesThatItTouches(String change, @Nullable String routes) {
        List<String> asked = new ArrayList<>();
        LiveRoutes live = LiveRoutes.builder()
                .filters("x.example", "Stamp", ref -> {
                    asked.add(ref.name());
                    return null;
                })
                .build(TestManifests.resources(
                        FIRST,
                        "{kind: Ingress, metadata: {name: old}, spec: {ingressClassName: ours, tls: [{hosts: [a.example], secretName: s1}], rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: v0, port: {number: 80}}}}]}}]}}",
                        "{kind: EndpointSlice, metadata: {name: v0-1, labels: {kubernetes.io/service-name: v0}}, addressType: IPv4, endpoints: [], ports: []}",
                        stamped("one", "{name: edge}", "a.example", "{name: v0, port: 80}"),
                        stamped("two", "{name: edge}", "b.example", "{name: v1, port: 80}"),
                        stamped(
                                "three",
                                "{name: edge}, {name: second}",
                                "c.example",
                                "{name: v2, namespace: other, port: 80}")));
        asked.clear();
        live.change(TestManifests.resources(change).all(), List.of());
        assertEquals(routes == null ? "" : routes, String.join(" ", asked));
    }

    @Test
    void thePortForIngressesOpensAndClosesWithoutALookAtOtherRoutes() {
        List<String> asked = new ArrayList<>();
        LiveRoutes live = LiveRoutes.builder()
                .filters("x.example", "Stamp", ref -> {
                    asked.add(ref.name());
                    return null;
                })
                .build(TestManifests.resources(FIRST, stamped("one")));
        ObjectRef ours = new ObjectRef("networking.k8s.io", "IngressClass", "", "ours");
        Resource declared = live.current().resources().find(ours);
        Bind port = new Bind(Bind.INGRESS, 80);
        asked.clear();

        assertTrue(!live.change(List.of(), List.of(ours)).binds().contains(port));
        Routes open = live.change(
                TestManifests.resources(
                                "{kind: Ingress, metadata: {name: i}, spec: {rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: v0, port: {number: 80}}}}]}}]}}")
                        .all(),
                List.of());
        assertTrue(!open.binds().contains(port), "no class says that it is ours");
        open = live.change(List.of(declared), List.of());
        assertTrue(open.binds().contains(port));
        assertEquals(List.of(), asked);
    }

    @Test
    void whatRulesSpeakToIsKeptUpAtTheCostOfWhatChanges() {
        List<String> asked = new ArrayList<>();
        LiveRoutes live = LiveRoutes.builder()
                .filters("x.example", "Stamp", ref -> {
                    asked.add(ref.name());
                    return null;
                })
                .build(
                        TestManifests.resources(
                                FIRST,
                                stamped("one"),
                                stamped("two"),
                                "{kind: EndpointSlice, metadata: {name: e, labels: {kubernetes.io/service-name: v0}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}], ports: [{port: 8080}]}"));
        assertEquals(Set.of(), live.current().upstreams().keySet());
        asked.clear();

        Routes now = live.change(
                TestManifests.resources(
                                "{kind: HTTPRoute, metadata: {name: two}, spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: v0, port: 80}]}]}}")
                        .all(),
                List.of());
        assertEquals(
                Map.of(new ServiceBackend("default", "v0", 80, null), List.of(new Endpoint.Address("10.0.0.1", 8080))),
                now.upstreams());
        now = live.change(
                TestManifests.resources(
                                "{kind: Secret, metadata: {name: s0}, type: kubernetes.io/tls, data: {tls.crt: QUFB, tls.key: QUFB}}")
                        .all(),
                List.of());
        assertEquals(1, now.upstreams().size());
        assertEquals(List.of("two"), asked, "the one that changed, as it was");
    }

    @Test
    void anAttachmentIsThatOfAllStatesToWhichEndpointsAloneLead() {
        List<String> asked = new ArrayList<>();
        LiveRoutes live = LiveRoutes.builder()
                .filters("x.example", "Stamp", ref -> {
                    asked.add(ref.name());
                    return null;
                })
                .build(TestManifests.resources(FIRST, stamped("one")));
        live.change(TestManifests.resources(stamped("two")).all(), List.of());
        asked.clear();
        List<Problem> problems = live.current().problems();
        assertEquals(List.of("one", "two"), asked);
        asked.clear();

        live.change(TestManifests.resources(Served.service("default", "v0")).all(EndpointSlice.class), List.of());
        live.change(TestManifests.resources("{kind: Pod, metadata: {name: v0}}").all(), List.of());
        assertEquals(problems, live.current().problems());
        assertEquals(List.of(), asked);
    }

    @Test
    void upstreamsAreToldOfWhatChangedAlone() {
        String slice =
                "{kind: EndpointSlice, metadata: {name: e%1$s, labels: {kubernetes.io/service-name: v%1$s}}, addressType: IPv4, endpoints: [{addresses: [10.0.0.%2$s]}], ports: [{port: 8080}]}";
        LiveRoutes routes = LiveRoutes.of(TestManifests.resources(
                FIRST, slice.formatted("0", 1), slice.formatted("1", 1), forwarding("one", "v0"), tcp("c", "v1")));
        Routes first = routes.current();
        ServiceBackend v0 = new ServiceBackend("default", "v0", 80, null);
        ServiceBackend v1 = new ServiceBackend("default", "v1", 80, null);
        List<Endpoint> now = List.of(new Endpoint.Address("10.0.0.2", 8080));
        assertEquals(Map.of(), first.upstreamsSince(first));

        Routes second =
                routes.change(TestManifests.resources(slice.formatted("0", 2)).all(), List.of());
        assertEquals(Map.of(v0, now), second.upstreamsSince(first));
        Routes third =
                routes.change(TestManifests.resources(forwarding("two", "v0")).all(), List.of());
        assertEquals(Map.of(v0, now), third.upstreamsSince(second), "one rule more");
        Routes fourth =
                routes.change(TestManifests.resources(slice.formatted("1", 2)).all(), List.of());
        assertEquals(Map.of(v1, now), fourth.upstreamsSince(third));
        assertEquals(Map.of(v0, now, v1, now), fourth.upstreamsSince(first), "two states were left out");
        Routes fifth = routes.change(
                List.of(), List.of(new ObjectRef("gateway.networking.k8s.io", "TCPRoute", "default", "c")));
        assertEquals(Map.of(v1, List.of()), fifth.upstreamsSince(fourth));
        assertEquals(Map.of(v1, now), fourth.upstreamsSince(fifth), "from the later to the earlier");
    }

    private static String forwarding(String name, String service) {
        return "{kind: HTTPRoute, metadata: {name: " + name
                + "}, spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: " + service + ", port: 80}]}]}}";
    }

    private static String tcp(String name, String service) {
        return "{kind: TCPRoute, metadata: {name: " + name
                + "}, spec: {parentRefs: [{name: edge, sectionName: tcp}], rules: [{backendRefs: [{name: " + service
                + ", port: 80}]}]}}";
    }

    @Test
    void statusesAreToldOfWhatChangedAlone() {
        List<String> asked = new ArrayList<>();
        LiveRoutes live = LiveRoutes.builder()
                .filters("x.example", "Stamp", ref -> {
                    asked.add(ref.name());
                    return null;
                })
                .build(TestManifests.resources(FIRST, stamped("one"), stamped("two"), stamped("three")));
        assertEquals(null, live.current().changedStatus(FRONT_END), "all is new");
        live.change(
                TestManifests.resources(stamped("two").replace("/two", "/new")).all(), List.of());
        assertEquals(Set.of("HTTPRoute default/two", "Gateway default/edge"), touched(live.current()));
        asked.clear();

        live.change(TestManifests.resources(Served.service("default", "v0")).all(EndpointSlice.class), List.of());
        assertEquals(Set.of(), touched(live.current()));
        live.change(
                TestManifests.resources(
                                "{kind: Secret, metadata: {name: s0}, type: kubernetes.io/tls, data: {tls.crt: QUFB, tls.key: QUFB}}")
                        .all(),
                List.of());
        assertEquals(Set.of("Gateway default/edge"), touched(live.current()));
        assertEquals(List.of(), asked);

        live.change(List.of(), List.of(new ObjectRef("gateway.networking.k8s.io", "HTTPRoute", "default", "one")));
        assertEquals(Set.of("HTTPRoute default/one", "Gateway default/edge"), touched(live.current()));
        assertEquals(List.of("one"), asked);
        assertEquals(
                2,
                live.current()
                        .status(FRONT_END)
                        .gateways()
                        .get(0)
                        .listeners()
                        .get(0)
                        .attachedRoutes());
    }

    private static Set<String> touched(Routes routes) {
        ChangedStatuses changed = routes.changedStatus(FRONT_END);
        assertNotNull(changed);
        return changed.touched().stream().map(ObjectRef::toString).collect(Collectors.toSet());
    }

    private static String stamped(String name, String parents, String host, String backend) {
        return "{kind: HTTPRoute, metadata: {name: " + name + "}, spec: {parentRefs: [" + parents + "], hostnames: ["
                + host
                + "], rules: [{filters: [{type: ExtensionRef, extensionRef: {group: x.example, kind: Stamp, name: "
                + name + "}}], backendRefs: [" + backend + "]}]}}";
    }

    private static String stamped(String name) {
        return "{kind: HTTPRoute, metadata: {name: " + name
                + "}, spec: {parentRefs: [{name: edge}], rules: [{matches: [{path: {value: /"
                + name + "}}], filters: [{type: ExtensionRef, extensionRef: {group: x.example, kind: Stamp, name: "
                + name
                + "}}]}]}}";
    }

    private void check(Supplier<String> what) {
        Routes expected = builder.build(Resources.EMPTY.with(model.values())).current();
        Routes routes = live.current();
        assertEquals(decisions(expected), decisions(routes), what);
        assertEquals(table(expected), table(routes), what);
        assertEquals(expected.binds(), routes.binds(), what);
        assertEquals(certificates(expected), certificates(routes), what);
        assertEquals(expected.attachment(), routes.attachment(), what);
        assertEquals(expected.problems(), routes.problems(), what);
        assertEquals(expected.upstreams(), routes.upstreams(), what);
        assertEquals(
                expected.status(FRONT_END).toString(), routes.status(FRONT_END).toString(), what);
    }

    /** What a change says of itself leads from what was there to what is there. */
    private void checkChanges(Routes before, Supplier<String> what) {
        List<ListenerChange> changes = live.current().changes();
        if (changes == null) {
            return;
        }
        Map<AttachedListener, Set<RoutingRule>> rules = rules(before);
        for (ListenerChange change : changes) {
            Set<RoutingRule> own = rules.get(change.listener().withRules(List.of()));
            assertTrue(own != null && own.containsAll(change.removed()), what);
            assertTrue(Collections.disjoint(change.removed(), change.added()), what);
            own.removeAll(change.removed());
            change.added().forEach(rule -> assertTrue(own.add(rule), what));
        }
        assertEquals(rules(live.current()), rules, what);
    }

    /** What a change says of statuses leads from those that were to those that are. */
    private void checkStatuses(Supplier<String> what) {
        Map<ObjectRef, String> whole = statuses(live.current().status(FRONT_END));
        ChangedStatuses changed = live.current().changedStatus(FRONT_END);
        if (changed == null) {
            statuses.clear();
            statuses.putAll(whole);
            return;
        }
        Map<ObjectRef, String> told = statuses(changed.statuses());
        assertTrue(changed.touched().containsAll(told.keySet()), what);
        statuses.keySet().removeAll(changed.touched());
        statuses.putAll(told);
        assertEquals(whole, statuses, what);
    }

    /** What is told of any two states leads from the upstreams of one to those of the other. */
    private void checkUpstreams(Supplier<String> what) {
        upstreams.putAll(live.current().upstreamsSince(asked));
        upstreams.values().removeIf(List::isEmpty);
        asked = live.current();
        Map<ServiceBackend, List<Endpoint>> expected = new HashMap<>(asked.upstreams());
        expected.values().removeIf(List::isEmpty);
        assertEquals(expected, upstreams, what);
    }

    private static Map<ObjectRef, String> statuses(Statuses statuses) {
        Map<ObjectRef, String> all = new HashMap<>();
        statuses.gatewayClasses().forEach(status -> all.put(status.gatewayClass(), status.toString()));
        statuses.gateways().forEach(status -> all.put(status.gateway(), status.toString()));
        statuses.listenerSets().forEach(status -> all.put(status.listenerSet(), status.toString()));
        statuses.routes().forEach(status -> all.put(status.route(), status.toString()));
        statuses.policies().forEach(status -> all.put(status.policy(), status.toString()));
        statuses.ingresses().forEach(status -> all.put(status.ingress(), status.toString()));
        return all;
    }

    private static Map<AttachedListener, Set<RoutingRule>> rules(Routes routes) {
        Map<AttachedListener, Set<RoutingRule>> rules = new HashMap<>();
        routes.attachment()
                .listeners()
                .forEach(listener -> rules.put(listener.withRules(List.of()), new HashSet<>(listener.rules())));
        return rules;
    }

    private static List<String> decisions(Routes routes) {
        List<String> decisions = new ArrayList<>();
        for (Bind bind : routes.binds()) {
            for (String host : HOSTS) {
                decisions.add(String.valueOf(routes.connect(bind, host)).replaceAll("rules=\\[.*", ""));
                for (String path : PATHS) {
                    TestHead head = TestHead.get(path).withHosts().withAuthority(host);
                    if (bind.port() == 443) {
                        head = head.withServerName(host);
                    }
                    TestHead call = head.withMethod("POST").with("content-type", "application/grpc");
                    for (TestHead each : List.of(head, head.with("h", "1"), call)) {
                        decisions.add(bind + " " + host + path + " " + routes.decide(bind, each));
                    }
                }
            }
        }
        return decisions;
    }

    private static List<Object> table(Routes routes) {
        List<Object> lines = new ArrayList<>();
        for (AttachedListener listener : routes.attachment().listeners()) {
            ListenerTable table = routes.table().table(listener);
            lines.add(listener.bind() + " " + listener.name());
            if (table != null) {
                table.entries().stream().map(ChangesTest::content).forEach(lines::add);
                table.calls()
                        .values()
                        .forEach(calls -> calls.entries().stream()
                                .map(ChangesTest::content)
                                .forEach(lines::add));
            }
        }
        return lines;
    }

    /** Compared by value: what is written of a Secret hides what is in it. */
    private static Object content(RouteEntry entry) {
        return List.of(entry.host(), entry.match(), entry.rule());
    }

    private static List<Object> certificates(Routes routes) {
        return routes.listeners().stream()
                .<Object>map(listener -> List.of(listener.name(), listener.certificates()))
                .toList();
    }

    /** An object that may be there already, as it is or otherwise. */
    private static Resource one(Random random) {
        int which = random.nextInt(36);
        int name = random.nextInt(3);
        String text;
        if (which < 9) {
            text = route(
                    "HTTPRoute",
                    name,
                    random,
                    "path: {type: " + (random.nextBoolean() ? "Exact" : "PathPrefix")
                            + ", value: " + PATHS.get(random.nextInt(PATHS.size())) + "}"
                            + (random.nextInt(3) == 0 ? ", headers: [{name: h, value: '1'}]" : ""));
        } else if (which > 33) {
            text = "{kind: IngressClass, metadata: {name: " + (random.nextBoolean() ? "ours" : "nobody")
                    + (random.nextInt(3) == 0
                            ? ", annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}"
                            : "")
                    + "}, spec: {controller: "
                    + (random.nextInt(3) > 0 ? "gatehouse.dev/gateway-controller" : "other.example/controller") + "}}";
        } else if (which < 10) {
            text = route("GRPCRoute", name, random, "method: {service: s.A}");
        } else if (which < 13) {
            text = "{kind: EndpointSlice, metadata: {name: e" + name + ", labels: {kubernetes.io/service-name: v"
                    + random.nextInt(8) / 5 + "}}, addressType: " + (random.nextInt(6) == 0 ? "FQDN" : "IPv4")
                    + ", endpoints: [{addresses: [" + (random.nextInt(6) == 0 ? "" : "10.0.0." + random.nextInt(9))
                    + "]}], ports: [{port: 8080}]}";
            if (text.contains("FQDN")) {
                text = text.replaceAll("\\[10\\.0\\.0\\.\\d\\]", "[a.test]");
            }
            text = text.replace("endpoints: [{addresses: []}]", "endpoints: []");
        } else if (which < 14) {
            text = "{kind: Endpoints, metadata: {name: v" + name + "}, subsets: [{addresses: [{ip: 10.1.0."
                    + random.nextInt(5) + "}], ports: [{port: 9090}]}]}";
        } else if (which < 17) {
            text = "{kind: Secret, metadata: {name: s" + name + "}, type: kubernetes.io/tls, data: {tls.crt: 'QU"
                    + (char) ('A' + random.nextInt(4)) + "B', tls.key: QUFB}}";
        } else if (which < 20) {
            text = "{kind: Service, metadata: {name: v" + name + ", namespace: "
                    + (random.nextInt(3) == 0 ? "other" : "default") + "}, spec: {"
                    + (random.nextInt(8) == 0 ? "type: ExternalName, externalName: a.test, " : "") + "ports: [{port: "
                    + (random.nextBoolean() ? 80 : 81) + "}]}}";
        } else if (which < 21) {
            text = "{kind: Gateway, metadata: {name: inner}, spec: {gatewayClassName: "
                    + (random.nextInt(6) == 0 ? "nobody" : "ours")
                    + (random.nextInt(4) > 0 ? ", tls: {backend: {clientCertificateRef: {name: s2}}}" : "")
                    + (random.nextBoolean() ? ", allowedListeners: {namespaces: {from: Same}}" : "")
                    + ", listeners: [{name: http, port: 8080, protocol: HTTP"
                    + (random.nextInt(3) == 0 ? ", hostname: '*.example'" : "")
                    + (random.nextInt(3) == 0
                            ? ", allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {l: v1}}}}"
                            : "")
                    + "}" + (random.nextBoolean() ? ", {name: b, port: 8081, protocol: HTTP}" : "") + "]}}";
        } else if (which < 22) {
            text =
                    "{kind: ListenerSet, metadata: {name: set}, spec: {parentRef: {name: inner}, listeners: [{name: set, port: "
                            + (8081 + random.nextInt(2)) + ", protocol: HTTP}]}}";
        } else if (which < 23) {
            text = "{kind: Namespace, metadata: {name: default, labels: {l: v" + random.nextInt(2) + "}}}";
        } else if (which < 24) {
            text = "{kind: ReferenceGrant, metadata: {name: g" + name + ", namespace: other}, spec: {from: [{group: "
                    + "gateway.networking.k8s.io, kind: " + (random.nextInt(3) > 0 ? "HTTPRoute" : "TLSRoute")
                    + ", namespace: default}], to: [{group: '', kind: Service"
                    + (random.nextBoolean() ? ", name: v" + random.nextInt(3) : "") + "}]}}";
        } else if (which < 25) {
            text = random.nextBoolean()
                    ? Authorities.configMap("default", "ca")
                    : Authorities.configMap("default", "ca", "ca.crt", "none");
        } else if (which < 26) {
            text = "{kind: " + (random.nextBoolean() ? "TLSRoute" : "TCPRoute") + ", metadata: {name: c" + name
                    + "}, spec: {parentRefs: [{name: edge}], hostnames: [a.example, '*.b.example'], rules: [{backendRefs: [{name: v"
                    + random.nextInt(3) + ", port: 80" + (random.nextInt(3) == 0 ? ", namespace: other" : "")
                    + "}]}]}}";
            if (text.contains("TCPRoute")) {
                text = text.replaceFirst("hostnames: \\[[^]]*\\], ", "");
            }
        } else if (which < 30) {
            text = "{kind: Ingress, metadata: {name: i" + name + "}, spec: {ingressClassName: "
                    + (random.nextInt(6) == 0 ? "nobody" : "ours")
                    + (random.nextInt(4) == 0
                            ? ", defaultBackend: {service: {name: v" + random.nextInt(3) + ", port: {number: 80}}}"
                            : "")
                    + (random.nextInt(6) == 0 ? ", tls: [{hosts: [a.example], secretName: s" + name + "}]" : "")
                    + ", rules: [{host: " + HOSTS.get(random.nextInt(3)) + ", http: {paths: [{path: "
                    + PATHS.get(random.nextInt(PATHS.size())) + ", pathType: Prefix, backend: {service: {name: v"
                    + random.nextInt(3) + ", port: {number: 80}}}}]}}]}}";
        } else {
            text =
                    "{kind: BackendTLSPolicy, metadata: {name: p}, spec: {targetRefs: [{group: '', kind: Service, name: v"
                            + name + "}], validation: {"
                            + (random.nextBoolean()
                                    ? "wellKnownCACertificates: System"
                                    : "caCertificateRefs: [{group: '', kind: ConfigMap, name: ca}]")
                            + ", hostname: v.test}}}";
        }
        return TestManifests.resources(text.replace('\'', '"')).all().get(0);
    }

    private static String route(String kind, int name, Random random, String match) {
        StringBuilder hosts = new StringBuilder();
        for (String host : List.of("a.example", "'*.b.example'", "'*.example'", "b.example")) {
            if (random.nextInt(3) == 0) {
                hosts.append(hosts.isEmpty() ? "" : ", ").append(host);
            }
        }
        String parent = random.nextInt(4) == 0 ? "inner" : "edge";
        String section = random.nextInt(3) == 0 ? ", sectionName: " + (random.nextBoolean() ? "b" : "https") : "";
        return "{kind: " + kind + ", metadata: {name: r" + name + ", creationTimestamp: '2024-01-0"
                + (1 + random.nextInt(3)) + "T00:00:00Z'}, spec: {parentRefs: [{name: " + parent + section + "}"
                + (random.nextInt(3) == 0 ? ", {name: edge}" : "")
                        .replace("{name: edge}", parent.equals("edge") ? "{name: inner}" : "{name: edge}")
                + "], hostnames: [" + hosts + "], rules: [{matches: [{" + match + "}]"
                + (kind.equals("HTTPRoute") && random.nextInt(4) == 0
                        ? ", filters: [{type: RequestMirror, requestMirror: {backendRef: {name: v" + random.nextInt(3)
                                + ", port: 80}}}]"
                        : "")
                + ", backendRefs: [{name: v" + random.nextInt(3) + ", port: 80"
                + (random.nextInt(4) == 0 ? ", namespace: other" : "") + "}]}]}}";
    }
}
