package dev.gatehouse.routing.insight;

import java.util.List;

/** Which route serves which listener. */
final class AttachmentMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.error(
                    "route-without-parent",
                    "The route names no Gateway",
                    "It does nothing, and its status stays empty.",
                    "Add spec.parentRefs."),
            Mistake.error(
                    "parent-not-found",
                    "The route names a Gateway that does not exist",
                    "It does nothing, and its status stays empty.",
                    "Correct the name, or set the namespace of the reference."),
            Mistake.error(
                    "parent-kind-omitted",
                    "The parent is of another kind than the reference says",
                    "The reference means a Gateway; the route does nothing, and its status stays empty.",
                    "Set kind, and group: \"\" for a Service."),
            Mistake.hint(
                    "parent-kind-unsupported",
                    "The parent is of a kind that is not served here",
                    "Nothing happens here.",
                    "If that is not intended, refer to a Gateway or a ListenerSet."),
            Mistake.error(
                    "section-name-not-found",
                    "The Gateway has no listener of that name",
                    "The route is refused (NoMatchingParent) and gets no request.",
                    "Correct sectionName, or refer to the ListenerSet that has the listener."),
            Mistake.error(
                    "parent-port-mismatch",
                    "The Gateway has no such listener on that port",
                    "The route is refused (NoMatchingParent) and gets no request.",
                    "Drop port, or correct it."),
            Mistake.error(
                    "namespace-not-allowed",
                    "The listener does not take routes of that namespace",
                    "The route is refused (NotAllowedByListeners) and gets no request.",
                    "Let the listener allow the namespace, or move the route."),
            Mistake.warning(
                    "namespace-selector-matches-nothing",
                    "The selector of allowed namespaces fits none",
                    "No route can attach.",
                    "Label the namespace; kubernetes.io/metadata.name is always there."),
            Mistake.warning(
                    "namespace-selector-ignored",
                    "A selector that is not asked for",
                    "It has no effect: from is not Selector.",
                    "Set from: Selector, or remove the selector."),
            Mistake.error(
                    "route-kind-not-allowed",
                    "The listener does not take routes of that kind",
                    "The route is refused (NotAllowedByListeners) and gets no request.",
                    "Use a route of the listener's kind, or another listener."),
            Mistake.warning(
                    "listener-kinds-invalid",
                    "The listener allows a kind that it cannot serve",
                    "The listener has ResolvedRefs False (InvalidRouteKinds).",
                    "Remove the kind."),
            Mistake.error(
                    "hostname-no-intersection",
                    "No host of the route is one of the listener's",
                    "The route is refused (NoMatchingListenerHostname); its hosts give 404.",
                    "Align the hosts. A wildcard does not take the bare domain."),
            Mistake.warning(
                    "hostname-partly-ignored",
                    "A host of the route is none of the listener's",
                    "That host gives 404; the others are served.",
                    "Remove it, or add a listener for it."),
            Mistake.warning(
                    "wildcard-misses-apex",
                    "A wildcard does not take the bare domain",
                    "The bare domain gives 404, or the default certificate.",
                    "Name the bare domain too."),
            Mistake.warning(
                    "ingress-wildcard-depth",
                    "The wildcard of an Ingress takes one label only",
                    "A host two labels deep gives 404.",
                    "Add a rule for it. (A wildcard of a Gateway takes any number of labels.)"),
            Mistake.error(
                    "listener-conflict",
                    "Two listeners cannot be told apart",
                    "Both are refused (HostnameConflict).",
                    "Give one another port or host."),
            Mistake.error(
                    "listener-protocol-mix",
                    "Listeners of one port have protocols that do not mix",
                    "All of them are refused (ProtocolConflict).",
                    "Give each protocol its own port."),
            Mistake.warning(
                    "protocol-unsupported",
                    "The protocol of the listener is not served here",
                    "The listener is refused (UnsupportedProtocol).",
                    "Use HTTP, HTTPS, TLS, TCP or UDP."),
            Mistake.error(
                    "listenerset-not-allowed",
                    "The Gateway does not take this ListenerSet",
                    "Its listeners are not served (NotAllowed).",
                    "Set spec.allowedListeners on the Gateway."),
            Mistake.error(
                    "listenerset-outranked",
                    "An older object has this port and host",
                    "The listener of the newer one is refused.",
                    "Use another host."),
            Mistake.warning(
                    "gateway-ref-misses-listenerset",
                    "The route names the Gateway, its host belongs to a ListenerSet",
                    "The host gives 404: a reference to a Gateway reaches its own listeners only.",
                    "Refer to the ListenerSet too."),
            Mistake.warning(
                    "isolation-hides-route",
                    "A more specific listener hides this route",
                    "The host gives 404: requests go to the most specific listener, where the route is not attached.",
                    "Attach the route to that listener too."),
            Mistake.warning(
                    "http-grpc-host-overlap",
                    "A HTTPRoute and a GRPCRoute claim one host on one listener",
                    "The newer route is refused.",
                    "Give each its own host."),
            Mistake.warning(
                    "l4-route-shadowed",
                    "Another route has this listener",
                    "The route is accepted and gets nothing: the oldest takes all connections.",
                    "Give each route its own listener."),
            Mistake.error(
                    "port-in-use",
                    "Two listeners are mapped to one port of the machine",
                    "The second is not served.",
                    "Map each to a port of its own."),
            Mistake.error(
                    "port-not-opened",
                    "The machine does not give the port",
                    "Its listeners are not served.",
                    "Stop the program that has it, map the listener to another port, or allow low ports."),
            Mistake.warning(
                    "http3-not-opened",
                    "A port of HTTPS is served without HTTP/3",
                    "Its clients come over TCP, by HTTP/1.1 and HTTP/2.",
                    "Free the port for UDP, or serve what cannot be served over QUIC on another port."),
            Mistake.hint(
                    "listener-without-routes",
                    "No route is attached to this listener",
                    "It answers 404 to everything.",
                    "Attach a route, or remove the listener."));

    private AttachmentMistakes() {}
}
