package dev.gatehouse.routing.plan;

import dev.gatehouse.routing.attach.CorsPolicy;
import dev.gatehouse.routing.attach.Extension;
import dev.gatehouse.routing.attach.ExtensionFilter.Verdict;
import dev.gatehouse.routing.attach.HeaderEdits;
import dev.gatehouse.routing.attach.RequestFilters;
import dev.gatehouse.routing.request.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the filters that look at a single request have made of it.
 *
 * @param cors the policy that counts: a backend's own, else the rule's
 * @param request further changes to the request's headers
 * @param response further changes to those of a backend's answer
 * @param answer of an extension that answers by itself; those after it were not asked
 */
record Applied(
        @Nullable CorsPolicy cors,
        List<HeaderEdits> request,
        List<HeaderEdits> response,
        Verdict.@Nullable Answer answer) {
    /** Nothing. */
    static final Applied NONE = new Applied(null, List.of(), List.of(), null);

    /** This, and what these filters make of the request. */
    Applied and(RequestFilters filters, Request asked) {
        CorsPolicy policy = filters.cors() != null ? filters.cors() : cors;
        if (filters.extensions().isEmpty()) {
            return new Applied(policy, request, response, answer);
        }
        List<HeaderEdits> requests = new ArrayList<>(request);
        List<HeaderEdits> responses = new ArrayList<>(response);
        for (Extension extension : filters.extensions()) {
            Verdict verdict = extension.filter().apply(asked);
            if (verdict instanceof Verdict.Answer given) {
                return new Applied(policy, requests, responses, given);
            }
            Verdict.Edit edit = (Verdict.Edit) verdict;
            requests.add(edit.request());
            responses.add(0, edit.response());
        }
        return new Applied(policy, requests, responses, null);
    }
}
