package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.StreamRule;
import dev.gatehouse.routing.plan.ConnectionDecision;
import dev.gatehouse.routing.plan.Outcome;
import dev.gatehouse.routing.table.ListenerTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a connection, and what that came by. See {@link Routes#traceConnection}.
 *
 * @param decision where there are several outcomes, one of them that was drawn
 * @param listener the listener that takes the connection; null where none has the server name, and for HTTP, where the host of each request
 *     decides
 * @param taken the rule that takes it; null where none does, and where requests come over it
 * @param outcomes what becomes of it with each of the rule's backends; empty where there is no rule
 */
public record ConnectionTrace(
        ConnectionDecision decision,
        @Nullable ListenerTable listener,
        @Nullable StreamRule taken,
        List<Outcome<ConnectionDecision>> outcomes) {
    public ConnectionTrace {
        outcomes = List.copyOf(outcomes);
    }
}
