package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.plan.Decision.Forward;
import dev.gatehouse.routing.plan.LoadBalancer.Outcome;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A try that did not go well. */
@Name("dev.gatehouse.UpstreamFailure")
@Label("Upstream Failure")
@Category("Gatehouse")
@Description("A request to an endpoint brought no answer, or one with a status from 500 on")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class UpstreamFailureEvent extends Event {
    @Label("Route")
    @Description("The rule that sent it there")
    private @Nullable String route;

    @Label("Backend")
    @Description("The Service's port")
    private @Nullable String backend;

    @Label("Endpoint")
    @Description("The endpoint that was tried")
    private @Nullable String endpoint;

    @Label("Outcome")
    @Description("ERROR, UNREACHABLE or TIMEOUT")
    private @Nullable String outcome;

    static void tell(Forward forward, Outcome outcome) {
        UpstreamFailureEvent event = new UpstreamFailureEvent();
        if (event.shouldCommit()) {
            event.route = forward.origin().toString();
            event.backend = forward.backend().toString();
            event.endpoint = forward.endpoint().toString();
            event.outcome = outcome.name();
            event.commit();
        }
    }
}
