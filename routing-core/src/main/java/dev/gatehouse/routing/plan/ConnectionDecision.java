package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.AttachedListener;
import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.Origin;
import org.jspecify.annotations.Nullable;

/** What becomes of a connection, or of a flow of datagrams. Everything is computed: an adapter only carries it out. */
public sealed interface ConnectionDecision {
    /**
     * Requests come over it: end TLS where the listener has it, then ask for each request.
     *
     * @param listener for HTTPS the one that the server name belongs to; for HTTP any of the port, as the host of each request decides
     */
    record Serve(AttachedListener listener) implements ConnectionDecision {}

    /**
     * Pass what comes on as it is, in both directions.
     *
     * @param listener where its protocol is {@code TLS_TERMINATE}, TLS ends here and what is inside goes on; where it is
     *     {@code TLS_PASSTHROUGH}, the ClientHello goes on byte for byte
     * @param backend the Service's port that was drawn; where it has {@link ServiceBackend#tls}, a TLS connection of our own is made to it
     * @param endpoint which of its endpoints; never code in this process
     * @param chooser who chose it, and is told by {@link #began} and {@link #ended}
     */
    record Forward(
            Origin origin,
            AttachedListener listener,
            ServiceBackend backend,
            Endpoint.Address endpoint,
            LoadBalancer chooser)
            implements ConnectionDecision {
        /** Tells the load balancer that a connection to the endpoint is made. */
        public void began() {
            chooser.began(backend, endpoint);
        }

        /** Tells the load balancer that it has ended, or did not come about; once for each {@link #began}. */
        public void ended(LoadBalancer.Outcome outcome) {
            chooser.ended(backend, endpoint, outcome);
        }
    }

    /**
     * End it without an answer. Of a flow of datagrams nothing is passed on.
     *
     * @param origin the rule that took it; null where none did
     * @param reason one sentence for the log
     */
    record Refuse(@Nullable Origin origin, String reason) implements ConnectionDecision {}
}
