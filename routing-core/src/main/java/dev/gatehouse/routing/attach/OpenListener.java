package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.resource.AllowedRoutes;
import dev.gatehouse.routing.resource.AllowedRoutes.RouteGroupKind;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A listener to which routes can attach; one that is not served still tells routes that they found it. Immutable. */
final class OpenListener {
    private final Gateway gateway;
    private final @Nullable GatewayClientCertificate clientCertificate;
    private final Resource source;
    private final ListenerOutcome outcome;

    /**
     * Opens a listener.
     *
     * @param clientCertificate what the Gateway shows to backends; null for nothing
     * @param source the Gateway, or a ListenerSet that adds to it
     */
    OpenListener(
            Gateway gateway,
            @Nullable GatewayClientCertificate clientCertificate,
            Resource source,
            ListenerOutcome outcome) {
        this.gateway = gateway;
        this.clientCertificate = clientCertificate;
        this.source = source;
        this.outcome = outcome;
    }

    Listener listener() {
        return outcome.listener();
    }

    ListenerOutcome outcome() {
        return outcome;
    }

    /** Whether {@link #hosts} has any. */
    boolean hasHostOf(Route route) {
        return HostnameIntersection.any(listener().hostname(), route.hostnames());
    }

    /** The hosts of the route that the listener has too; empty where there is none. */
    List<HostPattern> hosts(Route route) {
        return HostnameIntersection.of(listener().hostname(), route.hostnames());
    }

    /** The rules of a route as they are here: for the hosts that it has in common with the listener. */
    List<RoutingRule> rules(Route route, List<RoutingRule> rules) {
        List<HostPattern> hosts = hosts(route);
        List<RoutingRule> here = new ArrayList<>(rules.size());
        for (RoutingRule rule : rules) {
            RoutingRule narrowed = rule.withHosts(hosts);
            here.add(clientCertificate == null ? narrowed : clientCertificate.on(narrowed));
        }
        return here;
    }

    /** As {@link #rules}, for connections. */
    StreamRule rule(Route route, StreamRule given) {
        StreamRule rule = new StreamRule(given.origin(), hosts(route), given.shares());
        return clientCertificate == null ? rule : clientCertificate.on(rule);
    }

    /** Whether this Secret is shown to backends. */
    boolean shows(ObjectRef secret) {
        return clientCertificate != null && clientCertificate.secret().ref().equals(secret);
    }

    /** Whether connections are taken for it. */
    boolean isServed() {
        return outcome.served() && outcome.protocol() != null;
    }

    /** All that decides which routes attach to it and what becomes of their rules. Two are the same to routes where these are equal. */
    Terms terms() {
        Listener listener = listener();
        return new Terms(
                source.ref(),
                gateway.defaultScope(),
                listener.name(),
                outcome.protocol(),
                listener.hostname(),
                listener.allowedRoutes(),
                List.copyOf(outcome.supportedKinds()),
                clientCertificate);
    }

    /** See {@link #terms}. */
    record Terms(
            ObjectRef parent,
            boolean defaultScope,
            String name,
            @Nullable Protocol protocol,
            @Nullable Hostname hostname,
            AllowedRoutes allowedRoutes,
            List<RouteGroupKind> kinds,
            @Nullable GatewayClientCertificate clientCertificate) {
        boolean selectsNamespaces() {
            return allowedRoutes.from() == AllowedRoutes.From.SELECTOR;
        }
    }

    /** All that decides what a route is told of it, served or not. */
    Outline outline() {
        return new Outline(terms(), listener().protocol(), listener().port());
    }

    /** See {@link #outline}. */
    record Outline(Terms terms, String protocol, int port) {}

    /** Its port. */
    Bind bind() {
        Bind.Transport transport = outcome.protocol() == Protocol.UDP ? Bind.Transport.UDP : Bind.Transport.TCP;
        return new Bind(gateway.ref(), listener().port(), transport);
    }

    /** Its hosts, by which those of one port are told apart. */
    HostPattern host() {
        Hostname hostname = listener().hostname();
        return hostname == null ? HostPattern.ANY : HostPattern.gateway(hostname);
    }

    /** The listener with these rules; null where it is not served. */
    @Nullable
    AttachedListener attached(List<RoutingRule> rules, List<StreamRule> streams) {
        Protocol protocol = outcome.protocol();
        if (!isServed() || protocol == null) {
            return null;
        }
        return new AttachedListener(
                bind(),
                source.ref(),
                listener().name(),
                protocol,
                listener().hostname(),
                Style.GATEWAY,
                outcome.certificates(),
                outcome.clientValidation(),
                rules,
                streams);
    }
}
