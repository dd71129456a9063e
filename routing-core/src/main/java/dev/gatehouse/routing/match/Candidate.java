package dev.gatehouse.routing.match;

import dev.gatehouse.routing.table.Predicate;
import dev.gatehouse.routing.table.RouteEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry that host and path lead to.
 *
 * @param failing the first of its predicates that does not hold; null where the entry would take the request
 */
public record Candidate(RouteEntry entry, @Nullable Predicate failing) {}
