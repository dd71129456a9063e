package dev.gatehouse.routing.request;

/** What became of a {@link RequestHead}. */
public sealed interface Normalized permits Request, BadRequest {
    /**
     * Normalises a request by the policy strict-v1: once, before anything else looks at it.
     *
     * @return the request, or why it has no meaning that every server would agree on
     */
    static Normalized of(RequestHead head) {
        return Normalizer.normalize(head);
    }
}
