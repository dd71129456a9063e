package dev.gatehouse.routing;

import dev.gatehouse.routing.Routes.Compiled;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.OpenGateways.Given;
import dev.gatehouse.routing.attach.OpenGateways.Place;
import dev.gatehouse.routing.attach.RouteParent;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.table.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What HTTPRoutes, GRPCRoutes and Ingresses take from listeners and give to them: each is attached as it was, and as it is. */
final class RuleEdits {
    private final List<AttachedListener> listeners;
    private final Map<Place, Edit> places = new LinkedHashMap<>();
    private final List<RouteParent> parentsBefore = new ArrayList<>();
    private final List<RouteParent> parentsAfter = new ArrayList<>();

    RuleEdits(Compiled known) {
        this.listeners = known.listeners();
    }

    private record Edit(List<RoutingRule> removed, List<RoutingRule> added) {
        Edit() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** What was there of HTTPRoutes and GRPCRoutes, and what is there from now on. */
    void routes(Given before, Given after) {
        before.rules().forEach(given -> at(given.place()).removed.addAll(given.rules()));
        after.rules().forEach(given -> at(given.place()).added.addAll(given.rules()));
        parentsBefore.addAll(before.parents());
        parentsAfter.addAll(after.parents());
    }

    /** All parents of these HTTPRoutes and GRPCRoutes, as they were. */
    List<RouteParent> parentsBefore() {
        return parentsBefore;
    }

    /** The same as they are. */
    List<RouteParent> parentsAfter() {
        return parentsAfter;
    }

    /** The same of Ingresses, whose rules are on each of their ports. */
    void ingresses(List<RoutingRule> before, List<RoutingRule> after) {
        for (AttachedListener listener : listeners) {
            if (listener.bind().owner().equals(Bind.INGRESS) && !(before.isEmpty() && after.isEmpty())) {
                Edit edit = at(Place.of(listener));
                edit.removed.addAll(before);
                edit.added.addAll(after);
            }
        }
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

    /** Each rule that goes and each that comes, on each listener. */
    void forEach(Consumer<? super RoutingRule> goes, Consumer<? super RoutingRule> comes) {
        places.values().forEach(edit -> {
            edit.removed.forEach(goes);
            edit.added.forEach(comes);
        });
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
}
