package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.ObjectRef;

/**
 * One port of one front end: what an adapter opens one server socket for. All listeners of a Gateway that share a port share its bind;
 * all Ingresses share one front end.
 *
 * @param owner the Gateway, or {@link #INGRESS}
 * @param port the number in the resources, 1 to 65535; an embedding may map it to another
 * @param transport TCP and UDP listeners may have the same number (GEP-2644)
 */
public record Bind(ObjectRef owner, int port, Transport transport) {
    /** The owner of the ports (80 and 443) on which Ingresses are served. */
    public static final ObjectRef INGRESS = new ObjectRef("networking.k8s.io", "Ingress", "", "*");

    /** One for connections. */
    public Bind(ObjectRef owner, int port) {
        this(owner, port, Transport.TCP);
    }

    /** What kind of socket. */
    public enum Transport {
        TCP,
        UDP
    }

    /** Such as {@code Gateway default/shop:80}, {@code Gateway default/dns:53/UDP} or {@code Ingress:443}. */
    @Override
    public String toString() {
        return (owner.equals(INGRESS) ? "Ingress" : owner.toString())
                + ":"
                + port
                + (transport == Transport.UDP ? "/UDP" : "");
    }
}
