package dev.gatehouse.routing.resource;

/** An object of a kind that Gatehouse reads. Every one is a record: immutable, valid by itself, compared by value. */
public sealed interface Resource
        permits ConfigMap,
                Endpoints,
                EndpointSlice,
                Gateway,
                GatewayClass,
                HttpRoute,
                Ingress,
                IngressClass,
                Namespace,
                ReferenceGrant,
                Secret,
                Service {
    /** {@code metadata}. */
    Metadata metadata();

    /** The object's name in full. */
    ObjectRef ref();
}
