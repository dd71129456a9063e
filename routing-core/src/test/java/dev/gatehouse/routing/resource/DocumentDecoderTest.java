package dev.gatehouse.routing.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for documents of every kind. */
class DocumentDecoderTest {
    private static final String CONFIG_MAP = "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}";

    static Stream<Arguments> types() {
        return Decoding.rows("""
                apiVersion: networking.k8s.io/v1beta1, kind: Ingress            => E old-api-version apiVersion
                apiVersion: extensions/v1beta1, kind: Ingress                   => E old-api-version apiVersion
                apiVersion: networking.k8s.io/v1beta1, kind: IngressClass       => E old-api-version apiVersion
                apiVersion: gateway.networking.k8s.io/v1alpha2, kind: HTTPRoute => E old-api-version apiVersion
                apiVersion: gateway.networking.k8s.io/v1alpha2, kind: GRPCRoute => E old-api-version apiVersion
                apiVersion: gateway.networking.k8s.io/v1beta1, kind: TLSRoute   => E old-api-version apiVersion
                apiVersion: gateway.networking.k8s.io/v1alpha2, kind: ReferenceGrant => E old-api-version apiVersion
                apiVersion: gateway.networking.k8s.io/v1, kind: GrpcRoute       => E enum-case kind
                apiVersion: discovery.k8s.io/v1beta1, kind: EndpointSlice       => E old-api-version apiVersion
                apiVersion: gateway.networking.k8s.io/v1, kind: HttpRoute       => E enum-case kind
                apiVersion: networking.k8s.io/v1, kind: ingress                 => E enum-case kind
                apiVersion: v1                                                  => E required-field kind
                kind: Service                                                   => E required-field apiVersion
                apiVersion: 1, kind: Service                                    => E wrong-type apiVersion
                apiVersion: "", kind: ""                                        => E required-field apiVersion; E required-field kind
                """);
    }

    @ParameterizedTest
    @MethodSource
    void types(String type, List<String> problems) {
        Decoding.check("{metadata: {name: a}, @@}", "", type, problems);
    }

    @Test
    void anOldVersionIsToldTheNewSpelling() {
        Problem problem = Decoding.decode("{apiVersion: extensions/v1beta1, kind: Ingress, metadata: {name: a}}")
                .problems()
                .get(0);
        assertTrue(
                problem.message()
                        .startsWith(
                                "found \"extensions/v1beta1\" (expected: networking.k8s.io/v1 for Ingress); in v1 serviceName is service.name"),
                problem::message);
    }

    static Stream<Arguments> servedVersions() {
        String rule = "rules: [{backendRefs: [{name: a, port: 1}]}]";
        String tls = "{hostnames: [a.com], " + rule + "}";
        String policy = "{targetRefs: [{group: \"\", kind: Service, name: a}],"
                + " validation: {hostname: a.com, wellKnownCACertificates: System}}";
        String listeners = "listeners: [{name: a, port: 80, protocol: HTTP}]";
        String grant = "{from: [{group: \"\", kind: K, namespace: n}], to: [{group: \"\", kind: K}]}";
        return Stream.of(
                        List.of("GatewayClass", "v1 v1beta1", "{controllerName: a.b/c}"),
                        List.of("Gateway", "v1 v1beta1", "{gatewayClassName: c, " + listeners + "}"),
                        List.of("HTTPRoute", "v1 v1beta1", "{}"),
                        List.of("GRPCRoute", "v1", "{}"),
                        List.of("ListenerSet", "v1", "{parentRef: {name: a}, " + listeners + "}"),
                        List.of("TLSRoute", "v1 v1alpha2 v1alpha3", tls),
                        List.of("TCPRoute", "v1 v1alpha2", "{" + rule + "}"),
                        List.of("UDPRoute", "v1 v1alpha2", "{" + rule + "}"),
                        List.of("BackendTLSPolicy", "v1 v1alpha3", policy),
                        List.of("ReferenceGrant", "v1 v1beta1", grant))
                .flatMap(row ->
                        Stream.of(row.get(1).split(" ")).map(version -> Arguments.of(row.get(0), version, row.get(2))));
    }

    @ParameterizedTest
    @MethodSource
    void servedVersions(String kind, String version, String spec) {
        String document = "{apiVersion: gateway.networking.k8s.io/%s, kind: %s, metadata: {name: a}, spec: %s}";
        Resources read = Decoding.decode(document.formatted(version, kind, spec));
        List<String> expected = version.contains("alpha") ? List.of("W old-api-version apiVersion") : List.of();
        assertEquals(expected, Decoding.lines(read.problems()));
        assertEquals(
                Decoding.decode(document.formatted("v1", kind, spec)).all(), read.all(), "the same as of version v1");
    }

    @Test
    void gatewayKindsThatAreNotActedOnAreSkippedWithAWarning() {
        Resources resources = Decoding.decode(
                "{apiVersion: gateway.networking.x-k8s.io/v1alpha1, kind: XBackend, metadata: {name: a}}",
                "{apiVersion: gateway.networking.x-k8s.io/v1alpha1, kind: XMesh, metadata: {name: a}}",
                "{apiVersion: gateway.networking.k8s.io/v1alpha1, kind: Teleporter, metadata: {name: a}}");
        assertEquals(Collections.nCopies(3, "W unknown-kind kind"), Decoding.lines(resources.problems()));
        assertEquals(
                "is skipped: Gatehouse does not act on \"XBackend\" of \"gateway.networking.x-k8s.io/v1alpha1\"",
                resources.problems().get(0).message());
    }

    @Test
    void kindsThatGatehouseDoesNotReadAreSkippedWithAHint() {
        Resources resources = Decoding.decode(
                "{apiVersion: batch/v1, kind: Job, metadata: {name: a, namespace: n}, spec: {x: {y: {z: []}}}}",
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}",
                "{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: a}}",
                "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a}}",
                "{apiVersion: v1, kind: Ingress, metadata: {name: a}}",
                "{apiVersion: example.com/v1, kind: AllowList}",
                CONFIG_MAP);
        assertEquals(Collections.nCopies(6, "H unknown-kind"), Decoding.lines(resources.problems()));
        assertEquals(
                new ObjectRef("batch", "Job", "n", "a"),
                resources.problems().get(0).resource());
        assertTrue(resources.problems().get(4).message().contains("networking.k8s.io/v1"));
        assertNull(resources.problems().get(5).resource());
        assertEquals(1, resources.size());
        Resources next =
                Decoding.decode("{apiVersion: gateway.networking.k8s.io/v3, kind: Gateway, metadata: {name: a}}");
        assertEquals(List.of("W unknown-kind apiVersion"), Decoding.lines(next.problems()));
    }

    @Test
    void allProblemsOfADocumentAreToldAndTheOthersGoOn() {
        Resources resources = Decoding.decode(
                "{apiVersion: v1, kind: Service, metadata: {name: A, labels: {a: 1}}, spec: {type: X, ports: [{port: 0}]}}",
                CONFIG_MAP);
        assertEquals(
                List.of(
                        "E invalid-value metadata.name",
                        "E wrong-type metadata.labels.a",
                        "E invalid-value spec.type",
                        "E invalid-value spec.ports[0].port"),
                Decoding.lines(resources.problems()));
        assertEquals(
                new ObjectRef("", "Service", "default", "A"),
                resources.problems().get(0).resource());
        assertNotNull(resources.find(ConfigMap.class, "default", "c"));
    }

    @Test
    void messagesSayWhatWasFoundAndWhatWasExpected() {
        List<String> messages =
                Decoding.decode("""
                        {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [{http: {paths: [
                          {pathType: prefix, path: 1, backend: {service: {name: a, port: {number: "80", name: "\\n"}}}, bakend: {}},
                          {backend: []}]}}]}}""").problems().stream().map(Problem::message).toList();
        assertEquals(
                List.of(
                        "found \"prefix\" (expected one of: Exact, Prefix, ImplementationSpecific)",
                        "found 1 (expected: a string; put it in quotes)",
                        "found \"\\u000a\" (expected: a port name: up to 15 lower-case letters, digits and single '-' between them, at least one letter)",
                        "found \"80\" (expected: a whole number from 1 to 65535; without quotes)",
                        "found both (expected: either name or number)",
                        "found nothing (expected one of: Exact, Prefix, ImplementationSpecific)",
                        "found a list (expected: an object)",
                        "is dropped: no such field here (did you mean backend?)"),
                messages);
    }

    @Test
    void anUnknownFieldIsToldItsHomeOrItsNearestName() {
        List<String> messages = Decoding.decode("""
                        {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, namespace: b, spec: {
                          matches: [], rules: [{matches: [{pth: {}, xyzzy: 1}], hostnames: []}]}}""").problems().stream()
                .map(problem -> problem.field() + " " + problem.message())
                .toList();
        assertEquals(
                List.of(
                        "namespace is dropped: it is a field of metadata, one level down",
                        "spec.matches is dropped: it is a field of spec.rules[0], one level down",
                        "spec.rules[0].hostnames is dropped: it is a field of spec, one level up",
                        "spec.rules[0].matches[0].pth is dropped: no such field here (did you mean path?)",
                        "spec.rules[0].matches[0].xyzzy is dropped: no such field here"),
                messages);
    }

    @Test
    void problemsPointAtTheLineOfTheFieldOrElseOfTheDocument() {
        Map<String, Integer> lines = Map.of("spec.type", 7, "metadata", 4);
        Document document = new Document(
                Flow.object(
                        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: X, ports: [{port: 0}]}}"),
                new Source("shop.yaml", 3),
                path -> lines.getOrDefault(path.toString(), 0));
        List<Source> sources = Resources.decode(List.of(document)).problems().stream()
                .map(Problem::source)
                .toList();
        assertEquals(List.of(new Source("shop.yaml", 7), new Source("shop.yaml", 3)), sources);
        Document good = new Document(Flow.object(CONFIG_MAP), new Source("shop.yaml", 9), path -> 12);
        assertEquals(
                new Source("shop.yaml", 9),
                Resources.decode(List.of(good))
                        .all(ConfigMap.class)
                        .get(0)
                        .metadata()
                        .source());
    }

    @Test
    void listsAreExpanded() {
        Document list = new Document(
                Flow.object("{apiVersion: v1, kind: List, metadata: {}, items: [" + CONFIG_MAP
                        + ", {apiVersion: v1, kind: Service, metadata: {name: s}, spec: {type: X, ports: [{port: 80}]}}"
                        + ", {apiVersion: batch/v1, kind: Job, metadata: {name: d}}"
                        + ", 5, {kind: List, apiVersion: v1, items: []}, {metadata: {name: x}}, " + CONFIG_MAP + "]}"),
                new Source("dump.json", 1),
                path -> path.toString().startsWith("items[0]")
                        ? 3
                        : path.toString().startsWith("items[1].spec.type") ? 8 : 0);
        Resources resources = Resources.decode(List.of(list));
        assertEquals(
                List.of(
                        "E invalid-value items[1].spec.type",
                        "H unknown-kind items[2]",
                        "E wrong-type items[3]",
                        "E invalid-value items[4].kind",
                        "E required-field items[5].apiVersion",
                        "E required-field items[5].kind",
                        "E duplicate-object items[6]"),
                Decoding.lines(resources.problems()));
        assertEquals(new Source("dump.json", 8), resources.problems().get(0).source());
        assertEquals(
                "Service default/s", String.valueOf(resources.problems().get(0).resource()));
        assertEquals(1, resources.size());
        assertEquals(
                new Source("dump.json", 3),
                resources.all(ConfigMap.class).get(0).metadata().source());
    }

    @Test
    void itemsOfAListOfOneKindNeedNotRepeatIt() {
        Resources resources = Decoding.decode(
                "{apiVersion: networking.k8s.io/v1, kind: IngressList, items: [{metadata: {name: a}, spec: {rules: [{}]}}]}",
                "{apiVersion: networking.k8s.io/v1, kind: IngressList, items: null}",
                "{apiVersion: v1, kind: List, items: {}}",
                "{apiVersion: extensions/v1beta1, kind: IngressList, items: [{metadata: {name: b}}]}",
                "{apiVersion: batch/v1, kind: JobList, items: [{metadata: {name: b}}]}");
        assertEquals(
                List.of("E wrong-type items", "E old-api-version items[0].apiVersion", "H unknown-kind"),
                Decoding.lines(resources.problems()));
        assertNotNull(resources.find(Ingress.class, "default", "a"));
    }

    @Test
    void ofTwoObjectsWithOneNameTheFirstStays() {
        Resources resources = Decoding.decode(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: first}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: default}, data: {a: second}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: other}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: c}}");
        assertEquals(List.of("E duplicate-object"), Decoding.lines(resources.problems()));
        assertEquals(3, resources.size());
        assertEquals("first", resources.all(ConfigMap.class).get(0).data().get("a"));
    }

    static Stream<Arguments> metadata() {
        return Decoding.rows("""
                {}                                          => E required-field name
                {name: null}                                => E required-field name
                {name: ""}                                  => E invalid-value name
                {name: 5}                                   => E wrong-type name
                {name: A_b}                                 => E invalid-value name
                {name: a.b-c.1}                             =>
                {generateName: a-}                          => E required-field name
                {name: a, namespace: ""}                    =>
                {name: a, namespace: a.b}                   => E invalid-value namespace
                {name: a, namespace: 5}                     => E wrong-type namespace
                {name: a, generation: 7000000000}           =>
                {name: a, generation: "1"}                  => E wrong-type generation
                {name: a, creationTimestamp: null}          =>
                {name: a, creationTimestamp: 2024-01-02T03:04:05Z} =>
                {name: a, creationTimestamp: "2024-01-02T03:04:05+02:00"} =>
                {name: a, creationTimestamp: yesterday}     => E invalid-value creationTimestamp
                {name: a, creationTimestamp: 2024-02-30T00:00:00Z} => E invalid-value creationTimestamp
                {name: a, creationTimestamp: 2023-02-29T00:00:00Z} => E invalid-value creationTimestamp
                {name: a, creationTimestamp: 2024-02-29T23:59:59Z} =>
                {name: a, creationTimestamp: 2024-13-01T00:00:00Z} => E invalid-value creationTimestamp
                {name: a, creationTimestamp: 2024-01-01T25:00:00Z} => E invalid-value creationTimestamp
                {name: a, creationTimestamp: 2024-01-01 00:00:00Z} => E invalid-value creationTimestamp
                {name: a, creationTimestamp: 2024-01-01T00:00:00.5Z} =>
                {name: a, creationTimestamp: 5}             => E wrong-type creationTimestamp
                {name: a, labels: {a.b/c: d, e: ""}}        =>
                {name: a, labels: {a: true}}                => E wrong-type labels.a
                {name: a, labels: {a: "b c"}}               => E invalid-value labels.a
                {name: a, labels: {-a: b}}                  => E invalid-value labels.-a
                {name: a, labels: [a]}                      => E wrong-type labels
                {name: a, managedFields: [{x: 1}], ownerReferences: [], uid: x, resourceVersion: "1", selfLink: x, finalizers: []} =>
                {name: a, lables: {}}                       => W unknown-field lables
                {name: a, spec: {}}                         => W unknown-field spec
                """);
    }

    @ParameterizedTest
    @MethodSource
    void metadata(String metadata, List<String> problems) {
        Decoding.check("{apiVersion: v1, kind: ConfigMap, metadata: @@}", "metadata", metadata, problems);
    }

    /** The short way for the usual form gives what the general parser gives. */
    @Test
    void timesAreThoseOfTheParser() {
        for (String time : List.of(
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "2000-02-29T12:34:56Z",
                "2024-05-01T12:00:00Z",
                "9999-12-31T23:59:59Z")) {
            assertEquals(
                    Instant.parse(time),
                    Decoding.clean(
                                    ConfigMap.class,
                                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, creationTimestamp: " + time
                                            + "}}")
                            .metadata()
                            .creationTimestamp());
        }
    }

    @Test
    void metadataIsRead() {
        Metadata metadata = Decoding.clean(ConfigMap.class, """
                        {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: n, generation: 3, labels: {l: v},
                          annotations: {x: "y"}, creationTimestamp: "2024-01-02T03:04:05+02:00"}}""").metadata();
        assertEquals(
                new Metadata(
                        "n",
                        "a",
                        3,
                        Instant.parse("2024-01-02T01:04:05Z"),
                        Map.of("l", "v"),
                        Map.of("x", "y"),
                        Source.NONE),
                metadata);
        Metadata bare = Decoding.clean(ConfigMap.class, CONFIG_MAP).metadata();
        assertEquals("default", bare.namespace());
        assertTrue(bare.namespaceDefaulted());
    }

    @Test
    void numbersMayComeInAnyTypeThatHoldsThem() {
        for (Object port :
                List.of(80, 80L, (short) 80, (byte) 80, 80.0, 80f, BigInteger.valueOf(80), new BigDecimal("80.0"))) {
            assertEquals(
                    80, service(port).all(Service.class).get(0).ports().get(0).port());
        }
        for (Object port : List.of(80.5, Double.NaN, new BigDecimal("80.5"), "80", true, List.of(80), Map.of(), 'c')) {
            assertEquals(
                    List.of("E wrong-type spec.ports[0].port"),
                    Decoding.lines(service(port).problems()));
        }
        for (Object port : List.of(
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                4294967376L,
                1e300,
                Double.POSITIVE_INFINITY,
                BigInteger.TWO.pow(64).add(BigInteger.valueOf(80)),
                BigInteger.TEN.pow(400),
                BigInteger.TEN.pow(400).negate())) {
            assertEquals(
                    List.of("E invalid-value spec.ports[0].port"),
                    Decoding.lines(service(port).problems()));
        }
        assertEquals(1, service(new BigDecimal("1e1000000000")).problems().size());
    }

    private static Resources service(Object port) {
        return Resources.decode(List.of(Document.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "a"),
                "spec",
                Map.of("ports", List.of(Map.of("port", port)))))));
    }

    @Test
    void objectsOutOfBoundsAreRefused() {
        assertEquals(List.of(), withData(nested(63)));
        assertEquals(1, withData(nested(64)).size());
        assertTrue(withData(nested(64)).get(0).startsWith("E too-deep managed.a.a.a."));

        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("a", cyclic);
        assertTrue(withData(cyclic).get(0).startsWith("E too-deep managed.a.a.a."));
        List<Object> cyclicList = new ArrayList<>();
        cyclicList.add(cyclicList);
        assertTrue(withData(cyclicList).get(0).startsWith("E too-deep managed[0][0][0]"));

        Object shared = "x";
        for (int i = 0; i < 30; i++) {
            shared = List.of(shared, shared);
        }
        assertTrue(withData(shared).get(0).startsWith("E too-large managed[0]"), withData(shared)::toString);
        assertEquals(
                "E too-large managed[199994]",
                withData(Collections.nCopies(300_000, "x")).get(0));
    }

    @Test
    void keysThatAreNoStringsAreRefused() {
        Map<Object, Object> odd = new LinkedHashMap<>();
        odd.put(5, "x");
        assertEquals(List.of("E wrong-type managed"), withData(odd));
        odd.clear();
        odd.put(null, "x");
        assertEquals(List.of("E wrong-type managed"), withData(odd));
        assertEquals(List.of("E wrong-type managed[1]"), withData(Arrays.asList(null, new TreeMap<>(Map.of(1, 2)))));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void whatIsNotEvenAMapOfStringsDoesNotCrash() {
        Map<String, Object> keys = (Map) new TreeMap<>(Map.of(1, "v1", 2, "Service"));
        assertEquals(
                List.of("E required-field apiVersion", "E required-field kind"),
                Decoding.lines(Resources.decode(List.of(Document.of(keys))).problems()));
        assertEquals(
                2, Resources.decode(List.of(Document.of(Map.of()))).problems().size());
        Map<String, Object> unknown = new HashMap<>(Map.of("apiVersion", "batch/v1", "kind", "Job"));
        unknown.put("metadata", new TreeMap<>(Map.of(1, 2)));
        assertEquals(
                List.of("H unknown-kind"),
                Decoding.lines(Resources.decode(List.of(Document.of(unknown))).problems()));
    }

    @Test
    void problemsOfOneObjectAreBounded() {
        Map<String, Object> data = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            data.put("k" + i, i);
        }
        Map<String, Object> content = Flow.object(CONFIG_MAP);
        content.put("data", data);
        Resources resources = Resources.decode(List.of(Document.of(content)));
        assertEquals(1000, resources.problems().size());
        assertEquals("too-many-problems", resources.problems().get(999).name());
    }

    @Test
    void aListOfManyLargeObjectsIsCutShort() {
        Map<String, Object> item = Flow.object("{apiVersion: v1, kind: ConfigMap, metadata: {}}");
        item.put("managed", Collections.nCopies(150_000, "x"));
        Map<String, Object> list = Map.of("apiVersion", "v1", "kind", "List", "items", Collections.nCopies(1000, item));
        List<Problem> problems = Resources.decode(List.of(Document.of(list))).problems();
        Problem last = problems.get(problems.size() - 1);
        assertEquals("too-large items[33]", last.name() + " " + last.field());
    }

    @Test
    void noKeyOrNameCanForgeALineOfALog() {
        List<Problem> problems = Decoding.decode(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: \"a\\nb\", labels: {\"c\\nd\": x}}, \"e\\nf\": 1}",
                        "{apiVersion: v1, kind: \"Secr\\net\", metadata: {name: a}}")
                .problems();
        assertEquals(4, problems.size());
        for (Problem problem : problems) {
            assertEquals(1, problem.toString().lines().count(), problem::toString);
        }
    }

    /** The problems of a ConfigMap with an unknown field of this value, but for the one that it is unknown. */
    private static List<String> withData(Object value) {
        Map<String, Object> content = Flow.object(CONFIG_MAP);
        content.put("managed", value);
        return Decoding.lines(Resources.decode(List.of(Document.of(content))).problems()).stream()
                .filter(line -> !line.equals("W unknown-field managed"))
                .toList();
    }

    private static Object nested(int levels) {
        Object value = "x";
        for (int i = 0; i < levels; i++) {
            value = Map.of("a", value);
        }
        return value;
    }
}
