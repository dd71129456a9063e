package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.attach.Attachment;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.RequestFilters;
import dev.gatehouse.routing.attach.RoutingRule;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.persistent.PersistentMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The Services' ports that rules speak to, each with how often. Immutable; a change shares nearly all with what was before. */
final class UsedBackends {
    private static final UsedBackends NONE = new UsedBackends(PersistentMap.empty());

    /** By {@code namespace/name} of the Service. */
    private final PersistentMap<Map<ServiceBackend, Integer>> counts;

    private UsedBackends(PersistentMap<Map<ServiceBackend, Integer>> counts) {
        this.counts = counts;
    }

    /** Those of all rules for requests. Costs time in proportion to these. */
    static UsedBackends of(Attachment attachment) {
        Map<ServiceBackend, Integer> found = new HashMap<>();
        attachment.listeners().forEach(listener -> listener.rules().forEach(rule -> count(rule, 1, found)));
        return NONE.plus(found);
    }

    /** After these edits of rules for requests. Costs time in proportion to them. */
    UsedBackends with(List<RuleEdits> edits) {
        Map<ServiceBackend, Integer> differences = new HashMap<>();
        edits.forEach(edit -> edit.forEach(rule -> count(rule, -1, differences), rule -> count(rule, 1, differences)));
        return plus(differences);
    }

    /** With the rules for connections of these listeners instead of those. Costs time in proportion to all of these. */
    UsedBackends with(Collection<AttachedListener> before, Collection<AttachedListener> after) {
        Map<ServiceBackend, Integer> differences = new HashMap<>();
        count(before, -1, differences);
        count(after, 1, differences);
        return plus(differences);
    }

    private UsedBackends plus(Map<ServiceBackend, Integer> differences) {
        PersistentMap<Map<ServiceBackend, Integer>> next = counts;
        for (Map.Entry<ServiceBackend, Integer> difference : differences.entrySet()) {
            ServiceBackend backend = difference.getKey();
            if (difference.getValue() != 0) {
                String key = backend.namespace() + "/" + backend.name();
                Map<ServiceBackend, Integer> known = next.get(key);
                Map<ServiceBackend, Integer> changed = known == null ? new HashMap<>() : new HashMap<>(known);
                changed.merge(backend, difference.getValue(), (one, other) -> one + other == 0 ? null : one + other);
                next = changed.isEmpty() ? next.without(key) : next.with(key, Map.copyOf(changed));
            }
        }
        return new UsedBackends(next);
    }

    /** Each once, in no particular order. */
    void forEach(Consumer<? super ServiceBackend> each) {
        counts.forEach(some -> some.keySet().forEach(each));
    }

    /** The ports of one Service. */
    Set<ServiceBackend> of(String service) {
        Map<ServiceBackend, Integer> some = counts.get(service);
        return some == null ? Set.of() : some.keySet();
    }

    /** Calls {@code each} with every Service of which other ports are spoken to than before, and with some that are spoken to as before. */
    void differences(UsedBackends before, Consumer<? super String> each) {
        counts.differences(before.counts, each);
    }

    /** The rules for connections. */
    private static void count(Collection<AttachedListener> listeners, int by, Map<ServiceBackend, Integer> counts) {
        Set<ServiceBackend> found = new LinkedHashSet<>();
        for (AttachedListener listener : listeners) {
            if (listener.protocol() != Protocol.UDP) {
                listener.streams().forEach(rule -> rule.shares().forEach(share -> add(share, found::add)));
            }
        }
        found.forEach(backend -> counts.merge(backend, by, Integer::sum));
    }

    private static void count(RoutingRule rule, int by, Map<ServiceBackend, Integer> counts) {
        Set<ServiceBackend> found = new LinkedHashSet<>();
        add(rule.filters(), found::add);
        if (rule.action() instanceof ForwardTo forward) {
            forward.shares().forEach(share -> add(share, found::add));
        }
        found.forEach(backend -> counts.merge(backend, by, Integer::sum));
    }

    private static void add(BackendShare share, Consumer<ServiceBackend> found) {
        if (share.weight() > 0 && share.backend() instanceof ServiceBackend service) {
            found.accept(service);
        }
        share.mirrors().forEach(mirror -> found.accept(mirror.backend()));
        add(share.filters(), found);
    }

    private static void add(RequestFilters filters, Consumer<ServiceBackend> found) {
        if (filters.externalAuth() != null) {
            found.accept(filters.externalAuth().backend());
        }
    }
}
