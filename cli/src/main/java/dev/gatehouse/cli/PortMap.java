package dev.gatehouse.cli;

import dev.gatehouse.routing.attach.Bind;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Which socket stands for which port of the resources.
 *
 * @param given the ports that were chosen by name; 0 as a socket port means any that is free
 */
record PortMap(Map<Integer, Integer> given) {
    private static final int FIRST_UNPRIVILEGED = 1024;
    private static final int PRIVILEGED_SHIFT = 8000;
    private static final int LAST = 65535;

    PortMap {
        given = Map.copyOf(given);
    }

    /** The socket port for a port: the one given; else ports below 1024 move up by 8000 (80 to 8080, 443 to 8443) and all others stay. */
    int socketPort(int port) {
        return given.getOrDefault(port, port < FIRST_UNPRIVILEGED ? port + PRIVILEGED_SHIFT : port);
    }

    /**
     * A socket port for each bind. Of binds that would share one, the first gets it and each further one the next that is free.
     *
     * @param kept what is assigned already, and stays
     * @param free whether nothing else on this machine listens on a port; asked only where a bind has to give way
     */
    Map<Bind, Integer> assign(Collection<Bind> binds, Map<Bind, Integer> kept, IntPredicate free) {
        Map<Bind, Integer> assigned = new LinkedHashMap<>();
        Set<Integer> used = new HashSet<>();
        for (Bind bind : binds) {
            Integer port = kept.get(bind);
            if (port != null) {
                assigned.put(bind, port);
                used.add(port);
            }
        }
        for (Bind bind : binds) {
            if (!assigned.containsKey(bind)) {
                int port = socketPort(bind.port());
                if (port != 0 && !used.add(port)) {
                    port = next(port, used, free);
                    used.add(port);
                }
                assigned.put(bind, port);
            }
        }
        return assigned;
    }

    /** The next unprivileged port after {@code port}, from the start again after the last; 0 where there is none. */
    private static int next(int port, Set<Integer> used, IntPredicate free) {
        int range = LAST - FIRST_UNPRIVILEGED + 1;
        int start = Math.max(port + 1, FIRST_UNPRIVILEGED) - FIRST_UNPRIVILEGED;
        for (int i = 0; i < range; i++) {
            int candidate = FIRST_UNPRIVILEGED + (start + i) % range;
            if (!used.contains(candidate) && free.test(candidate)) {
                return candidate;
            }
        }
        return 0;
    }
}
