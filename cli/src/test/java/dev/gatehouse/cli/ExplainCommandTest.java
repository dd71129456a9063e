package dev.gatehouse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
    private static final String SHOP = Examples.folder("shop").toString();
    private static final String GATEWAY = Examples.folder("shop-gateway").toString();

    @TempDir
    private Path folder;

    /** Mistakes that people make, and what it takes to see them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // the host
                "http://ap.example.com/api       | 404 | host is \"\"ap.example.com\"\" (expected: app.example.com)",
                "http://example.com/             | 404 | host is \"\"example.com\"\" (expected: *.example.com): a wildcard does not take the bare domain",
                "http://a.b.one.example.org/     | 404 | host is \"\"a.b.one.example.org\"\" (expected: *.one.example.org): here a wildcard takes one label",
                "http://127.0.0.1/api            | 404 | host is \"\"127.0.0.1\"\" (expected:",
                // the path
                "http://app.example.com/API      | 404 | path is /API (expected: /api/**): upper and lower case are not the same",
                "http://app.example.com/apix     | 404 | path is /apix (expected: /api/**): a prefix takes whole elements",
                "http://app.example.com/exact/   | 404 | path is /exact/ (expected: = /exact): an exact path has or has not its trailing slash",
                "http://app.example.com/exact/a  | 404 | path is /exact/a (expected: = /exact): an exact path takes nothing below it",
                // what else the rule asks
                "POST http://app.example.com/get | 404 | method is POST (expected: GET)",
                "http://app.example.com/v?v=1    | 404 | query parameter v is \"\"1\"\" (expected: \"\"2\"\")",
                "http://app.example.com/stage    | 404 | header x-stage is absent (expected to fit: (next|beta))",
                // the port, and what is spoken there
                "https://app.example.com/api     | port | nothing listens there (expected: Gateway default/web:80, HTTP)",
                "http://app.example.com:8080/api | port | 8080 is the socket that serve opens for port 80: --port 80 asks there",
                "http://app.example.com:81/api   | 404 | port is Gateway default/web:81 (expected: Gateway default/web:80, HTTP)",
                // another listener has the host
                "http://iso.example.com/isolated | 404 | belongs to listener iso alone, which has the more specific hostname iso.example.com",
                // routes that are not served
                "http://lost.example.net/        | 404 | HTTPRoute default/lost: found no Gateway default/wep",
            })
    void whatKeepsARequestFromItsRule(String request, String answer, String told) throws IOException {
        Program run = Program.run("explain", mistaken(), request);
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.out().contains(told.replace("\"\"", "\"")), () -> told + " is not in " + run);
        assertTrue(
                run.out().contains(answer.equals("port") ? "nothing listens for" : "answer    " + answer),
                run::toString);
    }

    private String mistaken() throws IOException {
        Path file = folder.resolve("mistaken.yaml");
        Files.writeString(file, """
                {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
                  {name: all, port: 80, protocol: HTTP},
                  {name: iso, port: 80, protocol: HTTP, hostname: iso.example.com},
                  {name: other, port: 81, protocol: HTTP}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: app}, spec: {
                  parentRefs: [{name: web, sectionName: all}], hostnames: [app.example.com], rules: [
                  {matches: [{path: {type: PathPrefix, value: /api}}], backendRefs: [{name: app, port: 80}]},
                  {matches: [{path: {type: Exact, value: /exact}}], backendRefs: [{name: app, port: 80}]},
                  {matches: [{path: {type: Exact, value: /get}, method: GET}], backendRefs: [{name: app, port: 80}]},
                  {matches: [{path: {type: Exact, value: /v}, queryParams: [{name: v, value: "2"}]}], backendRefs: [{name: app, port: 80}]},
                  {matches: [{path: {type: Exact, value: /stage}, headers: [{name: x-stage, type: RegularExpression, value: "(next|beta)"}]}],
                   backendRefs: [{name: app, port: 80}]}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: wild}, spec: {
                  parentRefs: [{name: web, sectionName: all}], hostnames: ["*.example.com"], rules: [
                  {matches: [{path: {type: Exact, value: /}}], backendRefs: [{name: app, port: 80}]},
                  {matches: [{path: {type: Exact, value: /isolated}}], backendRefs: [{name: app, port: 80}]}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: iso}, spec: {
                  parentRefs: [{name: web, sectionName: iso}], rules: [
                  {matches: [{path: {type: Exact, value: /only}}], backendRefs: [{name: app, port: 80}]}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: lost}, spec: {
                  parentRefs: [{name: wep}], hostnames: [lost.example.net], rules: [
                  {matches: [{path: {type: Exact, value: /}}], backendRefs: [{name: app, port: 80}]}]}}
                ---
                {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: one}, spec: {rules: [{host: "*.one.example.org", http: {paths: [
                  {path: /, pathType: Prefix, backend: {service: {name: app, port: {number: 80}}}}]}}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: app}, spec: {ports: [{port: 80}]}}
                """);
        return file.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app.example.com/api            | found \"app.example.com/api\" (expected: a request",
                "ftp://app.example.com/         | (expected a request such as 'GET https://app.example.com/api'",
                "GET POST http://app.example.com/ | (expected a request such as",
                "tcp://app.example.com          | found the port 0 (expected: 1 to 65535",
            })
    void whatIsNoRequest(String request, String told) {
        Program run = Program.run("explain", SHOP, request);
        assertEquals(2, run.status(), run::toString);
        assertEquals("", run.out());
        assertTrue(run.err().contains(told.replace("(expected: a request", "(expected a request")), run::toString);
        assertEquals(1, run.err().lines().count(), run::toString);
    }

    @Test
    void whatIsNoCommandLine() {
        assertUsage("found only", "explain", SHOP);
        assertUsage("found the header \"x\"", "explain", SHOP, "http://app.example.com/", "-H", "x");
        assertUsage(
                "found the methods \"GET\" and \"PUT\"", "explain", SHOP, "GET http://app.example.com/", "-X", "PUT");
        assertUsage("--http1.1 and --http2", "explain", SHOP, "http://app.example.com/", "--http2", "--http1.1");
        assertUsage("found the port 70000", "explain", SHOP, "http://app.example.com/", "--port", "70000");
        assertUsage("nothing to serve was read", "explain", folder.toString(), "http://app.example.com/");
        assertUsage("--front-end", "explain", SHOP, "http://app.example.com/", "--front-end", "nginx");
    }

    private static void assertUsage(String told, String... arguments) {
        Program run = Program.run(arguments);
        assertEquals(2, run.status(), run::toString);
        assertEquals("", run.out());
        assertTrue(run.err().contains(told), run::toString);
        assertFalse(run.err().contains("\tat "), run::toString);
    }

    /** Options stand where curl users put them. */
    @Test
    void optionsMayStandAnywhere() {
        List<String> arguments = List.of("-X", "PUT", "-H", "x-a: 1", GATEWAY, "http://app.example.com/api/x");
        for (int turn = 0; turn < arguments.size(); turn += 4) {
            List<String> turned = new ArrayList<>(List.of("explain"));
            turned.addAll(arguments.subList(turn, arguments.size()));
            turned.addAll(arguments.subList(0, turn));
            Program run = Program.run(turned.toArray(String[]::new));
            assertEquals(0, run.status(), run::toString);
            assertTrue(run.out().contains("PUT /api/x over HTTP/1.1"), run::toString);
            assertTrue(run.out().contains("x-a: 1"), run::toString);
        }
    }

    @Test
    void headersAreThoseOfCurl() {
        String url = "http://app.example.com/api";
        assertTrue(Program.run("explain", SHOP, url, "-H", "x-empty;").out().contains("x-empty: \n"));
        Program none = Program.run("explain", SHOP, url, "-H", "Host:");
        assertTrue(none.out().contains("400: There is no Host."), none::toString);
        Program two = Program.run("explain", SHOP, url, "-H", "Host: a", "-H", "Host: b");
        assertTrue(two.out().contains("400: There is more than one Host."), two::toString);
        Program other = Program.run(
                "explain", GATEWAY, "http://127.0.0.1:8080/api", "-H", "Host: app.example.com", "--port", "80");
        assertTrue(other.out().contains("takes it  app.example.com"), other::toString);
    }

    /** What a front end answers with 400, whoever asks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example.com/a b",
                "http://app.example.com/%",
                "http://app.example.com/%zz",
                "http://app.example.com/a#b",
                "http://app.example.com/\u0007",
                "http://app.example.com/..%2f..%2fadmin",
                "http://app.example.com/a\\b",
                "http://app example.com/",
                "http://app.example.com:x/",
                "http://app.example.com:80:80/",
                "http://user@app.example.com/",
                "http://b\u00fccher.example.com/",
                "http://[::1/",
                "CONNECT http://app.example.com/",
                "G\u00cbT http://app.example.com/",
            })
    void whatAFrontEndRefuses(String request) {
        Program run = Program.run("explain", SHOP, request, "--port", "80");
        assertEquals(1, run.status(), run::toString);
        assertEquals("", run.err());
        assertTrue(run.out().contains("answer    400: "), run::toString);
        assertTrue(run.out().chars().noneMatch(c -> c == 7), run::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x y: 1", "x: a\rb", "x: a\nb", "Content-Length: 1x", "\u001b[31m: 1"})
    void whatAFrontEndRefusesOfHeaders(String header) {
        Program run = Program.run("explain", SHOP, "http://app.example.com/api", "-H", header);
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.out().contains("answer    400: "), run::toString);
        assertFalse(run.out().contains("\u001b"), run::toString);
    }

    /** What a terminal would act on never reaches it. */
    @Test
    void valuesAreWrittenPlainly() {
        Program run = Program.run("explain", SHOP, "http://app.example.com/api", "-H", "x: caf\u00e9 \u202e");
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().contains("x: caf\u00e9 \\u202e"), run::toString);
    }

    @Test
    void theTableIsAskedAsTheFrontEndWould() throws IOException {
        Path file = folder.resolve("calls.yaml");
        Files.writeString(file, """
                {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
                  {name: all, port: 80, protocol: HTTP}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: GRPCRoute, metadata: {name: calls}, spec: {parentRefs: [{name: web}],
                  rules: [{matches: [{method: {service: a.B}}], backendRefs: [{name: app, port: 80}]}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: app}, spec: {ports: [{port: 80}]}}
                """);
        String manifests = file.toString();
        assertEquals(0, Program.run("explain", manifests, "grpc://x/a.B/C").status());
        assertEquals(
                0,
                Program.run("explain", manifests, "http://x/a.B/C", "-H", "Content-Type: application/grpc+proto")
                        .status());
        assertEquals(1, Program.run("explain", manifests, "http://x/a.B/C").status());
        Program plain = Program.run("explain", manifests, "grpc://x/a.B/C", "--http1.1");
        assertEquals(1, plain.status(), plain::toString);
        Program jdk = Program.run("explain", manifests, "grpc://x/a.B/C", "--front-end", "jdk");
        assertEquals(1, jdk.status(), jdk::toString);
        assertTrue(jdk.out().contains("The jdk front end speaks HTTP/1.1 alone"), jdk::toString);
        assertTrue(jdk.out().contains("unserved  GRPCRoute default/calls"), jdk::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "https://app.example.com/   |                     | 0 | its own names cover the server name",
                "https://app.example.com/   | APP.example.com     | 0 | its own names cover the server name",
                "https://app.example.com/   | b.example.com       | 1 | 421: the host \"\"app.example.com\"\" is of listener app",
                "https://app.example.com/   | x.y.example.com     | 1 | no certificate of the listener has the server name, and it is the first; it is not in",
                "https://app.example.com/   | example.com         | 1 | TLS       server name example.com: no listener has it",
                "https://app.example.com/   | ''                  | 1 | TLS       server name absent: no listener has it",
                "tls://app.example.com      |                     | 0 | listener app, host app.example.com, before rest (*.example.com)",
                "https://one.example.org/   |                     | 0 | tls[].hosts has the server name",
            })
    void theListenerAndTheCertificateOfAHandshake(String request, String serverName, int status, String told)
            throws IOException {
        Path file = folder.resolve("tls.yaml");
        Files.writeString(file, """
                {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
                  {name: rest, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: {certificateRefs: [{name: rest}]}},
                  {name: app, port: 443, protocol: HTTPS, hostname: app.example.com, tls: {certificateRefs: [{name: app}]}}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: app}, spec: {
                  parentRefs: [{name: web}], rules: [{backendRefs: [{name: app, port: 80}]}]}}
                ---
                {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: one}, spec: {
                  tls: [{hosts: [one.example.org], secretName: one}],
                  rules: [{host: one.example.org, http: {paths: [
                    {path: /, pathType: Prefix, backend: {service: {name: app, port: {number: 80}}}}]}}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: app}, spec: {ports: [{port: 80}]}}
                """);
        List<String> arguments = new ArrayList<>(List.of("explain", file.toString(), request));
        if (serverName != null) {
            arguments.addAll(List.of("--sni", serverName.replace("''", "")));
        }
        Program run = Program.run(arguments.toArray(String[]::new));
        assertEquals(status, run.status(), run::toString);
        assertTrue(run.out().contains(told.replace("\"\"", "\"")), () -> told + " is not in " + run);
    }

    @Test
    void aHandshakeWithoutACertificateIsRefused() {
        Program run = Program.run("explain", SHOP, "https://other.example.com/");
        assertEquals(1, run.status(), run::toString);
        assertTrue(run.out().contains("refused: no certificate of the port is for this server name"), run::toString);
        assertFalse(run.out().contains("takes it"), run::toString);
    }

    @Test
    void theSessionOfAClientLeadsToItsBackend() throws IOException {
        Path file = folder.resolve("session.yaml");
        Files.writeString(file, """
                {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
                  {name: all, port: 80, protocol: HTTP}]}}
                ---
                {apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: app}, spec: {parentRefs: [{name: web}],
                  rules: [{sessionPersistence: {sessionName: s, type: Header},
                    backendRefs: [{name: one, port: 80, weight: 1}, {name: two, port: 80, weight: 3}]}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: one}, spec: {ports: [{port: 80}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: two}, spec: {ports: [{port: 80}]}}
                """);
        Program first = Program.run("explain", file.toString(), "http://x/");
        assertTrue(
                first.out().contains("25 % to default/one:80") && first.out().contains("75 % to default/two:80"),
                first::toString);
        String token = first.out()
                .lines()
                .filter(line -> line.contains("answer: set s: "))
                .map(line -> line.substring(line.indexOf("s: ") + 3))
                .reduce((one, two) -> one)
                .orElseThrow();
        Program next = Program.run(
                "explain", file.toString(), "http://x/", "-H", "s: " + token.substring(token.lastIndexOf(' ') + 1));
        assertTrue(next.out().contains("100 % to default/one:80, where the client's session leads"), next::toString);
        assertFalse(next.out().contains("default/two"), next::toString);
    }

    @Test
    void whatIsToldIsBounded() throws IOException {
        Path file = folder.resolve("many.yaml");
        StringBuilder many = new StringBuilder("""
                {apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: web}, spec: {gatewayClassName: any, listeners: [
                  {name: all, port: 80, protocol: HTTP}]}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: app}, spec: {ports: [{port: 80}]}}
                """);
        int routes = 200;
        for (int i = 0; i < routes; i++) {
            many.append("---\n{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r")
                    .append(i)
                    .append("}, spec: {parentRefs: [{name: web}], rules: [{matches: [{headers: [{name: h, value: \"")
                    .append(i)
                    .append("\"}]}], backendRefs: [{name: app, port: 80}]}]}}\n");
        }
        Files.writeString(file, many);
        Program taken = Program.run("explain", file.toString(), "http://x/", "-H", "h: 99");
        assertEquals(0, taken.status(), taken::toString);
        assertTrue(taken.out().contains("more that do not take it"), taken::toString);
        assertTrue(taken.out().lines().count() < 40, taken::toString);
        Program none = Program.run("explain", file.toString(), "http://x/");
        assertEquals(1, none.status(), none::toString);
        assertTrue(none.out().contains("and 190 more that do not take it"), none::toString);
        assertTrue(none.out().contains("and 197 more that are farther off"), none::toString);
        assertTrue(none.out().lines().count() < 40, none::toString);
    }

    @Test
    void theJsonOfAnUnknownPort() {
        Program run = Program.run("explain", SHOP, "http://app.example.com:99/", "--format", "json");
        assertEquals(1, run.status(), run::toString);
        Map<?, ?> json = (Map<?, ?>) Yaml.parse(run.out());
        assertTrue(json.containsKey("port"));
        assertEquals(null, json.get("port"));
        assertEquals(2, ((List<?>) json.get("near")).size());
    }
}
