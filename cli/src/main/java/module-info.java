/** The program {@code gatehouse}: serves and checks Kubernetes manifests without a cluster. */
module dev.gatehouse.cli {
    requires dev.gatehouse.jdkhttp;
    requires dev.gatehouse.netty;
    requires dev.gatehouse.prometheus;
    requires dev.gatehouse.routing;
    requires dev.gatehouse.tck;
    requires dev.gatehouse.tls;
    requires dev.gatehouse.yaml;
    requires info.picocli;
    requires java.logging;
    requires jdk.httpserver;
    requires static org.jspecify;

    // picocli fills the options of the commands.
    opens dev.gatehouse.cli to
            info.picocli;
}
