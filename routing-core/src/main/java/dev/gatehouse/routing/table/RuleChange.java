package dev.gatehouse.routing.table;

import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules that go and rules that come, by the host patterns that they name. */
final class RuleChange {
    static final RuleChange NONE = new RuleChange(List.of(), List.of());

    private final Map<HostPattern, Edit> hosts = new LinkedHashMap<>();
    private final Map<HostPattern, Edit> calls = new LinkedHashMap<>();

    /** What changes under one host pattern. */
    record Edit(List<Listing> removed, List<RouteEntry> added) {
        private Edit() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    RuleChange(Collection<RoutingRule> removed, Collection<RoutingRule> added) {
        removed.forEach(rule ->
                listings(rule).forEach(listing -> edit(listing).removed().add(listing)));
        added.forEach(rule -> listings(rule)
                .forEach(listing -> edit(listing).added().add(RouteEntry.of(listing.host(), rule, listing.match()))));
    }

    private static List<Listing> listings(RoutingRule rule) {
        List<Listing> listings = new ArrayList<>();
        for (HostPattern host : rule.hosts()) {
            for (RuleMatch match : rule.matches()) {
                listings.add(new Listing(host, rule, match));
            }
        }
        return listings;
    }

    private Edit edit(Listing listing) {
        return (listing.match().grpc() == null ? hosts : calls).computeIfAbsent(listing.host(), host -> new Edit());
    }

    HostIndex<HostRules> hosts(HostIndex<HostRules> before) {
        HostIndex<HostRules> after = before;
        for (Map.Entry<HostPattern, Edit> entry : hosts.entrySet()) {
            Edit edit = entry.getValue();
            HostRules rules = before.of(entry.getKey());
            after = after.with(
                    entry.getKey(),
                    rules == null
                            ? edit.added().isEmpty() ? null : HostRules.of(edit.added())
                            : rules.with(edit.removed(), edit.added()));
        }
        return after;
    }

    HostIndex<CallRules> calls(HostIndex<CallRules> before) {
        HostIndex<CallRules> after = before;
        for (Map.Entry<HostPattern, Edit> entry : calls.entrySet()) {
            Edit edit = entry.getValue();
            CallRules rules = before.of(entry.getKey());
            after = after.with(
                    entry.getKey(),
                    rules == null
                            ? edit.added().isEmpty() ? null : CallRules.of(edit.added())
                            : rules.with(edit.removed(), edit.added()));
        }
        return after;
    }
}
