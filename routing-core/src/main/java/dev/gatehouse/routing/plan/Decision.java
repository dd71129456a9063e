package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import dev.gatehouse.routing.attach.BackendShare;
import dev.gatehouse.routing.attach.ExternalAuth;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.HeaderEdits.Field;
import dev.gatehouse.routing.attach.Origin;
import dev.gatehouse.routing.attach.RetryPolicy;
import dev.gatehouse.routing.attach.RuleAction.ForwardTo;
import dev.gatehouse.routing.attach.SessionPolicy;
import dev.gatehouse.routing.request.Request;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request. Everything is computed: an adapter only carries it out, in this order:
 *
 * <ol>
 *   <li>{@link Authorize}: ask the service; where it allows, go on with what {@link Authorize#allowed} gives, else answer with
 *       {@link Authorize#refused}. {@link Redirect} and {@link Respond} are answered at once.
 *   <li>{@link Forward}: the request timeout begins. Each of its {@link Forward#mirrors} is sent beside, and none of them may delay or fail
 *       the request: what does not fit into the adapter's bound is not sent.
 *   <li>{@link Forward#began}; the request goes to {@link Forward#endpoint} with the fields of {@link UpstreamHeaders}; the backend's timeout
 *       counts for this one try; {@link Forward#ended}.
 *   <li>Where the try failed, or its status is one of {@link Forward#retry}, and nothing of an answer has reached the client, and the request
 *       can be sent again (no body, or all of it in the adapter's bound): wait the backoff, then the same with {@link Forward#again}, up to
 *       {@code attempts} times. No wait and no try begins where it could not end before the request timeout: the answer then is 504. A method
 *       that is not idempotent is sent again only where the connection was never made or the status is listed.
 *   <li>The answer's fields are those of {@link DownstreamHeaders} with {@link Forward#responseEdits}: CORS and session cookies are among them.
 *   <li>Where no answer came, it is {@link Forward#failed}; where one had begun, it is cut.
 * </ol>
 */
public sealed interface Decision {
    /** The rule that decided; null where none did. */
    @Nullable
    Origin origin();

    /**
     * Ask a service whether the request may go on ({@code HTTPExternalAuthFilter}).
     *
     * @param filter what it speaks, and what it is shown
     * @param endpoint which of its endpoints
     * @param target the request target for it, in origin form
     * @param host the value for its Host header: that of the client
     * @param then what becomes of the request where it allows; never another question
     * @param grpc whether the request is a gRPC call
     */
    record Authorize(
            Origin origin,
            ExternalAuth filter,
            Endpoint endpoint,
            String target,
            String host,
            Decision then,
            boolean grpc)
            implements Decision {
        /** The path of the call to a service that speaks gRPC. */
        public static final String CHECK = "/envoy.service.auth.v3.Authorization/Check";

        /**
         * The fields for the service; {@code Host} and framing are not among them.
         *
         * @param received all that the client sent
         */
        public List<Field> fields(List<Field> received, UpstreamHeaders.Client client) {
            return AuthFields.forService(filter, received, client);
        }

        /** What becomes of the request now; a backend gets those fields of the service's answer that the filter names. */
        public Decision allowed(List<Field> answer) {
            return then instanceof Forward forward ? forward.with(AuthFields.forBackend(filter, answer)) : then;
        }

        /**
         * The answer where the service refused.
         *
         * @param fields all that the service sent
         * @return where {@link Respond#body} is null, what the service sent is the body
         */
        public Respond refused(int status, List<Field> fields) {
            return grpc
                    ? GrpcAnswers.of(origin, GrpcAnswers.status(status), "refused", "refused by " + filter.backend())
                    : new Respond(
                            origin,
                            status,
                            DownstreamHeaders.of(fields, List.of()),
                            null,
                            "refused by " + filter.backend(),
                            false);
        }

        /**
         * What to ask a service that speaks gRPC: the {@code CheckRequest} of {@link #CHECK}, without the prefix of gRPC.
         *
         * @param protocol such as {@code HTTP/1.1}
         * @param received all that the client sent
         * @param body what the service is shown of it; empty for none
         */
        public byte[] check(
                String method, String protocol, List<Field> received, UpstreamHeaders.Client client, byte[] body) {
            return AuthCheck.request(this, method, protocol, received, client, body);
        }

        /**
         * What becomes of the request now.
         *
         * @param message the {@code CheckResponse} of a call that ended with {@code OK}; one that cannot be read allows nothing
         */
        public Decision checked(byte[] message) {
            return AuthCheck.answer(this, message);
        }

        /** The answer where the service could not be asked. */
        public Respond failed(Failure failure) {
            return Answers.failed(origin, failure, grpc);
        }
    }

    /** Send it to an endpoint. Immutable; what holds for every request of a rule is not copied. */
    final class Forward implements Decision {
        private final Origin origin;
        private final ForwardTo rule;
        private final BackendShare share;
        private final Endpoint endpoint;
        private final UpstreamProtocol protocol;
        private final String target;
        private final String host;
        private final List<HeaderEdits> requestEdits;
        private final List<HeaderEdits> responseEdits;
        private final List<Mirror> mirrors;
        private final Upstreams upstreams;
        private final @Nullable Request request;
        private final boolean inSession;

        Forward(
                Origin origin,
                ForwardTo rule,
                BackendShare share,
                Endpoint endpoint,
                UpstreamProtocol protocol,
                String target,
                String host,
                List<HeaderEdits> requestEdits,
                List<HeaderEdits> responseEdits,
                List<Mirror> mirrors,
                Upstreams upstreams,
                @Nullable Request request,
                boolean inSession) {
            this.origin = origin;
            this.rule = rule;
            this.share = share;
            this.endpoint = endpoint;
            this.protocol = protocol;
            this.target = target;
            this.host = host;
            this.requestEdits = requestEdits;
            this.responseEdits = responseEdits;
            this.mirrors = mirrors;
            this.upstreams = upstreams;
            this.request = request;
            this.inSession = inSession;
        }

        /**
         * One that is not planned by a table: for front ends under test. It is sent again to the same endpoint.
         *
         * @param share its backend is a Service's port
         */
        public static Forward of(
                Origin origin,
                ForwardTo rule,
                BackendShare share,
                Endpoint endpoint,
                UpstreamProtocol protocol,
                String target,
                String host,
                List<Mirror> mirrors) {
            return new Forward(
                    origin,
                    rule,
                    share,
                    endpoint,
                    protocol,
                    target,
                    host,
                    share.requestEdits(),
                    share.responseEdits(),
                    List.copyOf(mirrors),
                    Upstreams.NONE,
                    null,
                    false);
        }

        @Override
        public Origin origin() {
            return origin;
        }

        /** The backend's part in the rule. */
        public BackendShare share() {
            return share;
        }

        /** Whether the client's session leads to the endpoint: nothing was drawn. */
        public boolean inSession() {
            return inSession;
        }

        /** The Service's port that was drawn, or that the client's session leads to. */
        public ServiceBackend backend() {
            return (ServiceBackend) share.backend();
        }

        /** Which of its endpoints. */
        public Endpoint endpoint() {
            return endpoint;
        }

        /** What is spoken to it. */
        public UpstreamProtocol protocol() {
            return protocol;
        }

        /** Whether the request is a gRPC call. */
        public boolean grpc() {
            return protocol == UpstreamProtocol.GRPC;
        }

        /** The request target for the backend, in origin form. */
        public String target() {
            return target;
        }

        /** The value for the Host header; empty where the client sent none and nothing sets it. */
        public String host() {
            return host;
        }

        /** Changes to the request's headers, in order, after hop-by-hop headers are gone. */
        public List<HeaderEdits> requestEdits() {
            return requestEdits;
        }

        /** Changes to the answer's headers, in order: the filters', then those of CORS, then the session's. */
        public List<HeaderEdits> responseEdits() {
            return rule.session() == null || inSession
                    ? responseEdits
                    : Edits.append(responseEdits, upstreams.session(rule.session(), backend(), endpoint));
        }

        /** Copies to send beside; empty where there is none. */
        public List<Mirror> mirrors() {
            return mirrors;
        }

        /** For the whole exchange, all tries and the waits between them; zero: none; null: the front end's own. */
        public @Nullable Duration requestTimeout() {
            return rule.requestTimeout();
        }

        /** For one try; zero: none; null: the front end's own. */
        public @Nullable Duration backendRequestTimeout() {
            return rule.backendRequestTimeout();
        }

        /** How the client comes back to the endpoint; null: not at all. */
        public @Nullable SessionPolicy session() {
            return rule.session();
        }

        /** When to send the request again; null: never. */
        public @Nullable RetryPolicy retry() {
            return rule.retry();
        }

        /**
         * The next try: the same backend, and another of its endpoints where there is one. Costs from the budget for retries.
         *
         * @param tried the endpoints so far
         * @return null where the budget is spent; the answer then is {@link Failure#UNAVAILABLE}
         */
        public @Nullable Forward again(Collection<Endpoint> tried) {
            if (!upstreams.permitRetry(backend())) {
                return null;
            }
            Endpoint next = upstreams.another(backend(), endpoint, tried, request);
            return next.equals(endpoint) ? this : at(next);
        }

        private Forward at(Endpoint next) {
            return new Forward(
                    origin,
                    rule,
                    share,
                    next,
                    protocol,
                    target,
                    host,
                    requestEdits,
                    responseEdits,
                    mirrors,
                    upstreams,
                    request,
                    false);
        }

        Forward with(List<HeaderEdits> furtherRequest) {
            return with(furtherRequest, List.of());
        }

        Forward with(List<HeaderEdits> furtherRequest, List<HeaderEdits> furtherResponse) {
            return new Forward(
                    origin,
                    rule,
                    share,
                    endpoint,
                    protocol,
                    target,
                    host,
                    Edits.append(requestEdits, furtherRequest),
                    Edits.append(responseEdits, furtherResponse),
                    mirrors,
                    upstreams,
                    request,
                    inSession);
        }

        /** Tells the load balancer that a try begins. */
        public void began() {
            upstreams.began(backend(), endpoint);
        }

        /** Tells the load balancer that the try is over; once for each {@link #began}. */
        public void ended(LoadBalancer.Outcome outcome) {
            upstreams.ended(backend(), endpoint, outcome);
            if (outcome != LoadBalancer.Outcome.ANSWERED && outcome != LoadBalancer.Outcome.ABANDONED) {
                UpstreamFailureEvent.tell(this, outcome);
            }
        }

        /** The answer where no backend gave one. */
        public Respond failed(Failure failure) {
            return Answers.failed(origin, failure, grpc());
        }

        @Override
        public String toString() {
            return origin + " -> " + backend() + " at " + endpoint + ": " + host + " " + target;
        }
    }

    /**
     * Answer with a redirect.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param location an absolute URI
     * @param fields further header fields: what CORS asks for
     */
    record Redirect(Origin origin, int status, String location, List<Field> fields) implements Decision {
        public Redirect {
            fields = List.copyOf(fields);
        }

        /** One with no further fields. */
        public Redirect(Origin origin, int status, String location) {
            this(origin, status, location, List.of());
        }
    }

    /**
     * Answer with a status and no content of any backend.
     *
     * @param status of HTTP; 200 for every gRPC call, and for a preflight of CORS
     * @param fields further header fields
     * @param body sent in UTF-8; empty for none; null: the front end's own short text, with a {@code Content-Type} of its own
     * @param reason one sentence for the log; holds nothing that a client may not see
     * @param close whether the connection must be closed after the answer
     */
    record Respond(
            @Nullable Origin origin,
            int status,
            List<Field> fields,
            @Nullable String body,
            String reason,
            boolean close)
            implements Decision {
        public Respond {
            fields = List.copyOf(fields);
        }

        /** One with the front end's own text. */
        public Respond(@Nullable Origin origin, int status, String reason, boolean close) {
            this(origin, status, List.of(), null, reason, close);
        }
    }
}
