package dev.gatehouse.routing.attach;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule does with a request, its filters folded into their effect. */
public sealed interface RuleAction {
    /**
     * Sends it to one of these backends, in proportion to their weights.
     *
     * @param shares at least one
     * @param requestTimeout for the whole exchange; zero: none; null: the front end's own
     * @param backendRequestTimeout for one attempt; zero: none; null: the front end's own
     * @param retry null: a request is sent once
     * @param session null: each request may reach any endpoint
     */
    record ForwardTo(
            List<BackendShare> shares,
            @Nullable Duration requestTimeout,
            @Nullable Duration backendRequestTimeout,
            @Nullable RetryPolicy retry,
            @Nullable SessionPolicy session)
            implements RuleAction {
        public ForwardTo {
            shares = List.copyOf(shares);
        }

        /** One that sends each request once, to any endpoint. */
        public ForwardTo(
                List<BackendShare> shares,
                @Nullable Duration requestTimeout,
                @Nullable Duration backendRequestTimeout) {
            this(shares, requestTimeout, backendRequestTimeout, null, null);
        }

        /** The sum of the weights; 0 where every backend is switched off. */
        public int totalWeight() {
            int total = 0;
            for (BackendShare share : shares) {
                total += share.weight();
            }
            return total;
        }
    }

    /**
     * Answers with a redirect ({@code HTTPRequestRedirectFilter}); null parts are those of the request.
     *
     * @param port null: by the rules of {@code HTTPRequestRedirectFilter.port}
     */
    record RedirectTo(
            int status,
            @Nullable String scheme,
            @Nullable String hostname,
            @Nullable Integer port,
            @Nullable PathRewrite path)
            implements RuleAction {}

    /**
     * Answers with an error by itself.
     *
     * @param reason one sentence that tells an operator why
     */
    record Fail(int status, String reason) implements RuleAction {}
}
