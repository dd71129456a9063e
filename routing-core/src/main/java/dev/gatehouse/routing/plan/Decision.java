package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.Origin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. Everything is computed: an adapter only carries it out. */
public sealed interface Decision {
    /** The rule that decided; null where none did. */
    @Nullable
    Origin origin();

    /**
     * Send it to an endpoint.
     *
     * @param backend the Service's port that was drawn
     * @param endpoint which of its endpoints
     * @param target the request target for the backend, in origin form
     * @param host the value for the Host header; empty where the client sent none and nothing sets it
     * @param requestEdits changes to the request's headers, in order, after hop-by-hop headers are gone
     * @param responseEdits changes to the response's headers, in order
     * @param requestTimeout for the whole exchange; zero: none; null: the front end's own
     * @param backendRequestTimeout for one attempt; zero: none; null: the front end's own
     */
    record Forward(
            Origin origin,
            ServiceBackend backend,
            Endpoint endpoint,
            String target,
            String host,
            List<HeaderEdits> requestEdits,
            List<HeaderEdits> responseEdits,
            @Nullable Duration requestTimeout,
            @Nullable Duration backendRequestTimeout)
            implements Decision {}

    /**
     * Answer with a redirect.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param location an absolute URI
     */
    record Redirect(Origin origin, int status, String location) implements Decision {}

    /**
     * Answer with a status and no content of any backend.
     *
     * @param status 400, 404, 421, 500 or 503
     * @param reason one sentence for the log; holds nothing that a client may not see
     * @param close whether the connection must be closed after the answer
     */
    record Respond(@Nullable Origin origin, int status, String reason, boolean close) implements Decision {}
}
