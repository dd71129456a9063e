package dev.gatehouse.routing.resource;

/** An object of a kind that Gatehouse reads. Every one is a record: immutable, valid by itself, compared by value. */
public sealed interface Resource
        permits BackendTlsPolicy,
                ConfigMap,
                Endpoints,
                EndpointSlice,
                Gateway,
                GatewayClass,
                Ingress,
                IngressClass,
                ListenerSet,
                Namespace,
                ReferenceGrant,
                Route,
                Secret,
                Service,
                Workload {
    /** {@code metadata}. */
    Metadata metadata();

    /** The object's name in full. */
    ObjectRef ref();
}
