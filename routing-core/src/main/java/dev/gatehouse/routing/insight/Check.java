package dev.gatehouse.routing.insight;

/** Looks for one mistake, or a few that are seen in the same place, and reports each once. */
@FunctionalInterface
interface Check {
    void run(Scene scene, Report report);
}
