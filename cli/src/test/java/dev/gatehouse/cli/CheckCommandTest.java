package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theExamplesAreGood() {
        for (String example : new String[] {"shop", "shop-gateway"}) {
            Program check =
                    Program.run("check", "--strict", Examples.folder(example).toString());
            assertEquals(0, check.status(), check.toString());
            assertTrue(check.out().contains("app.example.com\n      /api/**  → default/api:80"), check.out());
            assertTrue(check.out().contains("Secret default/app-tls, self-signed, made for this run"), check.out());
            // Beside the missing Secret, that the Gateway has no redirect to HTTPS; an Ingress could have none.
            String hints = example.equals("shop") ? "1 hint in " : "2 hints in ";
            assertTrue(check.out().contains(hints), check.out());
            assertEquals("", check.err());
        }
    }

    @Test
    void aWrongValueIsToldWithItsPlaceAndWhatIsExpected() throws Exception {
        Path file = folder.resolve("ingress.yaml");
        Files.writeString(
                file,
                Files.readString(Examples.folder("shop").resolve("ingress.yaml"))
                        .replaceFirst("pathType: Prefix", "pathType: Prefx"));
        Program check = Program.run("check", folder.toString());
        assertEquals(2, check.status());
        assertTrue(
                check.out().contains(file + ":22: error: Ingress default/shop: spec.rules[0].http.paths[0].pathType: "),
                check.out());
        assertTrue(check.out().contains("Prefx"), check.out());
        assertTrue(check.out().contains("Exact, Prefix, ImplementationSpecific"), check.out());
    }

    @Test
    void aMissingServiceIsAnErrorAndTheRestIsServed() throws Exception {
        Path file = folder.resolve("ingress.yaml");
        Files.copy(Examples.folder("shop").resolve("ingress.yaml"), file);
        Program check = Program.run("check", file.toString());
        assertEquals(2, check.status());
        assertTrue(check.out().contains("default/api"), check.out());
        assertTrue(check.out().contains("2 errors"), check.out());
    }

    @Test
    void asJson() {
        Program check =
                Program.run("check", "--format", "json", Examples.folder("shop").toString());
        assertEquals(0, check.status());
        String json = check.out().replaceAll("\\s+", " ");
        assertTrue(
                json.startsWith(
                        "{ \"findings\": [ { \"severity\": \"hint\", \"name\": \"issuer-bootstrap\", \"title\": \""),
                json);
        assertTrue(
                json.contains(
                        "\"line\": 15, \"resource\": { \"group\": \"networking.k8s.io\", \"kind\": \"Ingress\","
                                + " \"namespace\": \"default\", \"name\": \"shop\" }, \"field\": \"spec.tls[0].secretName\", \"message\": \""),
                json);
        assertTrue(
                json.contains(
                        "\"served\": [ { \"port\": 80, \"owner\": null, \"listener\": \"http\", \"protocol\": \"HTTP\","
                                + " \"hostname\": null, \"certificates\": [], \"routes\": [ { \"host\": \"app.example.com\", \"match\": {"
                                + " \"path\": { \"type\": \"PREFIX\", \"value\": \"/api\" }, \"method\": null, \"headers\": [],"
                                + " \"queryParams\": [] },"),
                json);
        assertTrue(
                json.contains("\"action\": { \"type\": \"forward\", \"backends\": [ { \"weight\": 1,"
                        + " \"service\": \"default/api:80\" } ] }"),
                json);
    }

    @Test
    void theLineIsShownWithThePlaceMarkedAndTheFixReadyToPaste() throws Exception {
        Path file = folder.resolve("shop.yaml");
        Files.writeString(file, """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: shop}
                spec:
                  ingressClassName: gatehouse
                  rules:
                    - http:
                        paths:
                          - path: /api
                            pathType: Prefix
                            backend: {service: {name: api, port: {number: 8080}}} # of the pod
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: api}
                spec: {ports: [{port: 80, targetPort: 8080}]}
                """);
        Program check = Program.run("check", "--only", "backend-port-not-in-service", file.toString());
        assertEquals(2, check.status());
        assertTrue(
                check.out()
                        .contains(
                                "\n" + file + "\n" + file
                                        + ":11: error: Ingress default/shop: spec.rules[0].http.paths[0].backend.service.port.number: found port 8080 "),
                check.out());
        assertTrue(check.out().contains("""
                     |
                  11 |             backend: {service: {name: api, port: {number: 8080}}} # of the pod
                     |                                                           ^^^^
                     = seen: Its requests get 500 (Gateway API) or 503 (Ingress).
                     = fix: Use a port of the Service, not of its pods.
                     = in Ingress default/shop set spec.rules[0].http.paths[0].backend.service.port.number:
                           number: 80
                """), check.out());
    }

    @Test
    void whatIsNotChosenIsNeitherToldNorCounted() throws Exception {
        Path file = folder.resolve("ingress.yaml");
        Files.copy(Examples.folder("shop").resolve("ingress.yaml"), file);
        Program ignored = Program.run("check", "--strict", "--ignore", "backend-not-found", file.toString());
        assertEquals(0, ignored.status(), ignored.toString());
        Program only = Program.run("check", "--only", "issuer-bootstrap", file.toString());
        assertEquals(0, only.status(), only.toString());
        assertTrue(only.out().endsWith("\n1 hint in 1 resource\n"), only.out());
        Program mistake = Program.run("check", "--only", "backend-not-fuond", file.toString());
        assertEquals(2, mistake.status());
        assertTrue(mistake.err().contains("is backend-not-found meant?"), mistake.err());
    }

    @Test
    void asSarif() throws Exception {
        Path file = folder.resolve("ingress.yaml");
        Files.copy(Examples.folder("shop").resolve("ingress.yaml"), file);
        Program check = Program.run("check", "--format", "sarif", file.toString());
        assertEquals(2, check.status());
        String sarif = check.out().replaceAll("\\s+", " ");
        assertTrue(sarif.contains("\"version\": \"2.1.0\""), sarif);
        assertTrue(sarif.contains("\"rules\": [ { \"id\": \"issuer-bootstrap\""), sarif);
        assertTrue(sarif.contains("\"ruleId\": \"backend-not-found\", \"ruleIndex\": 1, \"level\": \"error\""), sarif);
        assertTrue(sarif.contains("\"artifactLocation\": { \"uri\": \"" + file.toUri() + "\" }"), sarif);
    }

    /** What a code host asks of a log: SARIF 2.1.0, sections 3.13, 3.14, 3.27 and 3.49. */
    @Test
    void sarifIsWellFormed() throws Exception {
        Path file = folder.resolve("many mistakes.yaml");
        StringBuilder all = new StringBuilder();
        for (FindingCase each : FindingCase.all()) {
            all.append(CaseCertificates.fill(each.wrong())).append("\n---\n");
        }
        Files.writeString(file, all);
        Map<?, ?> log = (Map<?, ?>) Yaml.parse(
                Program.run("check", "--format", "sarif", file.toString()).out());
        assertEquals("2.1.0", log.get("version"));
        Map<?, ?> run = (Map<?, ?>) ((List<?>) log.get("runs")).get(0);
        Map<?, ?> driver = (Map<?, ?>) ((Map<?, ?>) run.get("tool")).get("driver");
        assertEquals("gatehouse", driver.get("name"));
        List<?> rules = (List<?>) driver.get("rules");
        assertEquals(
                rules.size(),
                rules.stream()
                        .map(rule -> ((Map<?, ?>) rule).get("id"))
                        .distinct()
                        .count());
        List<?> results = (List<?>) run.get("results");
        assertTrue(results.size() > 100, () -> results.size() + " results");
        for (Object result : results) {
            Map<?, ?> found = (Map<?, ?>) result;
            int index = ((Number) found.get("ruleIndex")).intValue();
            assertEquals(found.get("ruleId"), ((Map<?, ?>) rules.get(index)).get("id"));
            assertTrue(Set.of("error", "warning", "note").contains(found.get("level")), found::toString);
            assertFalse(
                    ((Map<?, ?>) found.get("message")).get("text").toString().isBlank());
            Map<?, ?> location = (Map<?, ?>) ((List<?>) found.get("locations")).get(0);
            Map<?, ?> place = (Map<?, ?>) location.get("physicalLocation");
            Map<?, ?> artifact = (Map<?, ?>) place.get("artifactLocation");
            assertEquals(file.toUri(), URI.create((String) artifact.get("uri")));
            Map<?, ?> region = (Map<?, ?>) place.get("region");
            assertTrue(region == null || ((Number) region.get("startLine")).intValue() > 0, found::toString);
        }
    }

    @Test
    void whatKubectlGetsIsReadAsItIs() throws Exception {
        Path file = folder.resolve("cluster.yaml");
        Files.writeString(file, """
                apiVersion: v1
                kind: List
                metadata: {resourceVersion: ""}
                items:
                - apiVersion: networking.k8s.io/v1
                  kind: Ingress
                  metadata:
                    annotations:
                      kubectl.kubernetes.io/last-applied-configuration: |
                        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress"}
                    creationTimestamp: "2025-01-01T00:00:00Z"
                    generation: 1
                    managedFields:
                    - {apiVersion: networking.k8s.io/v1, fieldsType: FieldsV1, fieldsV1: {"f:spec": {}}, manager: kubectl, operation: Update}
                    name: shop
                    namespace: default
                    resourceVersion: "4711"
                    uid: 4a0c7b12-66d0-4a52-a4f7-2e6a0d8a1a43
                  spec:
                    ingressClassName: gatehouse
                    rules:
                    - host: app.example.com
                      http:
                        paths:
                        - backend: {service: {name: web, port: {number: 8080}}}
                          path: /
                          pathType: Prefix
                  status: {loadBalancer: {ingress: [{ip: 192.0.2.1}]}}
                - apiVersion: v1
                  kind: Service
                  metadata: {name: web, namespace: default, creationTimestamp: "2025-01-01T00:00:00Z", uid: 1b, resourceVersion: "12"}
                  spec:
                    clusterIP: 10.0.0.1
                    clusterIPs: [10.0.0.1]
                    internalTrafficPolicy: Cluster
                    ipFamilies: [IPv4]
                    ipFamilyPolicy: SingleStack
                    ports: [{name: http, port: 80, protocol: TCP, targetPort: 8080}]
                    selector: {app: web}
                    sessionAffinity: None
                    type: ClusterIP
                  status: {loadBalancer: {}}
                - apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web, namespace: default}
                  spec:
                    selector: {matchLabels: {app: web}}
                    template:
                      metadata: {labels: {app: web}}
                      spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080, protocol: TCP}]}]}
                """);
        Program check = Program.run("check", file.toString());
        assertEquals(2, check.status(), check.toString());
        assertTrue(check.out().contains(file + ":25: error: Ingress default/shop: "), check.out());
        assertTrue(check.out().contains("[backend-port-not-in-service]"), check.out());
        assertTrue(check.out().endsWith("\n1 error in 3 resources\n"), check.out());
    }

    @Test
    void whatTheFrontEndCannotServeIsAMistake() throws Exception {
        Path file = folder.resolve("calls.yaml");
        Files.writeString(file, """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: gateway}
                spec:
                  gatewayClassName: gatehouse
                  listeners: [{name: http, port: 80, protocol: HTTP}]
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: GRPCRoute
                metadata: {name: calls}
                spec:
                  parentRefs: [{name: gateway}]
                  rules: [{backendRefs: [{name: calls, port: 80}]}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: calls}
                spec: {ports: [{port: 80, appProtocol: kubernetes.io/h2c}]}
                """);
        String only = "route-kind-not-allowed";
        assertEquals(0, Program.run("check", "--only", only, file.toString()).status());
        Program jdk = Program.run("check", "--only", only, "--front-end", "jdk", file.toString());
        assertEquals(2, jdk.status(), jdk.toString());
        assertTrue(jdk.out().contains("no listener of Gateway default/gateway takes a GRPCRoute"), jdk.out());
    }

    @Test
    void classesAndControllersNarrowWhatIsServed() {
        String shop = Examples.folder("shop").toString();
        assertTrue(Program.run("check", shop)
                .out()
                .startsWith("Serving class gatehouse (every class the manifests name;"));
        assertTrue(Program.run("check", shop, "--class", "gatehouse")
                .out()
                .startsWith("Serving class gatehouse\nIngress:80"));
        assertTrue(Program.run("check", shop, "--class", "other").out().startsWith("Not serving class gatehouse"));
        assertTrue(Program.run("check", shop, "--controller-name", "gatehouse.dev/gateway-controller")
                .out()
                .startsWith("Serving class gatehouse\nIngress:80"));
        assertTrue(Program.run("check", shop, "--controller-name", "example.org/other")
                .out()
                .startsWith("Not serving class gatehouse"));
    }

    @Test
    void nothingToRead() throws Exception {
        Program missing = Program.run("check", folder.resolve("nowhere").toString());
        assertEquals(2, missing.status());
        Program empty = Program.run("check", folder.toString());
        assertEquals(2, empty.status());
        assertTrue(empty.err().contains("nothing to serve was read from " + folder), empty.toString());
    }

    @Test
    void helpAndMistakes() {
        Program help = Program.run("--help");
        assertEquals(0, help.status());
        for (String text :
                new String[] {"serve", "check", "Exit status:", "Examples:", "gatehouse serve examples/shop"}) {
            assertTrue(help.out().contains(text), help.out());
        }
        Program serve = Program.run("serve", "--help");
        for (String text : new String[] {"--port-map", "Default: 8080", "143", "gatehouse serve examples/shop"}) {
            assertTrue(serve.out().contains(text), serve.out());
        }
        Program mistake = Program.run("sevre", "x");
        assertEquals(2, mistake.status());
        assertTrue(mistake.err().contains("gatehouse serve"), mistake.err());
        assertEquals(2, Program.run().status());
        assertEquals(2, Program.run("check").status());
        assertTrue(Program.run("--version").out().startsWith("gatehouse "));
    }
}
