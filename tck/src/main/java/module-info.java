/**
 * The compatibility kit: case files, run against any front end.
 *
 * <p>Start with {@link dev.gatehouse.tck.Conformance}.
 */
module dev.gatehouse.tck {
    requires transitive dev.gatehouse.routing;
    requires dev.gatehouse.tls;
    requires dev.gatehouse.yaml;
    requires static org.jspecify;

    exports dev.gatehouse.tck;
}
