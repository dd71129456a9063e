/** Small programs that embed Gatehouse, each one page. */
module dev.gatehouse.examples {
    requires dev.gatehouse.jdkhttp;
    requires dev.gatehouse.routing;
    requires dev.gatehouse.yaml;
    requires static org.jspecify;
}
