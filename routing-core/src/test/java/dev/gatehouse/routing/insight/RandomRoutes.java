package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.TestManifests;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.request.TestHead;
import java.util.List;
import java.util.Random;

/** Random manifests, and requests to them, over so few words that they collide all the time. */
record RandomRoutes(Random random) {
    private static final String GATEWAY = """
            {kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
              {name: all, port: 80, protocol: HTTP}, {name: x, port: 80, protocol: HTTP, hostname: "*.x"},
              {name: a, port: 80, protocol: HTTP, hostname: "a.x"}, {name: other, port: 81, protocol: HTTP}]}}

            {kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}

            {kind: Service, metadata: {name: b}, spec: {ports: [{port: 80}]}}

            {kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: a, labels: {kubernetes.io/service-name: a}},
              addressType: IPv4, ports: [{name: "", port: 8080}], endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]}
            """;
    private static final List<String> PATHS = List.of("/", "/a", "/a/", "/a/b", "/b");

    String manifests() {
        StringBuilder manifests = new StringBuilder(GATEWAY);
        int routes = 1 + random.nextInt(5);
        for (int i = 0; i < routes; i++) {
            boolean grpc = random.nextInt(4) == 0;
            manifests
                    .append("\n\n{kind: ")
                    .append(grpc ? "GRPCRoute" : "HTTPRoute")
                    .append(", metadata: {name: r")
                    .append(i)
                    .append(pick("", ", creationTimestamp: \"2026-01-01T00:00:00Z\""))
                    .append("}, spec: {parentRefs: [{name: web")
                    .append(pick("", "", "", ", sectionName: x", ", sectionName: all", ", port: 81"))
                    .append("}]")
                    // The two kinds may not share a host of a listener.
                    .append(
                            grpc
                                    ? pick(", hostnames: [g.x]", ", hostnames: [\"*.g.x\"]")
                                    : pick(
                                            "",
                                            ", hostnames: [a.x]",
                                            ", hostnames: [\"*.x\"]",
                                            ", hostnames: [y, b.x]",
                                            ", hostnames: [\"*.b.x\"]"))
                    .append(", rules: [");
            int rules = 1 + random.nextInt(3);
            for (int j = 0; j < rules; j++) {
                manifests.append(j == 0 ? "{matches: [" : ", {matches: [");
                int matches = 1 + random.nextInt(2);
                for (int k = 0; k < matches; k++) {
                    manifests.append(k == 0 ? "" : ", ").append(grpc ? call() : match());
                }
                manifests.append("], ").append(grpc ? backends() : action()).append('}');
            }
            manifests.append("]}}");
        }
        return manifests.toString();
    }

    Routes routes(String manifests) {
        return LiveRoutes.builder()
                .controllers(Controllers.all())
                .build(TestManifests.resources(manifests))
                .current();
    }

    TestHead head() {
        String host = pick("a.x", "b.x", "c.b.x", "x", "y", "other", "g.x", "a.g.x");
        if (random.nextInt(4) == 0) {
            TestHead call = TestHead.get(pick("/s/m", "/s/n", "/t/m", "/s", "/s/m/n"))
                    .withHosts()
                    .withAuthority(host)
                    .withMethod("POST");
            call = random.nextInt(5) == 0 ? call : call.with("content-type", "application/grpc");
            return random.nextBoolean() ? call : call.with("h", "1");
        }
        TestHead head = TestHead.of(host, pick("/", "/a", "/a/", "/a/b", "/b/c", "/a?q=1", "/q?q=1", "/%61/./b"))
                .withMethod(pick("GET", "PUT", "OPTIONS"));
        head = random.nextBoolean() ? head : head.with("h", pick("1", "2", "12"));
        if (random.nextInt(4) == 0) {
            head = head.with("origin", "https://x").with("access-control-request-method", pick("GET", "PUT"));
        }
        return head;
    }

    private String match() {
        String match = switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "path: {type: RegularExpression, value: \"/a.*\"}, ";
            default ->
                "path: {type: " + pick("Exact", "PathPrefix") + ", value: " + PATHS.get(random.nextInt(PATHS.size()))
                        + "}, ";
        };
        match += pick("", "", "method: GET, ");
        match += pick(
                "",
                "",
                "headers: [{name: h, value: \"1\"}], ",
                "headers: [{name: h, type: RegularExpression, value: \"1.*\"}], ");
        match += pick(
                "",
                "",
                "queryParams: [{name: q, value: \"1\"}], ",
                "queryParams: [{name: q, type: RegularExpression, value: \"[0-9]\"}], ");
        return "{" + match.replaceFirst(", $", "") + "}";
    }

    private String call() {
        String call = pick(
                "",
                "method: {service: s}, ",
                "method: {service: s, method: m}, ",
                "method: {method: m}, ",
                "method: {type: RegularExpression, service: \"s|t\"}, ");
        call += pick("", "", "headers: [{name: h, value: \"1\"}], ");
        return "{" + call.replaceFirst(", $", "") + "}";
    }

    private String action() {
        return pick(
                backends(),
                backends(),
                "filters: [{type: RequestRedirect, requestRedirect: {hostname: z}}]",
                "filters: [{type: CORS, cors: {allowOrigins: [\"https://x\"]}}], " + backends());
    }

    private String backends() {
        return pick(
                "backendRefs: [{name: a, port: 80}]",
                "backendRefs: [{name: a, port: 80, weight: 0}]",
                "backendRefs: [{name: a, port: 80, weight: 3}, {name: absent, port: 80, weight: 1}]",
                "backendRefs: [{name: a, port: 80, weight: 1}, {name: b, port: 80, weight: 1}, {name: a, port: 80, weight: 2}]");
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
