package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.AttachedListener.Protocol;
import dev.gatehouse.routing.resource.Listener;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Listeners of one port that cannot be told apart ({@code Gateway.spec.listeners}, GEP-2643, GEP-2644). */
final class ListenerConflicts {
    static final String PROTOCOL = "ProtocolConflict";
    static final String HOSTNAME = "HostnameConflict";

    private final boolean mixTlsModes;

    /** @param mixTlsModes whether one port may have listeners of both modes of TLS */
    ListenerConflicts(boolean mixTlsModes) {
        this.mixTlsModes = mixTlsModes;
    }

    /**
     * Within one object no winner is picked: each listener that cannot be told from another is refused.
     *
     * @return the names of those, each with {@code HostnameConflict} or {@code ProtocolConflict}
     */
    Map<String, String> within(List<Listener> listeners) {
        Map<String, String> conflicts = new HashMap<>();
        for (int i = 0; i < listeners.size(); i++) {
            for (int j = i + 1; j < listeners.size(); j++) {
                String reason = conflict(listeners.get(i), listeners.get(j));
                if (reason != null) {
                    conflicts.merge(listeners.get(i).name(), reason, ListenerConflicts::weightier);
                    conflicts.merge(listeners.get(j).name(), reason, ListenerConflicts::weightier);
                }
            }
        }
        return conflicts;
    }

    /** Across objects the earlier listener stays and the later is refused (GEP-1713): why this one is, or null. */
    @Nullable
    String with(Collection<Listener> earlier, Listener later) {
        String found = null;
        for (Listener one : earlier) {
            String reason = conflict(one, later);
            if (reason != null) {
                found = found == null ? reason : weightier(found, reason);
            }
        }
        return found;
    }

    private @Nullable String conflict(Listener one, Listener other) {
        if (one.port() != other.port()) {
            return null;
        }
        boolean udp = one.protocol().equals("UDP");
        if (udp != other.protocol().equals("UDP")) {
            return null;
        }
        if (udp || one.protocol().equals("TCP") || other.protocol().equals("TCP")) {
            return PROTOCOL;
        }
        String sameName = Objects.equals(one.hostname(), other.hostname()) ? HOSTNAME : null;
        if (one.protocol().equals(other.protocol())) {
            Protocol mode = RouteKinds.protocol(one);
            return mode == RouteKinds.protocol(other) || mixTlsModes ? sameName : PROTOCOL;
        }
        return one.protocol().equals("HTTP") || other.protocol().equals("HTTP") ? PROTOCOL : sameName;
    }

    private static String weightier(String one, String other) {
        return one.equals(PROTOCOL) ? one : other;
    }
}
