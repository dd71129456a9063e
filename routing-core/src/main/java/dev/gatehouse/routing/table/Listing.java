package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.PathMatch;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;

/** Where one match of one rule is listed: what an entry is made for, and by what it is found again. */
record Listing(HostPattern host, RoutingRule rule, RuleMatch match) {
    /** Whether its path is a regular expression. */
    boolean isPattern() {
        return match.path().kind() == PathMatch.Kind.REGULAR_EXPRESSION;
    }

    /** The text of the node where it belongs: its path without a trailing slash. */
    String text() {
        String path = match.path().value();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Whether this is the entry of the same match of the same rule of the same object. */
    boolean names(RouteEntry entry) {
        Origin origin = entry.rule().origin();
        return origin.rule() == rule.origin().rule()
                && entry.match().index() == match.index()
                && origin.route().equals(rule.origin().route());
    }
}
