package dev.gatehouse.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.plan.Endpoint;
import dev.gatehouse.routing.plan.HealthCheck;
import dev.gatehouse.routing.plan.HealthChecks;
import dev.gatehouse.routing.plan.HealthObserver;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.yaml.Manifests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which endpoints are probed after changes, against a walk over all rules of what is compiled of everything at once. */
@SuppressWarnings("try") // a front end asks for as long as it is there
class FollowedEndpointsTest {
    private static final HealthCheck CHECK = HealthCheck.of(new HealthCheck.Tcp());
    private static final HealthChecks CHECKS =
            HealthChecks.builder().all(CHECK).service("default", "s2", null).build();

    private static final String FIRST = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}
            ---
            {kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: ours, listeners: [
              {name: http, port: 80, protocol: HTTP}, {name: tcp, port: 9000, protocol: TCP}]}}
            ---
            {kind: Service, metadata: {name: s0}, spec: {ports: [{name: a, port: 80}]}}
            """;

    private record Probed(ServiceBackend backend, Endpoint.Address endpoint) {}

    /** Notes what is under way, and tells where one begins or ends twice. */
    private static final class Probes {
        private final Set<Probed> running = new HashSet<>();
        private final HealthProbes probes = new HealthProbes(CHECKS, this::begin, () -> {});

        private Runnable begin(ServiceBackend backend, Endpoint.Address endpoint, HealthCheck check) {
            Probed probed = new Probed(backend, endpoint);
            assertEquals(CHECK, check);
            assertTrue(running.add(probed), () -> probed + " is probed already");
            return () -> assertTrue(running.remove(probed), () -> probed + " is not probed");
        }
    }

    /** What happens between two looks at what is probed. */
    private sealed interface Step {
        /** Objects come, change and go, one by one. */
        record Change(List<Put> puts) implements Step {}

        /** All is compiled anew. */
        record Apply() implements Step {}

        /** Probes follow what is served now. */
        record Follow() implements Step {}

        /** Another front end takes over. */
        record Restart() implements Step {}
    }

    /** @param there false: it goes */
    private record Put(String yaml, boolean there) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> change = puts().list().ofMinSize(1).ofMaxSize(3).map(Step.Change::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, change),
                        Tuple.of(1, Arbitraries.just(new Step.Apply())),
                        Tuple.of(5, Arbitraries.just(new Step.Follow())),
                        Tuple.of(1, Arbitraries.just(new Step.Restart())))
                .list()
                .ofMaxSize(40);
    }

    private static Arbitrary<Put> puts() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 2);
        Arbitrary<String> services = Combinators.combine(few, Arbitraries.of("", ", {name: b, port: 81}"))
                .as("{kind: Service, metadata: {name: s%s}, spec: {ports: [{name: a, port: 80}%s]}}"::formatted);
        Arbitrary<String> slices = Combinators.combine(few, few, few.set().ofMaxSize(3), Arbitraries.of("a", "b"))
                .as((name, service, addresses, port) ->
                        "{kind: EndpointSlice, metadata: {name: e%s, labels: {kubernetes.io/service-name: s%s}}, addressType: IPv4, endpoints: [%s], ports: [{name: %s, port: 8080}]}"
                                .formatted(
                                        name,
                                        service,
                                        String.join(
                                                ", ",
                                                addresses.stream()
                                                        .map(i -> "{addresses: [10.0.0." + i + "]}")
                                                        .toList()),
                                        port));
        Arbitrary<String> backends = Combinators.combine(few, Arbitraries.of(80, 81), Arbitraries.of(0, 1))
                .as("backendRefs: [{name: s%s, port: %s, weight: %s}]"::formatted);
        Arbitrary<String> routes = Combinators.combine(few, backends, few.injectNull(0.5))
                .as((name, backend, mirror) ->
                        "{kind: HTTPRoute, metadata: {name: r%s}, spec: {parentRefs: [{name: web}], rules: [{%s%s}]}}"
                                .formatted(
                                        name,
                                        mirror == null
                                                ? ""
                                                : "filters: [{type: RequestMirror, requestMirror: {backendRef: {name: s"
                                                        + mirror + ", port: 80}}}], ",
                                        backend));
        Arbitrary<String> connections = Combinators.combine(few, backends)
                .as(
                        "{kind: TCPRoute, metadata: {name: c%s}, spec: {parentRefs: [{name: web, sectionName: tcp}], rules: [{%s}]}}"
                                ::formatted);
        Arbitrary<String> gateways = Arbitraries.of("edge", "web")
                .map(
                        "{kind: Gateway, metadata: {name: %s}, spec: {gatewayClassName: ours, listeners: [{name: http, port: 80, protocol: HTTP, hostname: a.example}]}}"
                                ::formatted);
        Arbitrary<String> policies = few.map(
                "{kind: BackendTLSPolicy, metadata: {name: p}, spec: {targetRefs: [{group: '', kind: Service, name: s%s}], validation: {wellKnownCACertificates: System, hostname: s.test}}}"
                        ::formatted);
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(3, services),
                                Tuple.of(6, slices),
                                Tuple.of(6, routes),
                                Tuple.of(3, connections),
                                Tuple.of(1, gateways),
                                Tuple.of(1, policies)),
                        Arbitraries.of(true, true, true, false))
                .as(Put::new);
    }

    @Property(tries = 300)
    void whateverHappensThoseInUseAreProbedInTheEnd(@ForAll("steps") List<Step> steps) {
        Map<ObjectRef, Resource> model = new LinkedHashMap<>();
        read(FIRST).all().forEach(resource -> model.put(resource.ref(), resource));
        LiveRoutes live = LiveRoutes.of(read(FIRST));
        Probes probes = new Probes();
        for (Step step : steps) {
            if (step instanceof Step.Change change) {
                change(live, model, change);
            } else if (step instanceof Step.Apply) {
                live.apply(Resources.EMPTY.with(model.values()));
            } else if (step instanceof Step.Restart) {
                probes.probes.end();
                assertEquals(Set.of(), probes.running);
                probes = new Probes();
            } else {
                probes.probes.follow(live.current());
                assertEquals(inUse(model), probes.running);
            }
        }
        probes.probes.follow(live.current());
        assertEquals(inUse(model), probes.running);
        probes.probes.end();
        assertEquals(Set.of(), probes.running);
    }

    private static void change(LiveRoutes live, Map<ObjectRef, Resource> model, Step.Change change) {
        List<Resource> put = new ArrayList<>();
        List<ObjectRef> delete = new ArrayList<>();
        for (Put each : change.puts) {
            Resource resource = read(each.yaml).all().get(0);
            if (each.there) {
                put.add(resource);
            } else {
                delete.add(resource.ref());
            }
        }
        live.change(put, delete);
        model.keySet().removeAll(delete);
        put.forEach(resource -> model.put(resource.ref(), resource));
    }

    private static Resources read(String yaml) {
        String text = yaml.replace("{kind: Service, metadata", "{apiVersion: v1, kind: Service, metadata")
                .replace("{kind: EndpointSlice", "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice")
                .replaceAll("\\{(kind: \\w+, metadata)", "{apiVersion: gateway.networking.k8s.io/v1, $1");
        Resources resources =
                Resources.decode(Manifests.documents(text, "test.yaml").documents());
        assertEquals(List.of(), resources.problems());
        return resources;
    }

    /** The naive way: every share of every rule. */
    private static Set<Probed> inUse(Map<ObjectRef, Resource> model) {
        Routes routes = LiveRoutes.of(Resources.EMPTY.with(model.values())).current();
        Set<ServiceBackend> backends = new HashSet<>();
        for (AttachedListener listener : routes.attachment().listeners()) {
            if (listener.protocol() != Protocol.UDP) {
                listener.streams().forEach(rule -> rule.shares().forEach(share -> add(share, backends)));
            }
            listener.rules().forEach(rule -> {
                if (rule.action() instanceof RuleAction.ForwardTo forward) {
                    forward.shares().forEach(share -> add(share, backends));
                }
            });
        }
        Set<Probed> probed = new HashSet<>();
        for (ServiceBackend backend : backends) {
            for (Endpoint endpoint : routes.endpoints(backend)) {
                if (!backend.name().equals("s2")) {
                    probed.add(new Probed(backend, (Endpoint.Address) endpoint));
                }
            }
        }
        return probed;
    }

    private static void add(BackendShare share, Set<ServiceBackend> backends) {
        if (share.weight() > 0 && share.backend() instanceof ServiceBackend service) {
            backends.add(service);
        }
        share.mirrors().forEach(mirror -> backends.add(mirror.backend()));
    }

    /** A change must neither be lost by a front end that begins, nor fail at one that ends. */
    @Test
    @Timeout(60)
    void frontEndsBeginAndEndWhileEndpointsChange() throws Exception {
        BlockingQueue<Endpoint.Address> asked = new LinkedBlockingQueue<>();
        HealthChecks checks = HealthChecks.builder()
                .all(new HealthCheck(new HealthCheck.Tcp(), Duration.ofMillis(2), Duration.ofSeconds(30), 1, 1))
                .build();
        checks.observe(new HealthObserver() {
            @Override
            public void checked(ServiceBackend backend, Endpoint.Address endpoint, @Nullable String failure) {
                asked.add(endpoint);
            }
        });
        LiveRoutes live = LiveRoutes.builder()
                .healthChecks(checks)
                .build(
                        read(
                                FIRST
                                        + "---\n{kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: web}], rules: [{backendRefs: [{name: s0, port: 80}]}]}}"));
        AtomicBoolean end = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; !end.get(); i++) {
                    live.change(read(slice(1 + i % 9)).all(), List.of());
                }
                live.change(read(slice(10)).all(), List.of());
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        writer.start();
        for (int i = 0; i < 4; i++) {
            try (NettyFrontEnd front =
                    NettyFrontEnd.builder(live).ports(port -> 0).start()) {
                next(asked);
            }
        }
        NettyFrontEnd.Builder last = NettyFrontEnd.builder(live).ports(port -> 0);
        try (NettyFrontEnd front = last.start()) {
            end.set(true);
            writer.join();
            while (next(asked).port() != 10) {}
        }
        assertEquals(null, failure.get());
    }

    private static Endpoint.Address next(BlockingQueue<Endpoint.Address> asked) throws InterruptedException {
        Endpoint.Address next = asked.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody is asked");
        }
        return next;
    }

    private static String slice(int port) {
        return "{kind: EndpointSlice, metadata: {name: e, labels: {kubernetes.io/service-name: s0}}, addressType: IPv4, endpoints: [{addresses: [127.0.0.1]}], ports: [{name: a, port: "
                + port + "}]}";
    }
}
