/**
 * Kubernetes Ingress and Gateway API resources, compiled into a table that decides what becomes of each request.
 */
module dev.gatehouse.routing {
    requires static org.jspecify;

    exports dev.gatehouse.routing.request;
    exports dev.gatehouse.routing.resource;
}
