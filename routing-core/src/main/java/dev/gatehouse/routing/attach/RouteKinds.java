package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.AllowedRoutes.RouteGroupKind;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerTls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which kinds of routes a listener takes, by its protocol and by {@code allowedRoutes.kinds}. */
final class RouteKinds {
    private static final String GROUP = "gateway.networking.k8s.io";

    private final Capabilities capabilities;

    RouteKinds(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** {@code protocol} and {@code tls.mode} together; null for a protocol that the Gateway API does not name. */
    static @Nullable Protocol protocol(Listener listener) {
        return switch (listener.protocol()) {
            case "HTTP" -> Protocol.HTTP;
            case "HTTPS" -> Protocol.HTTPS;
            case "TLS" -> {
                ListenerTls tls = listener.tls();
                yield tls != null && tls.mode() == ListenerTls.Mode.PASSTHROUGH
                        ? Protocol.TLS_PASSTHROUGH
                        : Protocol.TLS_TERMINATE;
            }
            case "TCP" -> Protocol.TCP;
            case "UDP" -> Protocol.UDP;
            default -> null;
        };
    }

    /** Those that suit the protocol, that are carried out and that the listener allows; empty where the protocol is refused. */
    List<RouteGroupKind> supported(Listener listener) {
        List<RouteGroupKind> allowed = listener.allowedRoutes().kinds();
        return suitable(protocol(listener)).stream()
                .filter(kind -> allowed.isEmpty() || allowed.contains(kind))
                .toList();
    }

    /** Why the listener's protocol is not served; null where it is. */
    @Nullable
    Refusal refusal(Listener listener) {
        Protocol protocol = protocol(listener);
        if (protocol == null || !capabilities.protocols().contains(protocol)) {
            boolean otherMode = (protocol == Protocol.TLS_TERMINATE
                            && capabilities.protocols().contains(Protocol.TLS_PASSTHROUGH))
                    || (protocol == Protocol.TLS_PASSTHROUGH
                            && capabilities.protocols().contains(Protocol.TLS_TERMINATE));
            return otherMode
                    ? new Refusal("UnsupportedValue", "found a mode of TLS that this front end does not have")
                    : new Refusal(
                            "UnsupportedProtocol",
                            "found " + listener.protocol() + " (expected a protocol of this front end: "
                                    + String.join(", ", names()) + ")");
        }
        return asksOnlyForWhatIsLacking(listener, protocol)
                ? new Refusal(
                        "UnsupportedProtocol",
                        "found allowedRoutes.kinds that this front end does not serve over " + listener.protocol())
                : null;
    }

    /** Such as a listener for GRPCRoutes alone, without HTTP/2: the protocol is there, but not as these routes need it. */
    private boolean asksOnlyForWhatIsLacking(Listener listener, Protocol protocol) {
        List<RouteGroupKind> allowed = listener.allowedRoutes().kinds();
        return !allowed.isEmpty()
                && supported(listener).isEmpty()
                && new RouteKinds(Capabilities.ALL).suitable(protocol).containsAll(allowed);
    }

    private List<String> names() {
        return capabilities.protocols().stream()
                .map(protocol -> protocol.name().startsWith("TLS") ? "TLS" : protocol.name())
                .distinct()
                .sorted()
                .toList();
    }

    private List<RouteGroupKind> suitable(@Nullable Protocol protocol) {
        if (protocol == null || !capabilities.protocols().contains(protocol)) {
            return List.of();
        }
        List<String> kinds = switch (protocol) {
            case HTTP, HTTPS -> List.of("HTTPRoute", "GRPCRoute");
            case TLS_TERMINATE, TLS_PASSTHROUGH -> List.of("TLSRoute");
            case TCP -> List.of("TCPRoute");
            case UDP -> List.of("UDPRoute");
        };
        return kinds.stream()
                .filter(capabilities.kinds()::contains)
                .map(kind -> new RouteGroupKind(GROUP, kind))
                .toList();
    }
}
