package dev.gatehouse.routing.request;

import org.jspecify.annotations.Nullable;

final class Normalizer {
    private Normalizer() {}

    static Normalized normalize(RequestHead head) {
        @Nullable String query = null;
        return new Request(head, "", head.target(), query);
    }
}
