/**
 * Kubernetes Ingress and Gateway API resources, compiled into a table that decides what becomes of each request.
 *
 * <p>Start with {@link dev.gatehouse.routing.LiveRoutes}.
 */
@SuppressWarnings("module") // it is compiled before the module that it lends a package to
module dev.gatehouse.routing {
    requires jdk.jfr;
    requires static org.jspecify;

    exports dev.gatehouse.routing;
    exports dev.gatehouse.routing.attach;
    exports dev.gatehouse.routing.insight;
    exports dev.gatehouse.routing.match;
    exports dev.gatehouse.routing.observe;
    exports dev.gatehouse.routing.persistent to
            dev.gatehouse.tls;
    exports dev.gatehouse.routing.plan;
    exports dev.gatehouse.routing.regex;
    exports dev.gatehouse.routing.request;
    exports dev.gatehouse.routing.resource;
    exports dev.gatehouse.routing.status;
    exports dev.gatehouse.routing.table;
}
