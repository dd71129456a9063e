package dev.gatehouse.routing.status;

import dev.gatehouse.routing.status.Condition.Status;

/** The conditions of one object, one method for each reason of the Gateway API that Gatehouse gives. */
final class Conditions {
    private static final String ACCEPTED = "Accepted";
    private static final String PROGRAMMED = "Programmed";
    private static final String RESOLVED_REFS = "ResolvedRefs";

    private final long generation;

    /** Those of an object of this {@code metadata.generation}. */
    Conditions(long generation) {
        this.generation = generation;
    }

    // GatewayClass

    Condition classAccepted() {
        return yes(ACCEPTED, ACCEPTED, "Gateways of this class are served");
    }

    Condition classInvalidParameters(String message) {
        return no(ACCEPTED, "InvalidParameters", message);
    }

    Condition supportedVersion() {
        return yes("SupportedVersion", "SupportedVersion", "");
    }

    // Gateway

    Condition gatewayAccepted() {
        return yes(ACCEPTED, ACCEPTED, "");
    }

    Condition someListenersNotValid(String message) {
        return yes(ACCEPTED, "ListenersNotValid", message);
    }

    Condition noListenerValid(String message) {
        return no(ACCEPTED, "ListenersNotValid", message);
    }

    Condition gatewayInvalid(String message) {
        return no(ACCEPTED, "Invalid", message);
    }

    Condition gatewayInvalidParameters(String message) {
        return no(ACCEPTED, "InvalidParameters", message);
    }

    Condition programmed() {
        return yes(PROGRAMMED, PROGRAMMED, "");
    }

    Condition notProgrammed(String message) {
        return no(PROGRAMMED, "Invalid", message);
    }

    Condition unsupportedAddress(String message) {
        return no(ACCEPTED, "UnsupportedAddress", message);
    }

    Condition addressNotAssigned(String message) {
        return no(PROGRAMMED, "AddressNotAssigned", message);
    }

    Condition addressNotUsable(String message) {
        return no(PROGRAMMED, "AddressNotUsable", message);
    }

    Condition defaultGateway() {
        return yes("DefaultGateway", "DefaultGateway", "routes may leave it to default Gateways and get this one");
    }

    Condition insecureFrontendValidationMode(String message) {
        return yes("InsecureFrontendValidationMode", "ConfigurationChanged", message);
    }

    Condition invalidClientCertificateRef(String message) {
        return no(RESOLVED_REFS, "InvalidClientCertificateRef", message);
    }

    Condition listenersNotResolved(String message) {
        return no(RESOLVED_REFS, "ListenersNotResolved", message);
    }

    // ListenerSet, beside someListenersNotValid, noListenerValid and programmed above

    Condition setAccepted() {
        return yes(ACCEPTED, ACCEPTED, "");
    }

    Condition setNotAllowed(String message) {
        return no(ACCEPTED, "NotAllowed", message);
    }

    Condition setNotProgrammed(String message) {
        return no(PROGRAMMED, "NotAllowed", message);
    }

    Condition parentNotAccepted(String message) {
        return no(ACCEPTED, "ParentNotAccepted", message);
    }

    Condition parentNotProgrammed(String message) {
        return no(PROGRAMMED, "ParentNotProgrammed", message);
    }

    Condition noListenerProgrammed(String message) {
        return no(PROGRAMMED, "ListenersNotValid", message);
    }

    // Listener, beside the two on Programmed above

    Condition listenerAccepted() {
        return yes(ACCEPTED, ACCEPTED, "");
    }

    Condition unsupportedProtocol(String message) {
        return no(ACCEPTED, "UnsupportedProtocol", message);
    }

    Condition conflicted(Conflict conflict, String message) {
        return yes("Conflicted", conflict.reason, message);
    }

    Condition notAccepted(Conflict conflict, String message) {
        return no(ACCEPTED, conflict.reason, message);
    }

    Condition notProgrammed(Conflict conflict, String message) {
        return no(PROGRAMMED, conflict.reason, message);
    }

    Condition listenerPending() {
        return no(PROGRAMMED, "Pending", "the front end has no usable address");
    }

    Condition invalidCaCertificateKind(String message) {
        return no(RESOLVED_REFS, "InvalidCACertificateKind", message);
    }

    Condition invalidCertificateRef(String message) {
        return no(RESOLVED_REFS, "InvalidCertificateRef", message);
    }

    Condition invalidRouteKinds(String message) {
        return no(RESOLVED_REFS, "InvalidRouteKinds", message);
    }

    Condition overlappingCertificates(String message) {
        return yes("OverlappingTLSConfig", "OverlappingCertificates", message);
    }

    Condition overlappingHostnames(String message) {
        return yes("OverlappingTLSConfig", "OverlappingHostnames", message);
    }

    // Route parent

    Condition routeAccepted() {
        return yes(ACCEPTED, ACCEPTED, "");
    }

    Condition noMatchingParent(String message) {
        return no(ACCEPTED, "NoMatchingParent", message);
    }

    Condition notAllowedByListeners(String message) {
        return no(ACCEPTED, "NotAllowedByListeners", message);
    }

    Condition noMatchingListenerHostname(String message) {
        return no(ACCEPTED, "NoMatchingListenerHostname", message);
    }

    /** A reason of Gatehouse's own: the API names none. */
    Condition routeKindConflict(String message) {
        return no(ACCEPTED, "RouteKindConflict", message);
    }

    /** The message begins as the API asks of those who drop rules and go on with the others. */
    Condition partiallyInvalid(String message) {
        return yes("PartiallyInvalid", "UnsupportedValue", "Dropped Rule: " + message);
    }

    Condition invalidKind(String message) {
        return no(RESOLVED_REFS, "InvalidKind", message);
    }

    Condition unsupportedAppProtocol(String message) {
        return no(RESOLVED_REFS, "UnsupportedProtocol", message);
    }

    Condition backendNotFound(String message) {
        return no(RESOLVED_REFS, "BackendNotFound", message);
    }

    // Policy ancestor

    Condition policyAccepted() {
        return yes(ACCEPTED, ACCEPTED, "");
    }

    Condition policyConflicted(String message) {
        return no(ACCEPTED, "Conflicted", message);
    }

    Condition targetNotFound(String message) {
        return no(ACCEPTED, "TargetNotFound", message);
    }

    Condition policyInvalid(String message) {
        return no(ACCEPTED, "Invalid", message);
    }

    // Listener and policy ancestor

    Condition noValidCaCertificate(String message) {
        return no(ACCEPTED, "NoValidCACertificate", message);
    }

    Condition invalidCaCertificateRef(String message) {
        return no(RESOLVED_REFS, "InvalidCACertificateRef", message);
    }

    // Listener and route parent

    Condition unsupportedValue(String message) {
        return no(ACCEPTED, "UnsupportedValue", message);
    }

    // Gateway, listener and route parent

    Condition resolvedRefs() {
        return yes(RESOLVED_REFS, RESOLVED_REFS, "");
    }

    Condition refNotPermitted(String message) {
        return no(RESOLVED_REFS, "RefNotPermitted", message);
    }

    /** Why listeners cannot be told apart: the same reason in all three conditions that it concerns. */
    enum Conflict {
        HOSTNAME("HostnameConflict"),
        PROTOCOL("ProtocolConflict");

        private final String reason;

        Conflict(String reason) {
            this.reason = reason;
        }
    }

    private Condition yes(String type, String reason, String message) {
        return new Condition(type, Status.TRUE, reason, message, generation);
    }

    private Condition no(String type, String reason, String message) {
        return new Condition(type, Status.FALSE, reason, message, generation);
    }
}
