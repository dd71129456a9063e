package dev.gatehouse.routing;

import dev.gatehouse.routing.Routes.Compiled;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.OpenGateways;
import dev.gatehouse.routing.attach.OpenGateways.Place;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.resource.Ingress;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Resources;
import dev.gatehouse.routing.resource.Route;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What HTTPRoutes, GRPCRoutes and Ingresses take from listeners and give to them: each is attached as it was, and as it is. */
final class RuleEdits {
    private final List<AttachedListener> listeners;
    private final Map<Place, Edit> places = new LinkedHashMap<>();

    RuleEdits(Compiled known) {
        this.listeners = known.listeners();
    }

    private record Edit(List<RoutingRule> removed, List<RoutingRule> added) {
        Edit() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** What was there of it. */
    void remove(Resource route, OpenGateways open, Resources resources) {
        rules(route, open, resources)
                .forEach((place, rules) -> at(place).removed.addAll(rules));
    }

    /** What is there of it from now on. */
    void add(Resource route, OpenGateways open, Resources resources) {
        rules(route, open, resources).forEach((place, rules) -> at(place).added.addAll(rules));
    }

    /** @param except where all rules are new anyhow */
    RouteTable on(RouteTable table, Set<Place> except) {
        RouteTable next = table;
        for (Map.Entry<Place, Edit> entry : places.entrySet()) {
            Place place = entry.getKey();
            Edit edit = entry.getValue();
            if (!except.contains(place)) {
                next = next.with(place.bind(), place.host(), edit.removed, edit.added);
            }
        }
        return next;
    }

    /** All of them together, without what went and came as it was. Costs time in proportion to them. */
    static List<ListenerChange> changes(List<RuleEdits> all, List<AttachedListener> listeners) {
        Map<Place, Sum> sums = new LinkedHashMap<>();
        all.forEach(each -> each.places.forEach(
                (place, edit) -> sums.computeIfAbsent(place, key -> new Sum()).add(edit)));
        List<ListenerChange> changes = new ArrayList<>();
        for (AttachedListener listener : sums.isEmpty() ? List.<AttachedListener>of() : listeners) {
            Sum sum = sums.get(Place.of(listener));
            if (sum != null && !(sum.removed.isEmpty() && sum.added.isEmpty())) {
                changes.add(new ListenerChange(listener, List.copyOf(sum.removed), List.copyOf(sum.added)));
            }
        }
        return changes;
    }

    private static final class Sum {
        private final Set<RoutingRule> removed = new LinkedHashSet<>();
        private final Set<RoutingRule> added = new LinkedHashSet<>();

        void add(Edit next) {
            next.removed.stream().filter(rule -> !added.remove(rule)).forEach(removed::add);
            next.added.stream().filter(rule -> !removed.remove(rule)).forEach(added::add);
        }
    }

    private Edit at(Place place) {
        return places.computeIfAbsent(place, key -> new Edit());
    }

    private Map<Place, List<RoutingRule>> rules(Resource resource, OpenGateways open, Resources resources) {
        Map<Place, List<RoutingRule>> rules = new LinkedHashMap<>();
        if (resource instanceof Route route) {
            open.attach(route, resources).forEach(given -> rules.put(given.place(), given.rules()));
        } else if (resource instanceof Ingress ingress) {
            List<RoutingRule> own = open.attach(ingress, resources);
            listeners.stream()
                    .filter(listener -> listener.bind().owner().equals(Bind.INGRESS))
                    .forEach(listener -> rules.put(Place.of(listener), own));
        }
        return rules;
    }
}
