package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;
import org.jspecify.annotations.Nullable;

/** What a rule sends requests to. */
public sealed interface Backend {
    /**
     * A port of a Service.
     *
     * @param port the Service's port number
     * @param appProtocol {@code appProtocol} of that port; null where absent
     * @param tls how it is spoken to with TLS; null: in the clear
     */
    record ServiceBackend(
            String namespace,
            String name,
            int port,
            @Nullable String appProtocol,
            @Nullable BackendTls tls) implements Backend {
        /**
         * What stands behind an object of another kind ({@code IngressBackend.resource}): as a Service of a name that no Service can have,
         * with the port 0.
         */
        public static ServiceBackend of(ObjectRef object) {
            return new ServiceBackend(
                    object.namespace(), object.kind() + "." + object.group() + "/" + object.name(), 0, null);
        }

        /** One that is spoken to in the clear. */
        public ServiceBackend(String namespace, String name, int port, @Nullable String appProtocol) {
            this(namespace, name, port, appProtocol, null);
        }

        /** Such as {@code default/api:80}. */
        @Override
        public String toString() {
            return namespace + "/" + name + ":" + port;
        }
    }

    /**
     * A filter on the reference that answers before any Service is asked: its share of the requests is redirected
     * ({@code RequestRedirect} in {@code backendRefs[].filters}).
     */
    record Redirecting(RuleAction.RedirectTo redirect) implements Backend {}

    /**
     * A reference that leads nowhere: its share of the requests gets this status.
     *
     * @param status 500 for the Gateway API, 503 for Ingress
     * @param reason the reason's name in the Gateway API, such as {@code BackendNotFound}; empty where the reference itself is as it should be
     * @param message one sentence that tells an operator why
     */
    record Unusable(int status, String reason, String message) implements Backend {
        /** The reason where the reference leads to a Service that must not be spoken to. */
        static final String RESOLVED = "";

        @Override
        public String toString() {
            return "(" + status + ": " + message + ")";
        }
    }
}
