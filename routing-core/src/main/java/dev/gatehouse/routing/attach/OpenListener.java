package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedGateway.ListenerOutcome;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.AttachedListener.Style;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A listener while routes attach to it; one that is not served still tells routes that they found it. */
final class OpenListener {
    private final Gateway gateway;
    private final @Nullable GatewayClientCertificate clientCertificate;
    private final Resource source;
    private final ListenerOutcome outcome;
    private final List<RoutingRule> rules = new ArrayList<>();
    private final List<StreamRule> streams = new ArrayList<>();

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

    /** The hosts of the route that the listener has too; empty where there is none. */
    List<HostPattern> hosts(Route route) {
        return HostnameIntersection.of(listener().hostname(), route.hostnames());
    }

    void add(Route route, List<RoutingRule> added) {
        List<HostPattern> hosts = hosts(route);
        added.stream()
                .map(rule -> rule.withHosts(hosts))
                .map(rule -> clientCertificate == null ? rule : clientCertificate.on(rule))
                .forEach(rules::add);
    }

    void add(Route route, StreamRule added) {
        StreamRule rule = new StreamRule(added.origin(), hosts(route), added.shares());
        streams.add(clientCertificate == null ? rule : clientCertificate.on(rule));
    }

    /** The listener with all that was added; null where it is not served. */
    @Nullable
    AttachedListener attached() {
        Protocol protocol = outcome.protocol();
        if (!outcome.served() || protocol == null) {
            return null;
        }
        Bind.Transport transport = protocol == Protocol.UDP ? Bind.Transport.UDP : Bind.Transport.TCP;
        return new AttachedListener(
                new Bind(gateway.ref(), listener().port(), transport),
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
