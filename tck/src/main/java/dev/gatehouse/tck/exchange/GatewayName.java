package dev.gatehouse.tck.exchange;

/** Names a Gateway. */
public record GatewayName(String namespace, String name) {
    /** {@code namespace/name}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
