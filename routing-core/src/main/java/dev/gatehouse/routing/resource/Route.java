package dev.gatehouse.routing.resource;

import java.util.List;

/** A resource that attaches to listeners by {@code spec.parentRefs}. */
public sealed interface Route extends Resource permits HttpRoute, GrpcRoute, TlsRoute, TcpRoute, UdpRoute {
    /** {@code spec.parentRefs}, in the order written. */
    List<ParentReference> parentRefs();

    /** Whether it also attaches to every Gateway with {@code spec.defaultScope: All} (GEP-3793, experimental). */
    boolean useDefaultGateways();

    /** {@code spec.hostnames}; empty: every host of the listener. */
    List<Hostname> hostnames();
}
