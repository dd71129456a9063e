package dev.gatehouse.examples;

import dev.gatehouse.jdkhttp.JdkFrontEnd;
import dev.gatehouse.routing.LiveRoutes;
import dev.gatehouse.yaml.Manifests;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A front end in five lines: manifests in, open ports out.
 *
 * <pre>
 * curl http://app.example.com:8080/api --resolve app.example.com:8080:127.0.0.1
 * </pre>
 *
 * <p>The Services of {@code examples/shop} have no endpoints, for those belong to a cluster: requests get 503 until an EndpointSlice is among
 * the manifests, and TLS handshakes fail until the Secret is. {@link InProcessBackend} answers without either.
 */
public final class EmbedShop {
    private EmbedShop() {}

    /** Serves the manifests of the folder that is named, or of {@code examples/shop}, until the program is ended. */
    public static void main(String[] args) throws IOException {
        start(Path.of(args.length > 0 ? args[0] : "examples/shop"), 8080, 8443);
        System.out.println("Ready: http://127.0.0.1:8080");
    }

    static JdkFrontEnd start(Path manifests, int httpPort, int httpsPort) throws IOException {
        LiveRoutes routes = LiveRoutes.of(Manifests.read(manifests));
        routes.current().problems().forEach(System.err::println);
        return JdkFrontEnd.builder(routes)
                .port(80, httpPort)
                .port(443, httpsPort)
                .start();
    }
}
