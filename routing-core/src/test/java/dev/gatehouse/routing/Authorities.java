package dev.gatehouse.routing;

/** Certificates of authorities for manifests. Nothing that is tested with them looks at names, keys or dates. */
final class Authorities {
    static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBijCCAS+gAwIBAgIURBQuuGQjY9X5k7H9VjtjSzASB+8wCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOVGVzdCBhdXRob3JpdHkwIBcNMjYxMTI2MDcwNDUxWhgPMjEy
            NjExMDIwNzA0NTFaMBkxFzAVBgNVBAMMDlRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
            zj0CAQYIKoZIzj0DAQcDQgAEbH+2LqybY5mRld/3cYS05dIAmya5GkI6aOXxB+Im
            5PJXWreJ3zAVfUlqLev/7mbc1XM6IvqJ0crq8WhKD38IyaNTMFEwHQYDVR0OBBYE
            FHr9Rplu+4Vnyr0FepZooOM3QbgPMB8GA1UdIwQYMBaAFHr9Rplu+4Vnyr0FepZo
            oOM3QbgPMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAOfLfur0
            98i9fN9jiYnJhkBIeostpDqF43yvUYoKXUMqAiEAi9P1z+nhx8snkgConeTPP1GI
            SNT9xNlQN3hu4uF0Iss=
            -----END CERTIFICATE-----
            """;

    private Authorities() {}

    /** A ConfigMap with an authority under {@code ca.crt}. */
    static String configMap(String namespace, String name) {
        return configMap(namespace, name, "ca.crt", PEM);
    }

    /** A ConfigMap with one value. */
    static String configMap(String namespace, String name, String key, String value) {
        return "{kind: ConfigMap, metadata: {name: " + name + ", namespace: " + namespace + "}, data: {" + key + ": \""
                + value.replace("\n", "\\n") + "\"}}";
    }
}
