/** What Gatehouse measures, in any registry of Micrometer. */
module dev.gatehouse.micrometer {
    requires transitive dev.gatehouse.routing;
    requires transitive micrometer.core;
    requires static org.jspecify;

    exports dev.gatehouse.micrometer;
}
