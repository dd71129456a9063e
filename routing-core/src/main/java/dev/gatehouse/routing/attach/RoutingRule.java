package dev.gatehouse.routing.attach;

import java.util.List;

/**
 * A rule in neutral form: for requests to any of these hosts that fit any of these matches, this action.
 *
 * @param hosts as the route declares them, those that have nothing in common with the listener left out; never empty
 * @param matches never empty
 */
public record RoutingRule(Origin origin, List<HostPattern> hosts, List<RuleMatch> matches, RuleAction action) {
    public RoutingRule {
        hosts = List.copyOf(hosts);
        matches = List.copyOf(matches);
    }
}
