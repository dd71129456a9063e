package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.request.Request;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken to an endpoint, by the {@code appProtocol} of its Service's port (GEP-1911) and by the request. Whether it is spoken within
 * TLS is told by {@link ServiceBackend#tls}.
 */
public enum UpstreamProtocol {
    /** HTTP/1.1. */
    HTTP_1_1,
    /** HTTP/1.1 with {@code Upgrade: websocket}, and a tunnel once the endpoint has answered 101 (RFC 6455). */
    WEBSOCKET,
    /** HTTP/2: by ALPN within TLS, else with prior knowledge (RFC 9113 section 3.3). */
    HTTP_2,
    /** HTTP/2 with a gRPC call: trailers matter, and failures are told by {@code grpc-status}. */
    GRPC;

    /** For a request that nobody sent, such as a health check: {@link #HTTP_2} or {@link #HTTP_1_1}. */
    public static UpstreamProtocol of(ServiceBackend backend) {
        return plain(backend, false);
    }

    static UpstreamProtocol of(ServiceBackend backend, Request request, boolean grpc) {
        if (grpc) {
            return GRPC;
        }
        return isHttp2(backend.appProtocol()) ? HTTP_2 : asksForWebSocket(request) ? WEBSOCKET : HTTP_1_1;
    }

    /** For a copy or a question, which are never tunnels. */
    static UpstreamProtocol plain(ServiceBackend backend, boolean grpc) {
        return grpc ? GRPC : isHttp2(backend.appProtocol()) ? HTTP_2 : HTTP_1_1;
    }

    private static boolean isHttp2(@Nullable String appProtocol) {
        return appProtocol != null && (appProtocol.equals("kubernetes.io/h2c") || appProtocol.equals("grpc"));
    }

    private static boolean asksForWebSocket(Request request) {
        if (!request.method().equals("GET") || request.head().http2()) {
            return false;
        }
        String upgrade = request.header("upgrade");
        return upgrade != null && upgrade.equalsIgnoreCase("websocket") && connectionNames(request, "upgrade");
    }

    /** Without it an {@code Upgrade} asks for nothing (RFC 9110 section 7.8). */
    private static boolean connectionNames(Request request, String option) {
        String connection = request.header("connection");
        if (connection == null) {
            return false;
        }
        for (String named : connection.split(",", -1)) {
            if (named.strip().equalsIgnoreCase(option)) {
                return true;
            }
        }
        return false;
    }
}
