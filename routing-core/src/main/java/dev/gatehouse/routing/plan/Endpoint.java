package dev.gatehouse.routing.plan;

/** Something that answers for a Service. */
public sealed interface Endpoint {
    /**
     * A TCP address.
     *
     * @param host an IP address without brackets, or a name
     */
    record Address(String host, int port) implements Endpoint {
        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /** Code in this process. */
    record InProcess(ServiceHandler handler) implements Endpoint {}
}
