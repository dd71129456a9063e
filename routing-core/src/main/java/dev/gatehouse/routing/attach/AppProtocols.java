package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Backend.Unusable;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Route;
import java.util.List;

/** Whether a route of its kind can use a port with its {@code appProtocol} (GEP-1911). Names that are not known mean nothing. */
final class AppProtocols {
    private AppProtocols() {}

    /** The backend, or why it is of no use. */
    static Backend check(Route route, ServiceBackend backend, FieldPath field, List<Problem> problems) {
        String protocol = backend.appProtocol();
        if (protocol == null) {
            return backend;
        }
        boolean webSocket = protocol.equals("kubernetes.io/ws") || protocol.equals("kubernetes.io/wss");
        if (route instanceof GrpcRoute && webSocket) {
            return refuse(
                    route, field, problems, "found appProtocol " + protocol + " (expected: one that carries gRPC)");
        }
        if (protocol.equals("kubernetes.io/wss") && backend.tls() == null) {
            return refuse(
                    route,
                    field,
                    problems,
                    "found appProtocol " + protocol + " without a BackendTLSPolicy (expected: one for " + backend
                            + ")");
        }
        if (protocol.equals("https") && backend.tls() == null) {
            problems.add(Problems.warning(
                    "backend-https-without-policy",
                    route,
                    field,
                    "found appProtocol https without a BackendTLSPolicy (expected: one for " + backend
                            + "); it is spoken to in the clear"));
        }
        return backend;
    }

    private static Unusable refuse(Route route, FieldPath field, List<Problem> problems, String message) {
        problems.add(Problems.error(
                "app-protocol-route-mismatch", route, field, message + "; its share of the requests gets 500"));
        return new Unusable(500, "UnsupportedProtocol", message);
    }
}
