package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.RouteParent.Refusal;
import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.Listener;
import dev.gatehouse.routing.resource.ListenerSet;
import dev.gatehouse.routing.resource.ObjectRef;
import dev.gatehouse.routing.resource.ParentReference;
import dev.gatehouse.routing.resource.Problem;
import dev.gatehouse.routing.resource.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ListenerSets (GEP-1713): listeners that others add to a Gateway. The Gateway says from which namespaces. Where listeners of several
 * objects cannot be told apart, the Gateway's own come first, then those of the oldest set, then of the first by name.
 */
final class ListenerSets {
    private static final FieldPath PARENT = FieldPath.ROOT.field("spec").field("parentRef");

    private final Map<ObjectRef, List<ListenerSet>> byGateway = new HashMap<>();
    private final AllowedNamespaces namespaces;
    private final ListenerConflicts conflicts;
    private final OpenListeners opener;
    private final List<Problem> problems;

    ListenerSets(
            Resources resources,
            AllowedNamespaces namespaces,
            ListenerConflicts conflicts,
            OpenListeners opener,
            List<Problem> problems) {
        this.namespaces = namespaces;
        this.conflicts = conflicts;
        this.opener = opener;
        this.problems = problems;
        resources.all(ListenerSet.class).stream()
                .sorted(Comparator.comparing(ListenerSet::metadata, Ages.OLDEST_FIRST))
                .forEach(set -> byGateway
                        .computeIfAbsent(gateway(set), key -> new ArrayList<>())
                        .add(set));
    }

    /** A set while routes attach to it. */
    record OpenSet(ListenerSet set, @Nullable Refusal refusal, OpenParent parent) {
        AttachedListenerSet outcome() {
            return new AttachedListenerSet(
                    set,
                    parent.gateway().ref(),
                    refusal,
                    parent.listeners().stream().map(OpenListener::outcome).toList());
        }
    }

    /**
     * The sets that name this Gateway, in the order in which their listeners are merged.
     *
     * @param own the Gateway's own listeners
     */
    List<OpenSet> of(
            Gateway gateway,
            boolean accepted,
            FrontendValidation.Ports ports,
            @Nullable GatewayClientCertificate clientCertificate,
            List<OpenListener> own) {
        List<Listener> taken = new ArrayList<>();
        own.forEach(open -> take(open, taken));
        List<OpenSet> sets = new ArrayList<>();
        for (ListenerSet set : byGateway.getOrDefault(gateway.ref(), List.of())) {
            Refusal refusal = refusal(gateway, accepted, set);
            List<OpenListener> open = List.of();
            if (refusal == null) {
                Map<String, String> refused = refused(set.listeners(), taken);
                open = opener.of(gateway, ports, clientCertificate, set, set.listeners(), refused, true);
                open.forEach(listener -> take(listener, taken));
            }
            sets.add(new OpenSet(set, refusal, new OpenParent(set.ref(), gateway, open)));
        }
        return sets;
    }

    /** Those that others have taken the place of stand in nobody's way within the set. */
    private Map<String, String> refused(List<Listener> listeners, List<Listener> taken) {
        Map<String, String> refused = new HashMap<>();
        List<Listener> left = new ArrayList<>();
        for (Listener listener : listeners) {
            String reason = conflicts.with(taken, listener);
            if (reason == null) {
                left.add(listener);
            } else {
                refused.put(listener.name(), reason);
            }
        }
        refused.putAll(conflicts.within(left));
        return refused;
    }

    /** One that is refused takes no place from others. */
    private static void take(OpenListener open, List<Listener> taken) {
        if (open.outcome().refusal() == null || open.outcome().served()) {
            taken.add(open.listener());
        }
    }

    private @Nullable Refusal refusal(Gateway gateway, boolean accepted, ListenerSet set) {
        if (!namespaces.allow(
                gateway.allowedListeners(),
                gateway.metadata().namespace(),
                set.metadata().namespace())) {
            String message = gateway.ref() + " takes no ListenerSet from namespace "
                    + set.metadata().namespace() + " (see its allowedListeners.namespaces)";
            problems.add(Problems.error("listenerset-not-allowed", set, PARENT, message));
            return new Refusal("NotAllowed", message);
        }
        if (!accepted) {
            String message = gateway.ref() + " is not accepted";
            problems.add(Problems.error("gateway-not-accepted", set, PARENT, message));
            return new Refusal("ParentNotAccepted", message);
        }
        return null;
    }

    private static ObjectRef gateway(ListenerSet set) {
        ParentReference parent = set.parentRef();
        String namespace = parent.namespace();
        return new ObjectRef(
                parent.group(),
                parent.kind(),
                namespace == null ? set.metadata().namespace() : namespace,
                parent.name());
    }
}
