package dev.gatehouse.examples;

import dev.gatehouse.jdkhttp.JdkFrontEnd;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Kubernetes routes in front of code in the same process: the Services {@code api} and {@code web} are handlers, with no socket between
 * the front end and them.
 *
 * <pre>
 * curl http://app.example.com:8080/api/orders --resolve app.example.com:8080:127.0.0.1
 * </pre>
 */
public final class InProcessBackend {
    private InProcessBackend() {}

    /** Serves the routes of the folder that is named, or of {@code examples/shop}, until the program is ended. */
    public static void main(String[] args) throws IOException {
        start(Path.of(args.length > 0 ? args[0] : "examples/shop"), 8080, 8443);
        System.out.println("Ready: http://127.0.0.1:8080");
    }

    static JdkFrontEnd start(Path manifests, int httpPort, int httpsPort) throws IOException {
        LiveRoutes routes = LiveRoutes.builder()
                .handler("default", "api", exchange -> exchange.respond(200, "text/plain", "hello"))
                // What a handler sees is the request as a backend would get it: routed, rewritten, its headers edited.
                .handler("default", "web", exchange -> {
                    String page = "<p>" + exchange.method() + " on " + exchange.host() + "</p>";
                    exchange.respond(200, "text/html; charset=utf-8", page);
                })
                .build(Manifests.read(manifests));
        return JdkFrontEnd.builder(routes)
                .port(80, httpPort)
                .port(443, httpsPort)
                .start();
    }
}
