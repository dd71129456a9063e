package dev.gatehouse.routing.insight;

import dev.gatehouse.routing.ConnectionTrace;
import dev.gatehouse.routing.Routes;
import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.HostPattern;
import dev.gatehouse.routing.attach.StreamRule;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.Outcome;
import dev.gatehouse.routing.request.Request;
import dev.gatehouse.routing.resource.Hostname;
import dev.gatehouse.routing.table.ListenerTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection is taken as it is: what {@link Routes#traceConnection} met, in words.
 *
 * @param bind the port to which it is made
 * @param serverName of its TLS handshake, in lower case; empty where there is none, or none that is well-formed
 * @param listener the listener that has the server name; null where none has
 * @param others the other listeners of the port that would have the server name, in the order in which they would; a few
 * @param taken the rule that takes it; null where none does, and where requests come over it
 * @param near what is nearly right where no listener or no rule takes it, each with what would have to differ; a few
 * @param decision what becomes of it
 * @param outcomes what becomes of it with each of the rule's backends; empty where there is no rule
 */
public record ConnectionExplanation(
        Bind bind,
        String serverName,
        @Nullable AttachedListener listener,
        List<AttachedListener> others,
        @Nullable StreamRule taken,
        List<String> near,
        ConnectionDecision decision,
        List<Outcome<ConnectionDecision>> outcomes) {
    private static final int MOST = 3;

    public ConnectionExplanation {
        others = List.copyOf(others);
        near = List.copyOf(near);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * Decides what becomes of a connection as {@link Routes#connect} does, and says why. For tools.
     *
     * @param serverName as sent; null where there is none
     */
    public static ConnectionExplanation of(Routes routes, Bind bind, @Nullable String serverName) {
        ConnectionTrace trace = routes.traceConnection(bind, serverName);
        String name = serverName == null ? "" : Request.normalHost(serverName);
        ListenerTable table = trace.listener();
        AttachedListener listener = table == null ? null : table.listener();
        boolean refused = trace.decision() instanceof ConnectionDecision.Refuse && trace.taken() == null;
        return new ConnectionExplanation(
                bind,
                name,
                listener,
                others(routes, bind, name, listener),
                trace.taken(),
                !refused ? List.of() : table == null ? listeners(routes, bind, name) : rules(table, name),
                trace.decision(),
                trace.outcomes());
    }

    private static List<AttachedListener> others(
            Routes routes, Bind bind, String name, @Nullable AttachedListener taken) {
        return routes.listeners(bind).stream()
                .filter(listener -> taken != null && !listener.name().equals(taken.name()))
                .filter(listener -> Closeness.covers(pattern(listener), name))
                .sorted(Comparator.comparingInt((AttachedListener listener) ->
                                pattern(listener).text().length())
                        .reversed())
                .limit(MOST)
                .toList();
    }

    private static List<String> listeners(Routes routes, Bind bind, String name) {
        return routes.listeners(bind).stream()
                .sorted(Comparator.comparingInt(
                                (AttachedListener listener) -> Closeness.ofHosts(pattern(listener), name))
                        .reversed())
                .limit(MOST)
                .map(listener -> "listener " + listener.name() + ": " + expected(name, pattern(listener)))
                .toList();
    }

    private static List<String> rules(ListenerTable table, String name) {
        List<String> near = new ArrayList<>();
        for (HostPattern pattern : table.streams().patterns().stream()
                .sorted(Comparator.comparingInt((HostPattern pattern) -> Closeness.ofHosts(pattern, name))
                        .reversed())
                .limit(MOST)
                .toList()) {
            StreamRule rule = table.streams().of(pattern);
            if (rule != null) {
                near.add(rule.origin() + ": " + expected(name, pattern));
            }
        }
        return near;
    }

    private static String expected(String name, HostPattern pattern) {
        return "server name is " + (name.isEmpty() ? "absent" : Failing.shown(name)) + " (expected: " + pattern + ")"
                + (pattern.text().equals(name) ? ": a wildcard does not take the bare domain" : "");
    }

    private static HostPattern pattern(AttachedListener listener) {
        Hostname hostname = listener.hostname();
        return hostname == null ? HostPattern.ANY : HostPattern.gateway(hostname);
    }
}
