package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** An endpoint is left out of the choice, or is well again. */
@Name("dev.gatehouse.EndpointState")
@Label("Endpoint State")
@Category("Gatehouse")
@Description("An endpoint is left out of the choice because it failed, or passes its health checks again")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class EndpointStateEvent extends Event {
    @Label("Backend")
    @Description("The Service's port")
    private @Nullable String backend;

    @Label("Endpoint")
    @Description("Which of its endpoints")
    private @Nullable String endpoint;

    @Label("State")
    @Description("EJECTED for a while, FAILING its health checks, or PASSING them again")
    private @Nullable String state;

    @Label("Reason")
    @Description("How the last request ended, or what the last health check met")
    private @Nullable String reason;

    static void tell(ServiceBackend backend, Endpoint endpoint, String state, String reason) {
        EndpointStateEvent event = new EndpointStateEvent();
        if (event.shouldCommit()) {
            event.backend = backend.toString();
            event.endpoint = endpoint.toString();
            event.state = state;
            event.reason = reason;
            event.commit();
        }
    }
}
