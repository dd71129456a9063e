package dev.gatehouse.routing.table;

import dev.gatehouse.routing.request.Request;
import org.jspecify.annotations.Nullable;

/** The rules of one host pattern, of one of the two kinds that are never merged into one order: HTTP and gRPC. */
public sealed interface Rules permits CallRules, HostRules {
    /** The entry that takes the request; null where none does. */
    @Nullable
    RouteEntry match(Request request);
}
