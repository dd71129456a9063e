package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.TestHead;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Manifests as they are served, asked with requests as a person writes them. */
final class Served {
    private final LiveRoutes routes;

    private Served(LiveRoutes routes) {
        this.routes = routes;
    }

    static Served of(String... manifests) {
        return of(TestManifests.resources(manifests));
    }

    /** Problems met in reading do not matter. */
    static Served lenient(String... manifests) {
        return of(Resources.decode(TestManifests.documents(manifests)));
    }

    static Served of(Resources resources) {
        return new Served(LiveRoutes.of(resources));
    }

    static Served of(LiveRoutes.Builder routes, String... manifests) {
        return new Served(routes.build(TestManifests.resources(manifests)));
    }

    /** A Service with one port, 80, and one endpoint. */
    static String service(String namespace, String name) {
        return """
                {kind: Service, metadata: {name: %2$s, namespace: %1$s}, spec: {ports: [{port: 80}]}}

                {kind: EndpointSlice, metadata: {name: %2$s, namespace: %1$s, labels: {kubernetes.io/service-name: %2$s}},
                 addressType: IPv4, endpoints: [{addresses: [10.0.0.1]}], ports: [{port: 8080}]}
                """.formatted(namespace, name);
    }

    static String services(String... names) {
        return List.of(names).stream().map(name -> service("default", name)).collect(Collectors.joining("\n"));
    }

    LiveRoutes live() {
        return routes;
    }

    /** What becomes of a GET: {@code web} for a backend's name, {@code 302 https://…}, or {@code 404}. */
    String get(String url, String... headers) {
        return request("GET", url, headers);
    }

    /** As {@link #get}; each header is {@code name: value}, {@code sni: …} is the server name where it differs from the host. */
    String request(String method, String url, String... headers) {
        return text(decide(method, url, headers));
    }

    Decision decide(String method, String url, String... headers) {
        URI uri = URI.create(url.contains("://") ? url : "http://" + url);
        boolean tls = uri.getScheme().equals("https");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        String host = uri.getRawAuthority();
        String target = url.substring(url.indexOf(host) + host.length());
        TestHead head = TestHead.of(host, target.isEmpty() ? "/" : target).withMethod(method);
        if (tls) {
            head = head.withServerName(uri.getHost() == null ? host : uri.getHost());
        }
        for (String header : headers) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon);
            String value = header.substring(colon + 1).strip();
            if (name.equals("sni")) {
                head = head.withServerName(value);
            } else {
                head = head.with(name, value);
            }
        }
        return routes.current().decide(bind(port), head);
    }

    private Bind bind(int port) {
        return routes.current().binds().stream()
                .filter(candidate -> candidate.port() == port)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no port " + port + " in " + routes.current().binds()));
    }

    /** What becomes of a gRPC call to port 80: a backend's name, or {@code grpc-status 12}. */
    String call(String host, String path, String... headers) {
        TestHead head = TestHead.get(path)
                .withHosts()
                .withMethod("POST")
                .withAuthority(host)
                .with("content-type", "application/grpc");
        for (String header : headers) {
            head = head.with(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        Decision decision = routes.current().decide(bind(80), head);
        if (decision instanceof Decision.Respond respond) {
            return respond.fields().stream()
                    .filter(field -> field.name().equals("grpc-status"))
                    .map(field -> "grpc-status " + field.value())
                    .findFirst()
                    .orElse(text(decision));
        }
        return text(decision);
    }

    /** What becomes of a connection, or of a flow: a backend's name, {@code HTTPS listener} where requests come, or {@code refused}. */
    String connect(int port, @Nullable String serverName) {
        return text(routes.current().connect(bind(port), serverName));
    }

    static String text(ConnectionDecision decision) {
        if (decision instanceof ConnectionDecision.Forward forward) {
            return forward.backend().name();
        }
        return decision instanceof ConnectionDecision.Serve serve
                ? serve.listener().protocol() + " " + serve.listener().name()
                : "refused";
    }

    static String text(Decision decision) {
        if (decision instanceof Decision.Forward forward) {
            return forward.backend().name();
        } else if (decision instanceof Decision.Redirect redirect) {
            return redirect.status() + " " + redirect.location();
        } else if (decision instanceof Decision.Authorize authorize) {
            return "ask " + authorize.filter().backend().name() + ", then " + text(authorize.then());
        }
        return String.valueOf(((Decision.Respond) decision).status());
    }

    /** What the backend would be sent: {@code host target}. */
    String sent(String url) {
        Decision.Forward forward = (Decision.Forward) decide("GET", url);
        return forward.host() + " " + forward.target();
    }

    /** Header edits in the order in which they apply. */
    static String text(List<HeaderEdits> edits) {
        return edits.stream()
                .map(edit -> "set" + edit.set() + " add" + edit.add() + " remove" + edit.remove())
                .collect(Collectors.joining("; "))
                .replace("Field[name=", "")
                .replace(", value=", "=")
                .replace("]]", "]");
    }

    /** {@code name field} of every problem, in order. */
    List<String> problems() {
        return routes.current().problems().stream()
                .map(problem -> problem.name() + " " + problem.field())
                .toList();
    }

    List<Problem> allProblems() {
        return routes.current().problems();
    }
}
