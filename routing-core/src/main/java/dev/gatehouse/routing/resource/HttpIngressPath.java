package dev.gatehouse.routing.resource;

/**
 * {@code Ingress.spec.rules[].http.paths[]}.
 *
 * @param path {@code /} where an {@code ImplementationSpecific} path is empty or absent
 */
public record HttpIngressPath(PathType pathType, String path, IngressBackend backend) {
    /** {@code pathType}. */
    public enum PathType {
        EXACT,
        PREFIX,
        IMPLEMENTATION_SPECIFIC
    }
}
