package dev.gatehouse.routing.insight;

import static dev.gatehouse.routing.insight.Scene.SPEC;

import dev.gatehouse.routing.resource.FieldPath;
import dev.gatehouse.routing.resource.Gateway;
import dev.gatehouse.routing.resource.GrpcRoute;
import dev.gatehouse.routing.resource.HttpBackendRef;
import dev.gatehouse.routing.resource.HttpRoute;
import dev.gatehouse.routing.resource.HttpRouteFilter;
import dev.gatehouse.routing.resource.HttpRouteRule;
import dev.gatehouse.routing.resource.Resource;
import dev.gatehouse.routing.resource.Route;
import java.util.List;

/** Fields of the experimental channel alone. What has an age came from a server, which has kept the field. */
final class ExperimentalChecks {
    private final Report report;
    private final Resource resource;

    private ExperimentalChecks(Report report, Resource resource) {
        this.report = report;
        this.resource = resource;
    }

    static void run(Scene scene, Report report) {
        for (Resource resource : scene.resources().all()) {
            if (resource.metadata().creationTimestamp() == null) {
                new ExperimentalChecks(report, resource).look();
            }
        }
    }

    private void look() {
        if (resource instanceof Gateway gateway) {
            found(gateway.defaultScope(), SPEC.field("defaultScope"));
        } else if (resource instanceof Route route) {
            found(route.useDefaultGateways(), SPEC.field("useDefaultGateways"));
        }
        if (resource instanceof HttpRoute route) {
            for (int i = 0; i < route.rules().size(); i++) {
                HttpRouteRule rule = route.rules().get(i);
                FieldPath field = SPEC.field("rules").index(i);
                found(rule.retry() != null, field.field("retry"));
                found(rule.sessionPersistence() != null, field.field("sessionPersistence"));
                filters(rule.filters(), field.field("filters"));
                for (int j = 0; j < rule.backendRefs().size(); j++) {
                    HttpBackendRef backend = rule.backendRefs().get(j);
                    filters(
                            backend.filters(),
                            field.field("backendRefs").index(j).field("filters"));
                }
            }
        } else if (resource instanceof GrpcRoute route) {
            for (int i = 0; i < route.rules().size(); i++) {
                found(
                        route.rules().get(i).sessionPersistence() != null,
                        SPEC.field("rules").index(i).field("sessionPersistence"));
            }
        }
    }

    private void filters(List<HttpRouteFilter> filters, FieldPath field) {
        for (int i = 0; i < filters.size(); i++) {
            found(filters.get(i) instanceof HttpRouteFilter.ExternalAuth, field.index(i));
        }
    }

    private void found(boolean isThere, FieldPath field) {
        if (isThere) {
            String name = field.index() < 0 ? field.name() : "a filter of type ExternalAuth";
            report.add(
                    "experimental-field",
                    resource,
                    field,
                    "found " + name + ", which the standard channel does not have",
                    new Change.Remove(resource.ref(), field));
        }
    }
}
