package dev.gatehouse.routing.insight;

import java.util.List;

/** Backends and references. */
final class BackendMistakes {
    static final List<Mistake> ALL = List.of(
            Mistake.error(
                    "rule-without-backend",
                    "The rule leads nowhere",
                    "Every request that it takes gets 500.",
                    "Add a backend."),
            Mistake.error(
                    "backend-not-found",
                    "The Service does not exist",
                    "Its requests get 500 (Gateway API) or 503 (Ingress).",
                    "Correct the name or the namespace, or add the Service."),
            Mistake.error(
                    "backend-kind-unknown",
                    "The backend is of a kind that is not known here",
                    "Its requests get 500 (Gateway API) or 503 (Ingress).",
                    "Refer to a Service."),
            Mistake.error(
                    "backend-port-not-in-service",
                    "The Service has no such port",
                    "Its requests get 500 (Gateway API) or 503 (Ingress).",
                    "Use a port of the Service, not of its pods."),
            Mistake.error(
                    "ingress-port-name-unknown",
                    "The Service has no port of that name",
                    "Its requests get 503.",
                    "Correct the name, or give the port of the Service that name."),
            Mistake.error(
                    "target-port-name-unknown",
                    "No container of the pods has a port of that name",
                    "Its requests get 503: there is no endpoint.",
                    "Name the port of the container so."),
            Mistake.error(
                    "service-selector-matches-nothing",
                    "No pods carry the labels that the Service selects",
                    "Its requests get 503: there is no endpoint.",
                    "Select labels that the pods have."),
            Mistake.error(
                    "service-no-ready-endpoints",
                    "The Service has no endpoint that is ready",
                    "Its requests get 503.",
                    "See why the pods are not ready."),
            Mistake.error(
                    "reference-grant-missing",
                    "A reference into another namespace that nobody there has allowed",
                    "A backend answers 500 (RefNotPermitted); with a certificate the handshake fails.",
                    "Add a ReferenceGrant to the namespace that is referred to."),
            Mistake.warning(
                    "reference-grant-wrong-side",
                    "The ReferenceGrant lies in the wrong namespace",
                    "It permits nothing: a backend answers 500, a certificate is not used.",
                    "Put it into the namespace that is referred to."),
            Mistake.warning(
                    "reference-grant-near-miss",
                    "A ReferenceGrant differs in one field",
                    "It permits nothing: a backend answers 500, a certificate is not used.",
                    "Correct that field. The group of a Service or Secret is \"\"."),
            Mistake.hint(
                    "reference-grant-unused",
                    "A ReferenceGrant permits no reference that there is",
                    "Nothing; but it opens a door that nobody uses.",
                    "Remove it."),
            Mistake.error(
                    "ingress-cross-namespace-backend",
                    "An Ingress names a Service of another namespace",
                    "Its requests get 503: an Ingress reaches its own namespace only.",
                    "Move the Ingress, or use a HTTPRoute and a ReferenceGrant."),
            Mistake.warning(
                    "external-name-backend",
                    "The Service is of type ExternalName",
                    "Its requests get 500 (Gateway API) or 503 (Ingress): such a Service may lead anywhere.",
                    "Use a Service without selector, and EndpointSlices."),
            Mistake.error(
                    "all-weights-zero",
                    "Every backend of the rule has the weight 0",
                    "Every request that the rule takes gets 500.",
                    "Raise one weight."),
            Mistake.hint(
                    "weights-not-percent",
                    "The weights look like percents and do not add up to 100",
                    "The split differs from what it says: weights are shares of their sum.",
                    "Write the shares that are meant."),
            Mistake.error(
                    "broken-share",
                    "Some backends of the rule lead nowhere",
                    "Their share of the requests gets 500.",
                    "Mend the reference; until then give it the weight 0."),
            Mistake.warning(
                    "app-protocol-h2c-missing",
                    "The backend speaks gRPC or HTTP/2, and its Service does not say so",
                    "Front ends that speak HTTP/1.1 to it get protocol errors; gRPC clients see UNAVAILABLE.",
                    "Set appProtocol: kubernetes.io/h2c on the port of the Service."),
            Mistake.error(
                    "app-protocol-route-mismatch",
                    "A route of this kind cannot use a backend of that protocol",
                    "Its requests get 500 (UnsupportedProtocol).",
                    "Use another kind of route, or correct appProtocol."),
            Mistake.warning(
                    "backend-https-without-policy",
                    "The backend seems to speak TLS, and is spoken to in the clear",
                    "The backend answers 400 (\"plain HTTP request sent to HTTPS port\"), or the front end 502.",
                    "Add a BackendTLSPolicy for the Service, or use its HTTP port."),
            Mistake.error(
                    "backend-protocol-mismatch",
                    "The port of the Service is of another transport than the route",
                    "No traffic reaches it.",
                    "Use a port of the right protocol."),
            Mistake.error(
                    "extension-ref-unresolved",
                    "The filter refers to an extension that is not there",
                    "The rule answers 500: it is never served without one of its filters.",
                    "Register the extension, or remove the filter."),
            Mistake.hint(
                    "mirror-to-primary",
                    "Requests are mirrored to the backend that serves them",
                    "Twice the load on it, and every write done twice.",
                    "Mirror to another Service, if that was not meant."));

    private BackendMistakes() {}
}
