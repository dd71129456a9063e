package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.attach.RuleMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One line of the routing table: one way to a rule on a listener.
 *
 * @param host the listener's own host where the rule names none
 */
record ServedRoute(AttachedListener listener, HostPattern host, RuleMatch match, Origin origin, RuleAction action) {
    /** For reading: hosts from specific to general, then paths from long to short, as far as one can say so without a request. */
    private static final Comparator<ServedRoute> FOR_READING = Comparator.<ServedRoute, HostPattern.Kind>comparing(
                    route -> route.host.kind())
            .thenComparing(route -> route.host.text())
            .thenComparing(route -> route.match.path().kind() == PathMatch.Kind.DEFAULT)
            .thenComparing(route -> -route.match.path().value().length())
            .thenComparing(route -> route.match.path().value())
            .thenComparing(route -> route.match.path().kind());

    /** Every line of a listener, in an order for reading. */
    static List<ServedRoute> of(AttachedListener listener) {
        List<ServedRoute> routes = new ArrayList<>();
        for (RoutingRule rule : listener.rules()) {
            for (HostPattern host : rule.hosts()) {
                HostPattern narrowed = host.kind() == HostPattern.Kind.ANY && listener.hostname() != null
                        ? HostPattern.gateway(listener.hostname())
                        : host;
                for (RuleMatch match : rule.matches()) {
                    routes.add(new ServedRoute(listener, narrowed, match, rule.origin(), rule.action()));
                }
            }
        }
        routes.sort(FOR_READING);
        return routes;
    }

    /** Every line of every listener. */
    static List<ServedRoute> of(Attachment attachment) {
        return attachment.listeners().stream()
                .flatMap(listener -> of(listener).stream())
                .toList();
    }
}
