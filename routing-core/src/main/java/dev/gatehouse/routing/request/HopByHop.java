package dev.gatehouse.routing.request;

import java.util.Set;

/** Header fields that belong to one connection or frame the message (RFC 9110 section 7.6.1): nobody may set them for another hop. */
public final class HopByHop {
    /** All of them, in lower case. */
    public static final Set<String> NAMES = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authentication-info",
            "te",
            "trailer",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "http2-settings");

    private HopByHop() {}

    /** @param name in lower case */
    public static boolean is(String name) {
        return NAMES.contains(name);
    }
}
