package dev.gatehouse.routing.insight;

import java.util.List;

/** Every {@link Check}, in the order of the catalogue. */
final class Checks {
    static final List<Check> ALL = List.of();

    private Checks() {}
}
