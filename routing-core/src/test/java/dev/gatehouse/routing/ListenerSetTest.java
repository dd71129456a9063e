package dev.gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.status.Address;
import dev.gatehouse.routing.status.Condition;
import dev.gatehouse.routing.status.FrontEnd;
import dev.gatehouse.routing.status.ListenerSetStatus;
import dev.gatehouse.routing.status.Statuses;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ListenerSets: who may add listeners to a Gateway, which of them stand, and what attaches to them. */
class ListenerSetTest {
    private static final String CLASS = """
            {kind: GatewayClass, metadata: {name: ours}, spec: {controllerName: gatehouse.dev/gateway-controller}}

            {kind: Namespace, metadata: {name: apps, labels: {team: a}}}

            """;
    private static final String ALL = "allowedListeners: {namespaces: {from: All}}, ";
    private static final String VALID = "Accepted=True/Accepted Programmed=True/Programmed";

    private static String gateway(String more, String... listeners) {
        return CLASS + "{kind: Gateway, metadata: {name: gw}, spec: {" + more + "gatewayClassName: ours, listeners: ["
                + String.join(", ", listeners) + "]}}";
    }

    private static String http(String name, int port, String hostname) {
        return "{name: " + name + ", port: " + port + ", protocol: HTTP"
                + (hostname.isEmpty() ? "" : ", hostname: \"" + hostname + "\"") + "}";
    }

    private static String set(String namespace, String name, String age, String... listeners) {
        return "{kind: ListenerSet, metadata: {name: " + name + ", namespace: " + namespace + ", generation: 5"
                + (age.isEmpty() ? "" : ", creationTimestamp: \"2025-01-01T00:00:0" + age + "Z\"")
                + "}, spec: {parentRef: {name: gw, namespace: default}, listeners: [" + String.join(", ", listeners)
                + "]}}";
    }

    private static String route(String namespace, String name, String parent, String service) {
        return "{kind: HTTPRoute, metadata: {name: " + name + ", namespace: " + namespace + "}, spec: {parentRefs: ["
                + parent + "], rules: [{backendRefs: [{name: " + service + ", port: 80}]}]}}";
    }

    private static Statuses statuses(String... manifests) {
        return LiveRoutes.of(Resources.decode(TestManifests.documents(manifests)))
                .current()
                .status(FrontEnd.at(Address.ip("192.0.2.1")).judging(secret -> true));
    }

    private static String text(List<Condition> conditions) {
        return conditions.stream().map(Condition::toString).collect(Collectors.joining(" "));
    }

    /** {@code namespace/name} of each set to its conditions. */
    private static Map<String, String> sets(Statuses statuses) {
        return statuses.listenerSets().stream()
                .collect(Collectors.toMap(
                        each -> each.listenerSet().namespacedName(),
                        each -> text(each.conditions()),
                        (a, b) -> a,
                        TreeMap::new));
    }

    private static ListenerSetStatus only(Statuses statuses) {
        assertEquals(1, statuses.listenerSets().size());
        return statuses.listenerSets().get(0);
    }

    private static List<String> accepted(ListenerSetStatus set) {
        return set.listeners().stream()
                .map(listener -> listener.name() + " " + listener.conditions().get(0))
                .toList();
    }

    @ParameterizedTest(name = "from {0}, set in {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "                              | default | no",
                "{}                            | default | no",
                "{from: None}                  | default | no",
                "{from: Same}                  | default | yes",
                "{from: Same}                  | apps    | no",
                "{from: All}                   | apps    | yes",
                "{from: Selector, selector: {matchLabels: {team: a}}} | apps    | yes",
                "{from: Selector, selector: {matchLabels: {team: b}}} | apps    | no",
                "{from: Selector, selector: {matchLabels: {team: a}}} | default | no",
                "{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: default}}} | default | yes",
            })
    void theGatewaySaysFromWhichNamespaces(String namespaces, String namespace, String allowed) {
        String more = namespaces == null ? "" : "allowedListeners: {namespaces: " + namespaces + "}, ";
        Statuses statuses =
                statuses(gateway(more, http("own", 80, "")), set(namespace, "s", "", http("added", 81, "")));
        boolean yes = allowed.equals("yes");
        assertEquals(
                yes ? VALID : "Accepted=False/NotAllowed Programmed=False/NotAllowed",
                text(only(statuses).conditions()));
        assertEquals(yes ? 1 : 0, statuses.gateways().get(0).attachedListenerSets());
        assertEquals(
                VALID + " ResolvedRefs=True/ResolvedRefs",
                text(statuses.gateways().get(0).conditions()));
        assertEquals(1, statuses.gateways().get(0).listeners().size(), "the set's listeners are not among its own");
        assertEquals(
                List.of(5L, 5L),
                only(statuses).conditions().stream()
                        .map(Condition::observedGeneration)
                        .toList());
    }

    @Test
    void aSetThatIsNotAllowedServesNothing() {
        Served served = Served.of(
                gateway("", http("own", 80, "")),
                set("default", "s", "", http("added", 81, "")),
                route("default", "r", "{kind: ListenerSet, name: s}", "web"),
                Served.services("web"));
        assertEquals("[Gateway default/gw:80]", served.live().current().binds().toString());
        assertEquals(
                List.of(
                        "listenerset-not-allowed spec.parentRef",
                        "section-name-not-found spec.parentRefs[0].sectionName"),
                served.problems());
        assertEquals(
                "NoMatchingParent",
                served.live().current().attachment().parents().get(0).refusal().reason());
    }

    @Test
    void theListenersOfASetAreThoseOfTheGatewaysPorts() {
        Served served = Served.of(
                gateway(ALL, http("own", 80, "a.org")),
                set("apps", "s", "", http("added", 80, "b.org"), http("more", 81, "")),
                route("default", "gateway", "{name: gw}", "one"),
                route("apps", "set", "{kind: ListenerSet, name: s}", "two"),
                Served.services("one"),
                Served.service("apps", "two"));
        assertEquals("one", served.get("a.org/"));
        assertEquals("two", served.get("b.org/"));
        assertEquals("two", served.get("anything.org:81/"));
        assertEquals("404", served.get("c.org/"));
        assertEquals(
                "ListenerSet apps/s",
                served.live().current().attachment().listeners().get(1).source().toString());
        assertEquals(
                "Gateway default/gw:80",
                served.live().current().attachment().listeners().get(1).bind().toString());
    }

    @Test
    void aGatewayAsParentMeansItsOwnListenersAlone() {
        Served served = Served.of(
                gateway(ALL, http("own", 80, "a.org")),
                set("default", "s", "", http("added", 80, "b.org")),
                route("default", "any", "{name: gw}", "one"),
                route("default", "named", "{name: gw, sectionName: added}", "one"),
                route("default", "both", "{name: gw}, {kind: ListenerSet, name: s, sectionName: added}", "two"),
                Served.services("one", "two"));
        assertEquals("one", served.get("a.org/"));
        assertEquals("two", served.get("b.org/"));
        assertEquals(
                List.of(
                        "any Gateway default/gw [own]",
                        "named Gateway default/gw NoMatchingParent",
                        "both Gateway default/gw [own]",
                        "both ListenerSet default/s [added]"),
                served.live().current().attachment().parents().stream()
                        .map(parent -> parent.route().name() + " " + parent.parent() + " "
                                + (parent.refusal() == null
                                        ? parent.listeners()
                                        : parent.refusal().reason()))
                        .toList());
    }

    @Test
    void theSameNamespaceIsThatOfTheSet() {
        Served served = Served.of(
                gateway(ALL, http("own", 80, "")),
                set("apps", "s", "", http("added", 81, "")),
                route("apps", "near", "{kind: ListenerSet, name: s}", "web"),
                route("default", "far", "{kind: ListenerSet, name: s, namespace: apps}", "web"),
                Served.service("apps", "web"),
                Served.services("web"));
        assertEquals(
                List.of("near true", "far false"),
                served.live().current().attachment().parents().stream()
                        .map(parent -> parent.route().name() + " " + (parent.refusal() == null))
                        .toList());
    }

    @Test
    void acrossObjectsTheGatewayComesFirstThenTheOldestSetThenTheFirstByName() {
        Statuses statuses = statuses(
                gateway(ALL, http("own", 80, "a.org")),
                set("default", "undated", "", http("x", 80, "d.org")),
                set("default", "young", "2", http("x", 80, "b.org"), http("y", 80, "c.org"), http("z", 80, "d.org")),
                set("default", "old", "1", http("x", 80, "a.org"), http("y", 80, "b.org")),
                set("default", "name", "2", http("x", 80, "c.org")));
        assertEquals(
                Map.of(
                        "default/old", "Accepted=True/ListenersNotValid Programmed=True/Programmed",
                        "default/name", VALID,
                        "default/young", "Accepted=True/ListenersNotValid Programmed=True/Programmed",
                        "default/undated", "Accepted=False/ListenersNotValid Programmed=False/ListenersNotValid"),
                sets(statuses));
        assertEquals(3, statuses.gateways().get(0).attachedListenerSets());
        assertEquals(
                "Accepted=True/Accepted Programmed=True/Programmed ResolvedRefs=True/ResolvedRefs",
                text(statuses.gateways().get(0).listeners().get(0).conditions()));
        ListenerSetStatus young = statuses.listenerSets().stream()
                .filter(set -> set.listenerSet().name().equals("young"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(
                        "x Accepted=False/HostnameConflict",
                        "y Accepted=False/HostnameConflict",
                        "z Accepted=True/Accepted"),
                accepted(young));
        assertEquals(
                "Accepted=False/HostnameConflict Programmed=False/HostnameConflict Conflicted=True/HostnameConflict ResolvedRefs=True/ResolvedRefs",
                text(young.listeners().get(0).conditions()));
    }

    @Test
    void whatLosesToAnEarlierObjectStandsInNobodysWayWithinItsSet() {
        Statuses statuses = statuses(
                gateway(ALL, http("own", 80, "a.org")),
                set("default", "s", "", "{name: tcp, port: 80, protocol: TCP}", http("good", 80, "b.org")));
        assertEquals(
                List.of("tcp Accepted=False/ProtocolConflict", "good Accepted=True/Accepted"),
                accepted(only(statuses)));
    }

    @Test
    void withinOneSetNoWinnerIsPickedAndNoPlaceIsTaken() {
        Statuses statuses = statuses(
                gateway(ALL, http("own", 80, "a.org")),
                set("default", "first", "1", http("x", 81, "b.org"), "{name: y, port: 81, protocol: TCP}"),
                set("default", "second", "2", http("x", 81, "b.org")));
        assertEquals(
                Map.of(
                        "default/first",
                        "Accepted=False/ListenersNotValid Programmed=False/ListenersNotValid",
                        "default/second",
                        VALID),
                sets(statuses));
    }

    @Test
    void aGrantForGatewaysDoesNotServeListenerSets() {
        String secret =
                "{kind: Secret, metadata: {name: cert, namespace: vault}, stringData: {tls.crt: c, tls.key: k}}";
        String listener =
                "{name: tls, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert, namespace: vault}]}}";
        for (String kind : List.of("Gateway", "ListenerSet")) {
            Statuses statuses = statuses(
                    gateway(ALL, http("own", 80, "")),
                    secret,
                    set("default", "s", "", listener),
                    "{kind: ReferenceGrant, metadata: {name: g, namespace: vault}, spec: {from: [{group: gateway.networking.k8s.io, kind: "
                            + kind + ", namespace: default}], to: [{group: \"\", kind: Secret}]}}");
            boolean granted = kind.equals("ListenerSet");
            assertEquals(
                    granted ? VALID : "Accepted=False/ListenersNotValid Programmed=False/ListenersNotValid",
                    text(only(statuses).conditions()));
            assertEquals(
                    granted
                            ? VALID + " ResolvedRefs=True/ResolvedRefs"
                            : "Accepted=True/Accepted Programmed=False/Invalid ResolvedRefs=False/RefNotPermitted",
                    text(only(statuses).listeners().get(0).conditions()));
        }
    }

    @Test
    void aSetOfAGatewayThatIsNotAccepted() {
        Statuses statuses = statuses(
                gateway(
                        ALL + "infrastructure: {parametersRef: {group: g.io, kind: P, name: p}}, ",
                        http("own", 80, "")),
                set("default", "s", "", http("added", 81, "")));
        assertEquals(
                "Accepted=False/ParentNotAccepted Programmed=False/ParentNotProgrammed",
                text(only(statuses).conditions()));
    }

    @Test
    void aSetOfAGatewayWithoutAnAddress() {
        Statuses statuses = LiveRoutes.of(Resources.decode(TestManifests.documents(
                        gateway(ALL, http("own", 80, "")), set("default", "s", "", http("added", 81, "")))))
                .current()
                .status(FrontEnd.at());
        assertEquals(
                "Accepted=True/Accepted Programmed=False/ParentNotProgrammed",
                text(only(statuses).conditions()));
    }

    @Test
    void aSetOfAnotherControllersGatewayHasNoStatus() {
        Statuses statuses = statuses(
                gateway(ALL, http("own", 80, "")).replace("gatehouse.dev/gateway-controller", "example.com/other"),
                set("default", "s", "", http("added", 81, "")));
        assertEquals(List.of(), statuses.listenerSets());
    }

    @Test
    void routesOfASetAreCountedThere() {
        Statuses statuses = statuses(
                gateway(ALL, http("same", 80, "")),
                set("default", "s", "", http("same", 81, "")),
                route("default", "a", "{kind: ListenerSet, name: s}", "web"),
                route("default", "b", "{kind: ListenerSet, name: s, sectionName: same}", "web"),
                route("default", "c", "{name: gw}", "web"),
                Served.services("web"));
        assertEquals(2, only(statuses).listeners().get(0).attachedRoutes());
        assertEquals(1, statuses.gateways().get(0).listeners().get(0).attachedRoutes());
        assertEquals(
                "ListenerSet",
                statuses.routes().get(0).parents().get(0).parentRef().kind());
        assertEquals(
                "gatehouse.dev/gateway-controller",
                statuses.routes().get(0).parents().get(0).controllerName());
    }

    /** GEP-3567: the listener of a host is looked for among those of the sets too. */
    @ParameterizedTest(name = "server name {0}, host {1}: {2}")
    @CsvSource({"any.org, any.org, own", "any.org, set.org, 421", "set.org, set.org, added", "set.org, any.org, 421"})
    void aConnectionOfOneObjectIsNotForTheHostsOfAnother(String serverName, String host, String answer) {
        String tls = "{name: %s, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}%s}";
        Served served = Served.of(
                gateway(ALL, tls.formatted("https", "")),
                set("default", "set", "", tls.formatted("https", ", hostname: set.org")),
                "{kind: Secret, metadata: {name: cert}, type: kubernetes.io/tls, stringData: {tls.crt: c, tls.key: k}}",
                route("default", "own", "{name: gw}", "own"),
                route("default", "added", "{kind: ListenerSet, name: set}", "added"),
                Served.services("own", "added"));
        assertEquals(answer, served.get("https://" + host + "/", "sni: " + serverName));
    }
}
