/**
 * Certificates read from Kubernetes Secrets, chosen by the name that a client asks for, and served by any TLS server of the JVM.
 */
module dev.gatehouse.tls {
    requires transitive dev.gatehouse.routing;
    requires static org.jspecify;

    exports dev.gatehouse.tls.certificate;
    exports dev.gatehouse.tls.context;
    exports dev.gatehouse.tls.hello;
    exports dev.gatehouse.tls.live;
    exports dev.gatehouse.tls.protocol;
    exports dev.gatehouse.tls.select;
    exports dev.gatehouse.tls.trust;
}
