package dev.gatehouse.routing;

import dev.gatehouse.routing.attach.Bind;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.plan.Decision;
import dev.gatehouse.routing.request.RequestHead;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One request, and what was decided. Off unless a recording asks for it, for there are as many as there are requests. */
@Name("dev.gatehouse.Decision")
@Label("Decision")
@Category("Gatehouse")
@Description("What was decided of a request; lasts as long as it took to decide")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class DecisionEvent extends Event {
    private static final DecisionEvent ANY = new DecisionEvent();

    @Label("Listener")
    @Description("The port of the resources on which it arrived")
    private @Nullable String listener;

    @Label("Method")
    @Description("As the client sent it")
    private @Nullable String method;

    @Label("Target")
    @Description("As the client sent it")
    private @Nullable String target;

    @Label("Decision")
    @Description("Authorize, Forward, Redirect or Respond")
    private @Nullable String decision;

    @Label("Route")
    @Description("The rule that decided; null where none did")
    private @Nullable String route;

    @Label("Backend")
    @Description("The Service's port that it goes to; null where it is not forwarded")
    private @Nullable String backend;

    @Label("Endpoint")
    @Description("The endpoint that it goes to; null where it is not forwarded")
    private @Nullable String endpoint;

    @Label("Status")
    @Description("Of the answer that was decided on; 0 where a backend answers")
    private int status;

    @Label("Reason")
    @Description("Why no backend is asked; null where one is")
    private @Nullable String reason;

    /** Whether somebody records; costs nothing where nobody does. */
    static boolean isOn() {
        return ANY.isEnabled();
    }

    void commit(Bind bind, RequestHead head, Decision decided) {
        end();
        if (!shouldCommit()) {
            return;
        }
        Origin origin = decided.origin();
        listener = bind.toString();
        method = head.method();
        target = head.target();
        decision = decided.getClass().getSimpleName();
        route = origin == null ? null : origin.toString();
        if (decided instanceof Decision.Forward forward) {
            backend = forward.backend().toString();
            endpoint = forward.endpoint().toString();
        } else if (decided instanceof Decision.Redirect redirect) {
            status = redirect.status();
            reason = "a redirect to " + redirect.location();
        } else if (decided instanceof Decision.Respond respond) {
            status = respond.status();
            reason = respond.reason();
        }
        commit();
    }
}
