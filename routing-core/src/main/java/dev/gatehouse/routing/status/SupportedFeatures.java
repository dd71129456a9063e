package dev.gatehouse.routing.status;

import dev.gatehouse.routing.attach.Capabilities;
import java.util.List;

/** What the core does of the Gateway API ({@code GatewayClass.status.supportedFeatures}, GEP-2162). */
public final class SupportedFeatures {
    /** Names of the API's conformance suite, sorted; that of a kind stands for all its core features. */
    public static final List<String> NAMES = List.of(
            "Gateway",
            "GatewayHTTPListenerIsolation",
            "GatewayHTTPSListenerDetectMisdirectedRequests",
            "GatewayPort8080",
            "HTTPRoute",
            "HTTPRoute303RedirectStatusCode",
            "HTTPRoute307RedirectStatusCode",
            "HTTPRoute308RedirectStatusCode",
            "HTTPRouteBackendProtocolH2C",
            "HTTPRouteBackendProtocolWebSocket",
            "HTTPRouteBackendRequestHeaderModification",
            "HTTPRouteBackendTimeout",
            "HTTPRouteCORS",
            "HTTPRouteDestinationPortMatching",
            "HTTPRouteHostRewrite",
            "HTTPRouteMethodMatching",
            "HTTPRouteNamedRouteRule",
            "HTTPRouteParentRefPort",
            "HTTPRoutePathRedirect",
            "HTTPRoutePathRewrite",
            "HTTPRoutePortRedirect",
            "HTTPRouteQueryParamMatching",
            "HTTPRouteRequestMirror",
            "HTTPRouteRequestMultipleMirrors",
            "HTTPRouteRequestPercentageMirror",
            "HTTPRouteRequestTimeout",
            "HTTPRouteResponseHeaderModification",
            "HTTPRouteRetry",
            "HTTPRouteSchemeRedirect",
            "ReferenceGrant");

    private SupportedFeatures() {}

    /** Of these what a front end can carry out, sorted. */
    public static List<String> of(Capabilities capabilities) {
        return NAMES.stream().filter(capabilities::has).toList();
    }
}
