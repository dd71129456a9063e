package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.routing.ListenerChange;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Controllers;
import dev.gatehouse.routing.resource.Resources;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people read: the table, the commands to try, and what a change changed. */
class RoutingTableTextTest {
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final String SERVICES = """
            apiVersion: v1
            kind: Service
            metadata: {name: v1}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: v2}
            spec: {ports: [{port: 80}]}
            ---
            """;
    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: front}
            spec:
              gatewayClassName: any
              listeners:
                - {name: http, port: 80, protocol: HTTP}
                - {name: https, port: 443, protocol: HTTPS, hostname: '*.example', tls: {certificateRefs: [{name: s}]}}
            ---
            """;
    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: shop}
            spec:
              parentRefs: [{name: front, sectionName: %s}]
              hostnames: [%s]
              rules:
                - matches:
                    - {path: {value: /pay}, method: POST, headers: [{name: X-Beta, value: it's}], queryParams: [{name: a, value: b}]}
                  backendRefs: [{name: v1, port: 80, weight: 9}, {name: v2, port: 80, weight: 1}]
                - matches: [{path: {type: Exact, value: /old}}]
                  filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: /new}, statusCode: 301}}]
                - matches: [{path: {value: /v2}}]
                  filters: [{type: URLRewrite, urlRewrite: {hostname: v2.internal, path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]
                  backendRefs: [{name: v2, port: 80}]
                - backendRefs: [{name: %s, port: 80}]
            """;

    @Test
    void theTableOfAGateway() {
        assertEquals(
                """
                Gateway default/front:80 on http://127.0.0.1:8080
                  listener http, HTTP
                    shop.example
                      = /old                                 → redirect 301 to *://* with path /new                    HTTPRoute default/shop rule 1
                      POST /pay/** header x-beta=it's query a=b  → default/v1:80 weight 9, default/v2:80 weight 1          HTTPRoute default/shop rule 0
                      /v2/**                                 → default/v2:80 (host v2.internal, path prefix /)         HTTPRoute default/shop rule 2
                      /**                                    → default/v1:80                                           HTTPRoute default/shop rule 3
                Gateway default/front:443 on http://127.0.0.1:8443
                  listener https, HTTPS, host *.example
                    no usable certificate: every TLS handshake fails
                    no routes: every request is answered with 404
                """.replaceAll(" +(?=[→H])", " "),
                String.join(
                                "\n",
                                RoutingTableText.lines(
                                        attachment("http", "shop.example", "v1"),
                                        bind -> "on http://127.0.0.1:" + (bind.port() + 8000),
                                        Styles.PLAIN))
                        .concat("\n")
                        .replaceAll(" +(?=[→H])", " "));
    }

    @Test
    void connectionsAreInTheTableToo() {
        Resources resources = Yaml.resources(SERVICES + """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: front}
                spec:
                  gatewayClassName: any
                  listeners:
                    - {name: tls, port: 443, protocol: TLS, hostname: '*.example', tls: {mode: Passthrough}}
                    - {name: db, port: 5432, protocol: TCP}
                    - {name: idle, port: 5433, protocol: TCP}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: TLSRoute
                metadata: {name: shop}
                spec:
                  parentRefs: [{name: front, sectionName: tls}]
                  hostnames: [a.example, b.example]
                  rules: [{backendRefs: [{name: v1, port: 80, weight: 9}, {name: v2, port: 80}]}]
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: TCPRoute
                metadata: {name: db}
                spec:
                  parentRefs: [{name: front, sectionName: db}]
                  rules: [{backendRefs: [{name: v1, port: 80}]}]
                """);
        Attachment attachment = LiveRoutes.builder()
                .controllers(Controllers.all())
                .build(resources)
                .current()
                .attachment();
        assertEquals(
                List.of(
                        "Gateway default/front:443",
                        "  listener tls, TLS that goes on as it is, host *.example",
                        "    a.example  → default/v1:80 weight 9, default/v2:80 weight 1  TLSRoute default/shop rule 0",
                        "    b.example  → default/v1:80 weight 9, default/v2:80 weight 1  TLSRoute default/shop rule 0",
                        "Gateway default/front:5432",
                        "  listener db, TCP",
                        "    every connection  → default/v1:80  TCPRoute default/db rule 0",
                        "Gateway default/front:5433",
                        "  listener idle, TCP",
                        "    no routes: no connection is served"),
                RoutingTableText.lines(attachment, bind -> "", Styles.PLAIN));
    }

    @Test
    void theCommandsToTryARoute() throws Exception {
        CurlLines curl = new CurlLines(InetAddress.getByAddress(new byte[4]), RoutingTableTextTest::socket, Map.of());
        assertEquals(
                List.of(
                        "curl http://shop.example:8080/old --resolve shop.example:8080:127.0.0.1",
                        "curl -X POST 'http://shop.example:8080/pay?a=b' -H 'x-beta: it'\\''s'"
                                + " --resolve shop.example:8080:127.0.0.1",
                        "curl http://shop.example:8080/v2 --resolve shop.example:8080:127.0.0.1"),
                curl.of(attachment("http", "shop.example", "v1"), 3));
    }

    @Test
    void theCommandsToTryWildcardsAndCertificates() throws Exception {
        try (PlaceholderCertificates certificates = new PlaceholderCertificates()) {
            Resources read = Yaml.resources(SERVICES + GATEWAY + ROUTE.formatted("https", "", "v1"));
            Resources resources = certificates.filledWhereUnknown(read).with(read);
            Map<String, Path> files = certificates.files(MissingCertificates.of(read));
            CurlLines curl =
                    new CurlLines(InetAddress.getByAddress(IPV6_LOOPBACK), RoutingTableTextTest::socket, files);
            assertEquals(
                    List.of("curl https://any.example:8443/old --resolve 'any.example:8443:[0:0:0:0:0:0:0:1]' --cacert "
                            + files.get("default/s")),
                    curl.of(attachment(resources), 1));
            assertEquals(
                    List.of("curl https://any.example:8443/old --resolve 'any.example:8443:[0:0:0:0:0:0:0:1]' -k"),
                    new CurlLines(InetAddress.getByAddress(IPV6_LOOPBACK), RoutingTableTextTest::socket, Map.of())
                            .of(attachment(resources), 1));
        }
    }

    @Test
    void theCommandsToTryEveryHost() throws Exception {
        CurlLines curl = new CurlLines(InetAddress.getLoopbackAddress(), RoutingTableTextTest::socket, Map.of());
        assertEquals(List.of("curl http://127.0.0.1:8080/old"), curl.of(attachment("http", "", "v1"), 1));
    }

    @Test
    void whatAChangeChanged() {
        RouteChanges changes = RouteChanges.between(
                attachment("http", "shop.example, a.example", "v1"),
                attachment("http", "shop.example, b.example", "v2"));
        assertEquals("4 added, 4 removed, 1 changed", changes.count());
        List<String> lines = changes.lines(Styles.PLAIN);
        assertEquals(
                "  ~ Gateway default/front:80 http shop.example /** → default/v2:80 (was default/v1:80)",
                lines.get(lines.size() - 1));
        assertEquals("  + Gateway default/front:80 http b.example /** → default/v2:80", lines.get(0));
        assertEquals("  - Gateway default/front:80 http a.example /** → default/v1:80", lines.get(4));
    }

    /** Told by the changes themselves, without looking at everything. */
    @Test
    void whatChangesOneAfterAnotherChanged() {
        LiveRoutes live = LiveRoutes.builder()
                .controllers(Controllers.all())
                .build(Yaml.resources(SERVICES + GATEWAY + ROUTE.formatted("http", "shop.example, a.example", "v1")));
        Attachment before = live.current().attachment();
        List<ListenerChange> changes = new ArrayList<>();
        for (String hosts : List.of("b.example", "a.example, c.example", "shop.example, b.example")) {
            Resources route = Yaml.resources(ROUTE.formatted("http", hosts, "v2"));
            changes.addAll(live.change(route.all(), List.of()).changes());
        }
        RouteChanges told = RouteChanges.of(changes);
        RouteChanges compared = RouteChanges.between(before, live.current().attachment());
        assertEquals(compared.count(), told.count());
        assertEquals(compared.lines(Styles.PLAIN), told.lines(Styles.PLAIN));
        assertEquals("4 added, 4 removed, 1 changed", told.count());
    }

    @Test
    void noChange() {
        Attachment attachment = attachment("http", "shop.example", "v1");
        assertEquals(
                "0 added, 0 removed, 0 changed",
                RouteChanges.between(attachment, attachment("http", "shop.example", "v1"))
                        .count());
        assertEquals(List.of(), RouteChanges.between(attachment, attachment).lines(Styles.PLAIN));
    }

    @Test
    void aLongChangeIsCutShort() {
        Attachment many = attachment("http", "a.example, b.example, c.example, d.example, e.example, f.example", "v1");
        List<String> lines =
                RouteChanges.between(attachment(Resources.EMPTY), many).lines(Styles.PLAIN);
        assertEquals(21, lines.size());
        assertEquals("  and 6 more", lines.get(20));
    }

    private static int socket(Bind bind) {
        return bind.port() + 8000;
    }

    private static Attachment attachment(String section, String hostnames, String backend) {
        return attachment(Yaml.resources(SERVICES + GATEWAY + ROUTE.formatted(section, hostnames, backend)));
    }

    private static Attachment attachment(Resources resources) {
        return LiveRoutes.builder()
                .controllers(Controllers.all())
                .build(resources)
                .current()
                .attachment();
    }
}
