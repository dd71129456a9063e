/** A front end on the JDK's own HTTP server and client. */
module dev.gatehouse.jdkhttp {
    requires transitive dev.gatehouse.routing;
    requires transitive dev.gatehouse.tls;
    requires java.net.http;
    requires jdk.httpserver;
    requires static org.jspecify;

    exports dev.gatehouse.jdkhttp;
}
