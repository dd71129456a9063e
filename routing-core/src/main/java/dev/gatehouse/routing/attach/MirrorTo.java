package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.attach.Backend.ServiceBackend;
import java.util.List;

/**
 * A copy of some requests, whose answer nobody reads ({@code HTTPRequestMirrorFilter}, GEP-3171).
 *
 * @param numerator of {@code denominator} requests so many are copied
 * @param requestEdits changes to the copy's headers, in order: those that stand before the mirror in the list of filters
 */
public record MirrorTo(ServiceBackend backend, int numerator, int denominator, List<HeaderEdits> requestEdits) {
    public MirrorTo {
        requestEdits = List.copyOf(requestEdits);
    }
}
