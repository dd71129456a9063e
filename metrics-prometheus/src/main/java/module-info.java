/** What Gatehouse measures, in a registry of the Prometheus client library. */
module dev.gatehouse.prometheus {
    requires transitive dev.gatehouse.routing;
    requires transitive io.prometheus.metrics.model;
    requires io.prometheus.metrics.core;
    requires io.prometheus.writer.text;
    requires static org.jspecify;

    exports dev.gatehouse.prometheus;
}
