package dev.gatehouse.routing.attach;

import java.util.List;

/**
 * A rule in neutral form: for requests to any of these hosts that fit any of these matches, these filters and then this action.
 *
 * @param hosts as the route declares them, those that have nothing in common with the listener left out; never empty
 * @param matches never empty
 * @param filters those of the rule that look at each request before the action
 */
public record RoutingRule(
        Origin origin, List<HostPattern> hosts, List<RuleMatch> matches, RequestFilters filters, RuleAction action) {
    public RoutingRule {
        hosts = List.copyOf(hosts);
        matches = List.copyOf(matches);
    }

    /** A rule without such filters. */
    public RoutingRule(Origin origin, List<HostPattern> hosts, List<RuleMatch> matches, RuleAction action) {
        this(origin, hosts, matches, RequestFilters.NONE, action);
    }

    /** The same for these hosts. */
    public RoutingRule withHosts(List<HostPattern> hosts) {
        return new RoutingRule(origin, hosts, matches, filters, action);
    }
}
