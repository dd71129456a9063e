package dev.gatehouse.routing.attach;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of each listener, while routes attach. */
final class ListenerRules {
    private final IdentityHashMap<OpenListener, Added> listeners = new IdentityHashMap<>();

    private record Added(List<RoutingRule> rules, List<StreamRule> streams) {
        Added() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    void add(OpenListener listener, List<RoutingRule> rules) {
        of(listener).rules.addAll(rules);
    }

    void add(OpenListener listener, StreamRule rule) {
        of(listener).streams.add(rule);
    }

    /** The listener with all that was added; null where it is not served. */
    @Nullable
    AttachedListener attached(OpenListener listener) {
        Added added = of(listener);
        return listener.attached(added.rules, added.streams);
    }

    /** The rules for requests that were added, to each listener that got any. */
    Map<OpenListener, List<RoutingRule>> rules() {
        IdentityHashMap<OpenListener, List<RoutingRule>> rules = new IdentityHashMap<>();
        listeners.forEach((listener, added) -> rules.put(listener, added.rules));
        return rules;
    }

    private Added of(OpenListener listener) {
        return listeners.computeIfAbsent(listener, key -> new Added());
    }
}
