package dev.gatehouse.routing.attach;

import dev.gatehouse.routing.resource.Hostname;

/**
 * The hosts that a rule names.
 *
 * @param text the host name; for a wildcard what stands right of {@code *.}; empty for {@link Kind#ANY}
 */
public record HostPattern(Kind kind, String text) {
    /** Every host, and a request that names none. */
    public static final HostPattern ANY = new HostPattern(Kind.ANY, "");

    /** What a host name means in a HTTPRoute: a wildcard takes one or more labels. */
    public static HostPattern gateway(Hostname hostname) {
        return new HostPattern(hostname.isWildcard() ? Kind.WILDCARD : Kind.EXACT, hostname.suffix());
    }

    /** What a host name means in an Ingress: a wildcard takes exactly one label. */
    public static HostPattern ingress(Hostname hostname) {
        return new HostPattern(hostname.isWildcard() ? Kind.ONE_LABEL_WILDCARD : Kind.EXACT, hostname.suffix());
    }

    /** The forms, the most specific first. */
    public enum Kind {
        /** That host alone. */
        EXACT,
        /** Exactly one label more than the text ({@code IngressRule.host}). */
        ONE_LABEL_WILDCARD,
        /** One or more labels more than the text ({@code HTTPRoute.spec.hostnames}). */
        WILDCARD,
        /** Every host. */
        ANY
    }

    /** As the resources write it; {@code *} for every host. */
    @Override
    public String toString() {
        return switch (kind) {
            case EXACT -> text;
            case ONE_LABEL_WILDCARD, WILDCARD -> "*." + text;
            case ANY -> "*";
        };
    }
}
