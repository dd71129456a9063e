package dev.gatehouse.tck;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A feature of the Gateway API, as a suite's {@code features.json} tells it.
 *
 * @param channel {@code standard} or {@code experimental}
 * @param profiles profile such as {@code GATEWAY-HTTP} to {@code core} or {@code extended}
 */
public record Feature(String name, String channel, Map<String, String> profiles) {
    public Feature {
        profiles = Map.copyOf(profiles);
    }

    static Feature read(Body body) {
        Map<String, String> profiles = new LinkedHashMap<>();
        Body given = body.objectOrEmpty("profiles");
        given.names().forEach(profile -> profiles.put(profile, given.text(profile)));
        return new Feature(body.text("name"), body.text("channel"), profiles);
    }

    /** Whether every front end of the profile must have it. */
    boolean isCoreOf(String profile) {
        return "core".equals(profiles.get(profile));
    }

    /** Whether a front end of the profile may have it. */
    boolean isExtendedOf(String profile) {
        return "extended".equals(profiles.get(profile));
    }
}
