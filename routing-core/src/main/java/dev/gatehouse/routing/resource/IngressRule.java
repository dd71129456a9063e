package dev.gatehouse.routing.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Ingress.spec.rules[]}.
 *
 * @param host null where absent: every host
 * @param paths {@code http.paths}; empty where {@code http} is absent: all of the host goes to the default backend
 */
public record IngressRule(@Nullable Hostname host, List<HttpIngressPath> paths) {
    public IngressRule {
        paths = List.copyOf(paths);
    }
}
