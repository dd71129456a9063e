package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.PathRewrite;
import dev.gatehouse.routing.attach.RuleAction;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.table.RouteEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A backend's part in a rule, and the request as it will see it.
 *
 * @param percent of the requests
 * @param edits of the request's headers, in order, each in a phrase
 */
record BackendSight(double percent, String backend, String host, String target, List<String> edits) {
    static List<BackendSight> of(RouteEntry entry, Request request) {
        List<BackendSight> sights = new ArrayList<>();
        if (entry.rule().action() instanceof RuleAction.ForwardTo forward) {
            for (BackendShare share : forward.shares()) {
                double percent = Math.round(1000.0 * share.weight() / Math.max(1, forward.totalWeight())) / 10.0;
                PathRewrite rewrite = share.path();
                String query = request.query() == null ? "" : "?" + request.query();
                String target = rewrite == null
                        ? request.target()
                        : rewrite.apply(request.path(), entry.match().path().value()) + query;
                String host = share.hostname();
                sights.add(new BackendSight(
                        percent,
                        share.backend().toString(),
                        host == null ? request.authority() : host,
                        target,
                        edits(share.requestEdits())));
            }
        }
        return sights;
    }

    private static List<String> edits(List<HeaderEdits> all) {
        List<String> edits = new ArrayList<>();
        for (HeaderEdits each : all) {
            each.set().forEach(field -> edits.add("set " + field.name() + ": " + field.value()));
            each.add().forEach(field -> edits.add("add " + field.name() + ": " + field.value()));
            each.remove().forEach(name -> edits.add("remove " + name));
        }
        return edits;
    }
}
