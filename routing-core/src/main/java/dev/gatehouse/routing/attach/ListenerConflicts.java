package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Listener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Listeners of one Gateway that cannot be told apart ({@code Gateway.spec.listeners}, GEP-2643, GEP-2644). No winner is picked: each of
 * them is refused.
 */
final class ListenerConflicts {
    private ListenerConflicts() {}

    /** The names of the listeners that are refused, each with {@code HostnameConflict} or {@code ProtocolConflict}. */
    static Map<String, String> of(List<Listener> listeners) {
        Map<String, String> conflicts = new HashMap<>();
        for (int i = 0; i < listeners.size(); i++) {
            for (int j = i + 1; j < listeners.size(); j++) {
                Listener one = listeners.get(i);
                Listener other = listeners.get(j);
                String reason = one.port() == other.port() ? conflict(one, other) : null;
                if (reason != null) {
                    conflicts.merge(one.name(), reason, ListenerConflicts::weightier);
                    conflicts.merge(other.name(), reason, ListenerConflicts::weightier);
                }
            }
        }
        return conflicts;
    }

    private static @Nullable String conflict(Listener one, Listener other) {
        boolean udp = one.protocol().equals("UDP");
        if (udp != other.protocol().equals("UDP")) {
            return null;
        }
        boolean sameName = Objects.equals(one.hostname(), other.hostname());
        if (udp || one.protocol().equals("TCP") || other.protocol().equals("TCP")) {
            return "ProtocolConflict";
        }
        if (one.protocol().equals(other.protocol())) {
            return sameName ? "HostnameConflict" : null;
        }
        if (one.protocol().equals("HTTP") || other.protocol().equals("HTTP")) {
            return "ProtocolConflict";
        }
        return sameName ? "HostnameConflict" : null;
    }

    private static String weightier(String one, String other) {
        return one.equals("ProtocolConflict") ? one : other;
    }
}
