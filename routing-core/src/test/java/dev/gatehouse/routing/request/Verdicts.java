package dev.gatehouse.routing.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/** What the tests say about a normalised request. */
final class Verdicts {
    private Verdicts() {}

    static Request accepted(RequestHead head) {
        Normalized normalized = Normalized.of(head);
        return normalized instanceof Request request
                ? request
                : fail("refused: " + head + ": " + ((BadRequest) normalized).reason());
    }

    static BadRequest refused(RequestHead head) {
        Normalized normalized = Normalized.of(head);
        return normalized instanceof BadRequest bad
                ? bad
                : fail("not refused: " + head + ": became " + ((Request) normalized).target());
    }

    static void assertRefused(int status, String partOfReason, RequestHead head) {
        BadRequest bad = refused(head);
        assertEquals(status, bad.status(), bad::reason);
        if (!bad.reason().contains(partOfReason)) {
            fail("refused for another reason than \"" + partOfReason + "\": " + bad.reason());
        }
    }
}
