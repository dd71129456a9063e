package dev.gatehouse.routing.status;

/**
 * An address at which a front end can be reached.
 *
 * @param type {@code IPAddress} or {@code Hostname}
 */
public record Address(String type, String value) {
    /** A numeric address. */
    public static Address ip(String value) {
        return new Address("IPAddress", value);
    }

    /** A name. */
    public static Address hostname(String value) {
        return new Address("Hostname", value);
    }
}
