package dev.gatehouse.tck;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens in a case. */
sealed interface Step {
    /**
     * A request and its answer.
     *
     * @param never whether the expectation must stay unmet
     */
    record Http(HttpRequest request, HttpExpectation expectation, boolean never) implements Step {}

    /**
     * Many requests, spread over backends.
     *
     * @param shares Deployment to fraction; empty: only the expectation is asked for
     * @param tolerance absolute, on the fraction
     * @param attempts how often the whole may be tried until it holds
     * @param jitter whether about every other request carries a further header
     */
    record Distribution(
            Http each, int requests, Map<String, Double> shares, double tolerance, int attempts, boolean jitter)
            implements Step {}

    /**
     * Many requests, spread over pods.
     *
     * @param least how many different pods must have answered at least, {@code most} at most
     * @param perPod how many requests each pod must have got; null: any number
     */
    record Pods(
            Http each,
            int requests,
            int least,
            int most,
            @Nullable Integer perPod) implements Step {}

    /**
     * Objects come or change.
     *
     * @param rejected whether validation must refuse each
     * @param field the field that is wrong, where {@code rejected}
     */
    record Apply(
            List<Map<String, Object>> objects,
            boolean rejected,
            @Nullable String field) implements Step {}

    /** A merge patch (RFC 7386), nulls included. */
    record Patch(ObjectName object, Map<?, ?> merge) implements Step {}

    /**
     * A handshake, and the certificate that it shows. What is null is not asked for.
     *
     * @param serverName null: none is sent
     * @param rejected whether it must fail
     * @param certificate the Secret that must be shown; {@code default}: none of them
     * @param certificateNot the Secret that must not be shown
     */
    record Tls(
            HttpCall.@Nullable GatewayName gateway,
            int port,
            @Nullable String serverName,
            boolean rejected,
            @Nullable String certificate,
            @Nullable String certificateNot)
            implements Step {}

    /** An object goes. */
    record Delete(ObjectName object) implements Step {}

    /** The status of an object. */
    record Status(StatusExpectation expectation) implements Step {}

    /** Every Gateway in these namespaces is accepted and programmed, those left out that are annotated so. */
    record Ready(List<String> namespaces) implements Step {}

    /** A step that the kit does not run yet. */
    record Unsupported(String reason) implements Step {}

    /**
     * A step in its place.
     *
     * @param position in the case, from 1
     * @param title kind, what is asked for, and the label if it has one
     */
    record Placed(int position, String title, Step step) {}
}
